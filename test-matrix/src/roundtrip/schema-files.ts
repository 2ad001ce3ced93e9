import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Target, TargetDialect } from '../targets.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Schemas that the project carries itself, with a folder for each dialect. */
export const carriedFolder = join(root, 'test-matrix', 'schemas');

/** Many more, which may lie beside the checkout. */
export const sharedFolder = join(root, '..', 'shared', 'schemas');

/** Spellings that SQLite keeps and that mean nothing, such as the name of a DEFAULT: no text of ours has them. */
const oddities = 'rarities.sql';

/** A schema as its authors wrote it. */
export interface SchemaFile {
  /** Without folder and extension: `chinook`. */
  readonly name: string;
  readonly path: string;
}

/** Files that a flavour of their dialect does not take, and why. */
const unloadable: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mariadb: { temporal_visibility: 'MariaDB has no ->> operator for JSON' },
};

/** Why a target cannot take a schema at all; nothing where it can. */
export function reasonNotToLoad({ flavour }: Pick<Target, 'flavour'>, { name }: SchemaFile): string | undefined {
  return unloadable[flavour]?.[name];
}

/** The `.sql` files for a dialect in a folder that has one for each. */
export function schemaFiles(folder: string, dialect: TargetDialect): readonly SchemaFile[] {
  const own = join(folder, dialect);
  const place = existsSync(own) ? own : folder === carriedFolder && dialect === 'sqlite' ? folder : undefined;
  if (place === undefined) return [];
  return readdirSync(place)
    .filter((name) => name.endsWith('.sql') && !(place === carriedFolder && name === oddities))
    .toSorted()
    .map((name) => schemaFile(join(place, name)));
}

export function schemaFile(path: string): SchemaFile {
  return { name: basename(path, '.sql'), path };
}
