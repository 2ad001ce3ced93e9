import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, loadConfig, type Config, type Migrator } from '@aludel/core';
import type { DialectPackage } from '@aludel/core/dialect';
import test from 'ava';
import { dialectPackage } from '../dialect-package.js';
import { portableState, type PortableState } from '../examples/portable-state.js';
import { forEachTarget } from '../for-each-target.js';
import { freshDatabase } from '../fresh-database.js';
import { targets } from '../targets.js';

const examples = fileURLToPath(new URL('../../../migrations-examples/', import.meta.url));

/** The examples, the number of their migrations, and the indexes that they make on some databases only. */
const projects = [
  { name: 'chinook', steps: 15, ownIndexes: [] },
  { name: 'helpdesk', steps: 24, ownIndexes: ['ix_tickets_open', 'ft_articles'] },
] as const;

const loaded = await Promise.all(
  projects.map(async (project) => {
    const folder = join(examples, project.name);
    const { config } = await loadConfig(folder);
    return { ...project, folder, config, expected: expectedState(folder, config, project.ownIndexes) };
  }),
);

forEachTarget(test, (target) => {
  target.test('the models of chinook are what its migrations make', async (t) => {
    const chinook = loaded.find(({ name }) => name === 'chinook');
    if (chinook === undefined) throw new Error('chinook is not among the examples.');
    const migrator = migratorOn(chinook.config, chinook.folder, dialectPackage(await target.freshDatabase(t)));
    await migrator.upgrade('heads');
    const { operations, leftAlone } = await migrator.check();
    t.deepEqual([...operations, ...leftAlone], []);
  });

  for (const { name, steps, ownIndexes, folder, config, expected } of loaded) {
    target.test(`${name} goes up, down to base and up again, to the schema and the rows of SQLite`, async (t) => {
      const database = dialectPackage(await target.freshDatabase(t));
      const migrator = migratorOn(config, folder, database);

      t.is((await migrator.upgrade('heads')).steps.length, steps);
      const first = await portableState(database, ownIndexes);
      assertSame(t, first, await expected());

      await migrator.downgrade('base');
      t.deepEqual(await portableState(database), { tables: {}, views: [], rows: {} });
      t.is((await migrator.current()).applied, 0);

      t.is((await migrator.upgrade('heads')).steps.length, steps);
      assertSame(t, await portableState(database, ownIndexes), first);
      t.true((await migrator.current()).isAtHead);
    });
  }
});

function migratorOn(config: Config, folder: string, main: DialectPackage): Migrator {
  return createMigrator({ ...config, databases: { main }, defaultDatabase: 'main' }, { folder });
}

/** What the migrations make of an SQLite database: asked once, and only if a test wants it. */
function expectedState(folder: string, config: Config, ownIndexes: readonly string[]): () => Promise<PortableState> {
  let state: Promise<PortableState> | undefined;
  const make = async (): Promise<PortableState> => {
    const target = targets.find(({ dialect }) => dialect === 'sqlite');
    if (target === undefined) throw new Error('SQLite is not among the targets.');
    const fresh = await freshDatabase(target);
    try {
      const database = dialectPackage(fresh);
      await migratorOn(config, folder, database).upgrade('heads');
      return await portableState(database, ownIndexes);
    } finally {
      await fresh.drop();
    }
  };
  return () => (state ??= make());
}

/** Table by table, so that a difference names its table. */
function assertSame(
  t: { readonly deepEqual: (actual: unknown, expected: unknown, message?: string) => unknown },
  actual: PortableState,
  expected: PortableState,
): void {
  t.deepEqual(Object.keys(actual.tables), Object.keys(expected.tables));
  t.deepEqual(actual.views, expected.views);
  for (const [table, shape] of Object.entries(expected.tables)) {
    t.deepEqual(actual.tables[table], shape, table);
    t.deepEqual(actual.rows[table], expected.rows[table], `rows of ${table}`);
  }
}
