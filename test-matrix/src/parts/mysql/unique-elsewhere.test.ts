import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, type Migrator } from '@aludel/core';
import { postgres } from '@aludel/postgres';
import { sqlite } from '@aludel/sqlite';
import test from 'ava';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';

/** What is unique of a table, as a model says it at first; and what comes of it. */
const cases: Readonly<Record<string, readonly [first: string, second: string]>> = {
  'a unique index that goes': [`indexes: [index(['a'], { name: 'one_a', unique: true })]`, ''],
  'a unique index of several columns that changes': [
    `indexes: [index(['a', 'b'], { name: 'one_a', unique: true })]`,
    `indexes: [index(['b', 'a'], { name: 'one_a', unique: true })]`,
  ],
  'a unique constraint that goes': [`constraints: [unique(['a'], { name: 'one_a' })]`, ''],
  'a unique constraint that becomes an index': [
    `constraints: [unique(['a'], { name: 'one_a' })]`,
    `indexes: [index(['a', 'b'], { name: 'one_a', unique: true })]`,
  ],
};

const packages = fileURLToPath(new URL('../../../../packages/', import.meta.url));

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;
  for (const [what, [first, second]] of Object.entries(cases)) {
    for (const generatedBy of ['main', 'other']) {
      target.test(
        `${what} goes elsewhere as well, there and back, when ${generatedBy === 'main' ? 'it' : 'the other'} generated it`,
        async (t) => {
          const database = await target.freshDatabase(t);
          const folder = mkdtempSync(join(tmpdir(), 'aludel-unique-'));
          t.teardown(() => rmSync(folder, { recursive: true, force: true }));
          mkdirSync(join(folder, 'migrations'));
          mkdirSync(join(folder, 'node_modules', '@aludel'), { recursive: true });
          for (const name of ['core', 'mysql', 'postgres', 'sqlite']) {
            symlinkSync(join(packages, name), join(folder, 'node_modules', '@aludel', name), 'junction');
          }
          writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
          const databases = {
            main: dialectPackage(database),
            other: sqlite({ filename: join(folder, 'app.db') }),
            third: postgres({ pglite: { dataDir: join(folder, 'pglite') } }),
          };
          const on = (defaultDatabase: string): Migrator =>
            createMigrator(
              { migrations: './migrations', models: './schema.ts', databases, defaultDatabase },
              { folder },
            );
          const generator = on(generatedBy);
          // PGlite takes its time to start.
          const more = generatedBy === 'main' && second === '' ? [on('third')] : [];
          const all = [on('main'), on('other'), ...more];
          for (const [message, parts] of Object.entries({ first, second })) {
            writeFileSync(
              join(folder, 'schema.ts'),
              `import { index, t, table, unique } from '@aludel/core';
             export const notes = table('notes', { id: t.integer().primaryKey(), a: t.integer(), b: t.integer() }, { ${parts} });`,
            );
            const { file } = await generator.autogenerate({ message, noRenames: true });
            t.truthy(file);
            for (const migrator of all) {
              await migrator.upgrade('heads');
              t.deepEqual((await migrator.check()).operations, []);
            }
          }
          for (const migrator of all) {
            await migrator.downgrade('-1');
            await migrator.upgrade('heads');
            t.deepEqual((await migrator.check()).operations, []);
            await migrator.downgrade('base');
          }
        },
      );
    }
  }
});
