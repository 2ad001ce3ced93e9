import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { ConnectionFailedError } from '@aludel/core/connection';
import { isInstance, type PglitePostgresOptions } from './options.js';

/** A PGlite that is open, and how it is let go of. */
export interface OpenPglite {
  readonly database: PGlite;
  readonly release: () => Promise<void>;
}

interface Shared {
  readonly opening: Promise<PGlite>;
  users: number;
}

/** One instance a folder: two would write over each other's files. */
const shared = new Map<string, Shared>();

/** @param mustExist whoever only looks makes no database */
export async function openPglite(pglite: PglitePostgresOptions['pglite'], mustExist: boolean): Promise<OpenPglite> {
  if (isInstance(pglite)) {
    await pglite.waitReady;
    return { database: pglite, release: () => Promise.resolve() };
  }
  const { dataDir } = pglite;
  if (dataDir === undefined || dataDir === '') {
    const database = await create();
    return { database, release: () => database.close() };
  }
  // Other ways to keep files, such as `memory://`, are PGlite's own business.
  const key = /^\w+:\/\//u.test(dataDir) ? dataDir : resolve(dataDir);
  if (mustExist && !shared.has(key) && !key.includes('://') && !existsSync(key)) throw absent(dataDir);
  const entry = shared.get(key) ?? { opening: create(key), users: 0 };
  shared.set(key, entry);
  entry.users += 1;
  const release = async (): Promise<void> => {
    entry.users -= 1;
    if (entry.users > 0) return;
    shared.delete(key);
    await (await entry.opening).close();
  };
  try {
    return { database: await entry.opening, release };
  } catch (error) {
    shared.delete(key);
    throw error;
  }
}

function absent(dataDir: string): ConnectionFailedError {
  return new ConnectionFailedError(
    `There is no database pglite:${dataDir}.`,
    'Look at the path in the config; or, where it is new, let `aludel upgrade head` make it.',
  );
}

async function create(dataDir?: string): Promise<PGlite> {
  const { PGlite: Instance } = await import('@electric-sql/pglite');
  return dataDir === undefined ? Instance.create() : Instance.create(dataDir);
}
