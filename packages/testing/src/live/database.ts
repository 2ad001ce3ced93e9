import type { Config, DialectPackage } from '@aludel/core';

/**
 * A database with nothing in it (but for the schemas that the profile names), for one case. It has to outlive its
 * sessions: the suite opens several, one after another, so a database in memory has to be kept by whoever gives it.
 */
export interface FreshDatabase {
  readonly package: DialectPackage;
  /** Takes it away again; called when no session is open on it any more. */
  drop?(): Promise<void>;
}

/** Gives a fresh database each time: the package for it alone, where nothing has to be taken away. */
export type DatabaseSource = () => FreshDatabase | DialectPackage | Promise<FreshDatabase | DialectPackage>;

/** What of a config matters to the suite. */
export type LiveConfig = Partial<Pick<Config, 'services' | 'operations' | 'versionTable' | 'transactions'>>;

/** Uses a fresh database, and takes it away. */
export async function withDatabase<T>(
  source: DatabaseSource,
  use: (database: DialectPackage) => Promise<T>,
): Promise<T> {
  const given = await source();
  if ('connect' in given) return use(given);
  try {
    return await use(given.package);
  } finally {
    await given.drop?.();
  }
}
