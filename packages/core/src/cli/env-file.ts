import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from './errors.js';

/**
 * Reads the `.env` of each folder into the environment. What is set already stays: the real environment comes first, then
 * the folders in order.
 * @returns the files that were read
 */
export function loadEnvFiles(folders: Iterable<string>): readonly string[] {
  const read: string[] = [];
  for (const folder of new Set(folders)) {
    const file = join(folder, '.env');
    const text = textOf(file);
    if (text === undefined) continue;
    for (const [name, value] of Object.entries(parseEnv(text))) process.env[name] ??= value;
    read.push(file);
  }
  return read;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // A folder of that name, as Python people have it, or none: nothing to read.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) {
      return undefined;
    }
    throw new UsageError(
      `${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
      'Make it readable for you, or remove it.',
    );
  }
}
