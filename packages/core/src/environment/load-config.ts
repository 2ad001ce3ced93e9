import { dirname } from 'node:path';
import { ModuleLoader } from '../revisions/module-loader.js';
import { checkConfig } from './check-config.js';
import type { Config } from './config.js';
import { findConfig } from './find-config.js';

export interface LoadedConfig {
  readonly config: Config;
  /** Absolute path of the file. */
  readonly file: string;
  /** Its folder: what the paths in it are relative to. */
  readonly folder: string;
}

/**
 * Finds and loads the config file.
 * @param folder where the search begins
 * @param named a file to take instead
 */
export async function loadConfig(folder: string, named?: string): Promise<LoadedConfig> {
  const file = findConfig(folder, named);
  const exports = await new ModuleLoader().load(file);
  const exported: unknown = exports['default'];
  const config: unknown = typeof exported === 'function' ? await (exported as () => unknown)() : await exported;
  return { config: checkConfig(config, file), file, folder: dirname(file) };
}
