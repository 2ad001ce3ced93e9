import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { t as column, table, type AludelError, type Op } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { LiveSession } from '@aludel/testing';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';
import { roundtripProject } from '../../roundtrip/project.js';

/** Ways to a foreign key that would set to NULL what is NOT NULL. */
const ways: Readonly<Record<string, (op: Op) => void>> = {
  'a new table': (op) =>
    op.createTable('pages', {
      id: column.integer().primaryKey(),
      author: column.integer().notNull().references('authors', 'id', { onDelete: 'set null' }),
    }),
  'a foreign key': (op) =>
    op.createForeignKey('written_by', 'notes', 'authors', ['must'], ['id'], { onUpdate: 'set null' }),
  'the key of a table': (op) =>
    op.createForeignKey('written_by', 'notes', 'authors', ['id'], ['id'], { onDelete: 'set null' }),
  'NOT NULL': (op) => op.alterColumn('notes', 'may', { nullable: false }),
  'a primary key': (op) => op.createPrimaryKey(null, 'loose', ['may']),
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;

  for (const [what, change] of Object.entries(ways)) {
    target.test(
      `ON DELETE SET NULL of a column that is NOT NULL is refused by name before it runs, by ${what}`,
      async (t) => {
        const database = await target.freshDatabase(t);
        if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
        const client = await rawClient(database);
        t.teardown(client.close);
        await client.script(`
        CREATE TABLE authors (id int PRIMARY KEY);
        CREATE TABLE notes (id int PRIMARY KEY, must int NOT NULL, may int,
          CONSTRAINT maybe_by FOREIGN KEY (may) REFERENCES authors (id) ON DELETE SET NULL);
        CREATE TABLE loose (may int, CONSTRAINT loosely_by FOREIGN KEY (may) REFERENCES authors (id) ON UPDATE SET NULL);`);
        const session = await LiveSession.open(mysql(database.options));
        t.teardown(() => session.close());
        const error = await t.throwsAsync<AludelError>(
          session.run((op) => {
            op.createTable('before', { id: column.integer().primaryKey() });
            change(op);
          }),
          { code: 'UNSUPPORTED_OPERATION' },
        );
        t.regex(error?.message ?? '', /SET NULL of .*its column \w+ is NOT NULL/su);
        t.truthy(error?.hint);
        t.deepEqual(await client.query("SHOW TABLES LIKE 'before'"), []);
      },
    );
  }

  target.test(
    'ON DELETE SET NULL of a model’s column that is NOT NULL is refused before anything is written',
    async (t) => {
      const database = await target.freshDatabase(t);
      const project = roundtripProject();
      t.teardown(project.remove);
      writeFileSync(
        join(project.folder, 'schema.ts'),
        `import { t, table } from '@aludel/core';
       export const authors = table('authors', { id: t.integer().primaryKey() });
       export const notes = table('notes', {
         id: t.integer().primaryKey(),
         author: t.integer().notNull().references('authors', 'id', { onDelete: 'set null' }),
       });`,
      );
      const error = await t.throwsAsync<AludelError>(project.migrator(database).autogenerate({ message: 'x' }), {
        code: 'UNSUPPORTED_OPERATION',
      });
      t.regex(error?.message ?? '', /its column author is NOT NULL/u);
      t.deepEqual(readdirSync(join(project.folder, 'migrations')), []);
    },
  );

  target.test(
    'a foreign key may set to NULL once its column need not have a value any more, in one migration',
    async (t) => {
      const database = await target.freshDatabase(t);
      if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
      const session = await LiveSession.open(mysql(database.options));
      t.teardown(() => session.close());
      await session.run((op) => {
        op.createTable('authors', { id: column.integer().primaryKey() });
        op.createTable(table('notes', { id: column.integer().primaryKey(), author: column.integer().notNull() }));
        op.createForeignKey('by', 'notes', 'authors', ['author'], ['id']);
      });
      await session.run((op) => {
        op.dropConstraint('by', 'notes', { type: 'foreignKey' });
        op.alterColumn('notes', 'author', { nullable: true });
        op.createForeignKey('by', 'notes', 'authors', ['author'], ['id'], { onDelete: 'set null' });
      });
      await session.downgrade('base');
      t.pass();
    },
  );
});
