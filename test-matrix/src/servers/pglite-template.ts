import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { cachedFolder } from './cache-folder.js';

/** Counts up when what is kept in the cache is made in another way. */
const recipe = 2;

/** A data folder of PGlite as it is when new, to be copied: opening a copy takes a third of a second, a new one three. */
export async function pgliteTemplate(): Promise<string> {
  return join(await cachedPglite(), 'data');
}

/** The version of PostgreSQL that PGlite is. */
export async function pgliteServerVersion(): Promise<string> {
  return readFile(join(await cachedPglite(), 'server-version'), 'utf8');
}

/** A data folder is of the version that made it: the package's version is in the name. */
async function cachedPglite(): Promise<string> {
  return cachedFolder(`pglite-${await packageVersion()}-r${recipe}`, async (part) => {
    const database = await PGlite.create({ dataDir: join(part, 'data') });
    const { rows } = await database.query<{ readonly server_version: string }>('SHOW server_version');
    await database.close();
    await writeFile(join(part, 'server-version'), rows[0]?.server_version ?? '');
  });
}

async function packageVersion(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@electric-sql/pglite'));
  const manifest = join(entry, '..', '..', 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string };
  return version;
}
