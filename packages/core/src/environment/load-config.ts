import { dirname } from 'node:path';
import { ModuleLoader } from '../revisions/module-loader.js';
import { checkConfig } from './check-config.js';
import type { Config } from './config.js';
import { coreForConfigs } from './core-for-configs.js';
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
 * @throws ConfigNotFoundError, ConfigInvalidError, ModuleLoadError
 */
export async function loadConfig(folder: string, named?: string): Promise<LoadedConfig> {
  const file = findConfig(folder, named);
  const exports = await new ModuleLoader({ provided: { '@aludel/core': () => coreForConfigs } }).load(file);
  const config = await settled(exports['default'], file);
  return { config: checkConfig(config, file), file, folder: dirname(file) };
}

/** A config may be given by a function, or come later. */
async function settled(exported: unknown, file: string): Promise<unknown> {
  try {
    return await (typeof exported === 'function' ? (exported as () => unknown)() : exported);
  } catch (error) {
    const { moduleLoadError } = await import('../revisions/module-load-error.js');
    throw moduleLoadError(file, [error], []);
  }
}
