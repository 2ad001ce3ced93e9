import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { DialectPackage } from '@aludel/core';
import type { DatabaseSource, FreshDatabase } from '@aludel/testing';
import { freshDatabase, type DatabaseOptions } from '../fresh-database.js';
import { rawClient, type RawClient } from '../raw-client.js';
import { pgliteTemplate } from '../servers/pglite-template.js';
import { scratchFolder } from '../servers/scratch-folder.js';
import type { Target } from '../targets.js';

/** Empty databases of a target, one after another, for very many cases. */
export interface TargetDatabases {
  readonly source: DatabaseSource;
  /** Runs a script by the driver alone on the database that was given last. */
  readonly runScript: (database: DialectPackage, script: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @param schemas beside the default one, that have to be there */
export function databasesOf(target: Target, schemas: readonly string[]): TargetDatabases {
  if (target.dialect !== 'postgres') return newEachTime(target);
  return target.flavour === 'pglite' ? emptiedPglite(schemas) : emptiedPostgres(target, schemas);
}

/** The package is loaded only where its target runs. */
async function packageFor(database: DatabaseOptions): Promise<DialectPackage> {
  if (database.dialect === 'sqlite') return (await import('@aludel/sqlite')).sqlite(database.options);
  if (database.dialect === 'mysql') return (await import('@aludel/mysql')).mysql(database.options);
  return (await import('@aludel/postgres')).postgres(database.options);
}

function newEachTime(target: Target): TargetDatabases {
  const known = new WeakMap<DialectPackage, DatabaseOptions>();
  return {
    source: async (): Promise<FreshDatabase> => {
      const database = await freshDatabase(target);
      const dialect = await packageFor(database);
      known.set(dialect, database);
      return { package: dialect, drop: database.drop };
    },
    runScript: async (dialect, script) => {
      const database = known.get(dialect);
      if (database === undefined) throw new Error('This database was not given here.');
      const client = await rawClient(database);
      try {
        await client.script(script);
      } finally {
        await client.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

/** Everything a case can have left. Making schemas anew takes a tenth of the time that a new database takes. */
function emptying(schemas: readonly string[]): string {
  return [
    // A script that failed leaves its transaction open.
    'ROLLBACK',
    `DO $$ DECLARE found text; BEGIN
      FOR found IN SELECT nspname FROM pg_namespace WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', found);
      END LOOP;
    END $$`,
    ...['public', ...schemas].map((schema) => `CREATE SCHEMA "${schema}"`),
  ].join(';\n');
}

function emptiedPostgres(target: Target, schemas: readonly string[]): TargetDatabases {
  let made: Promise<{ client: RawClient; dialect: DialectPackage; drop: () => Promise<void> }> | undefined;
  const open = async () => {
    const database = await freshDatabase(target);
    return { client: await rawClient(database), dialect: await packageFor(database), drop: database.drop };
  };
  return {
    source: async () => {
      const { client, dialect } = await (made ??= open());
      await client.script(emptying(schemas));
      return dialect;
    },
    runScript: async (_, script) => (await (made ??= open())).client.script(script),
    close: async () => {
      if (made === undefined) return;
      const { client, drop } = await made;
      await client.close();
      await drop();
    },
  };
}

function emptiedPglite(schemas: readonly string[]): TargetDatabases {
  let made: Promise<{ instance: PGlite; folder: string }> | undefined;
  const open = async () => {
    const folder = await mkdtemp(join(scratchFolder(), 'aludel-pglite-'));
    await cp(await pgliteTemplate(), join(folder, 'data'), { recursive: true });
    return { instance: await PGlite.create({ dataDir: join(folder, 'data') }), folder };
  };
  return {
    source: async () => {
      const { instance } = await (made ??= open());
      await instance.exec(emptying(schemas));
      return (await import('@aludel/postgres')).postgres({ pglite: instance });
    },
    runScript: async (_, script) => void (await (await (made ??= open())).instance.exec(script)),
    close: async () => {
      if (made === undefined) return;
      const { instance, folder } = await made;
      await instance.close();
      await rm(folder, { recursive: true });
    },
  };
}
