import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { configNames } from '../commands/config-names.js';
import { ConfigNotFoundError } from './errors.js';

/**
 * The config file's absolute path: the one named, or the first found from a folder upwards.
 * @throws ConfigNotFoundError
 */
export function findConfig(folder: string, named?: string): string {
  if (named !== undefined) {
    const file = resolve(folder, named);
    if (existsSync(file)) return file;
    throw new ConfigNotFoundError(file, true);
  }
  let searched = resolve(folder);
  for (;;) {
    for (const name of configNames) {
      const file = join(searched, name);
      if (existsSync(file)) return file;
    }
    const above = dirname(searched);
    if (above === searched) throw new ConfigNotFoundError(resolve(folder), false);
    searched = above;
  }
}
