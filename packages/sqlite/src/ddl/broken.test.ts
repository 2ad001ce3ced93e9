import { t as column } from '@aludel/core';
import type { Operation } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';

const users = { name: 'users' };
const isRebuild = (statements: readonly string[]): boolean => statements.some((sql) => sql.includes('aludel_old_'));

const brokenObjects = {
  'a trigger on what is not there': `CREATE TRIGGER broken AFTER INSERT ON log BEGIN SELECT NEW.missing; END`,
  'a view of what is not there': 'CREATE VIEW broken AS SELECT * FROM nowhere',
};

for (const [what, broken] of Object.entries(brokenObjects)) {
  test(`drops a column although ${what} keeps SQLite from it`, async (t) => {
    const database = await TestDatabase.open(
      t,
      `CREATE TABLE users (id INTEGER PRIMARY KEY, n); CREATE TABLE log (n); INSERT INTO users VALUES (1, 2); ${broken}`,
    );
    const schema = await database.schema();
    await t.throwsAsync(database.execute('ALTER TABLE users DROP COLUMN n'), { code: 'BROKEN_OBJECT', any: true });
    await database.thereAndBack({
      kind: 'addColumn',
      table: users,
      column: { name: 'added', ...column.integer().parts.column },
    });
    t.deepEqual(await database.schema(), schema);
    t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 1, n: 2 }]);
    await database.run({ kind: 'dropColumn', table: users, column: 'n' });
    t.deepEqual(await database.rows('SELECT * FROM users'), [{ id: 1 }]);
  });

  test(`refuses to rename a column beside ${what} before anything runs, and says what to do`, async (t) => {
    const database = await TestDatabase.open(
      t,
      `CREATE TABLE users (id INTEGER PRIMARY KEY, n); CREATE TABLE log (n); ${broken}`,
    );
    const rename: Operation = { kind: 'alterColumn', table: users, column: 'n', to: { name: 'm' } };
    await t.throwsAsync(
      database.compile([
        { kind: 'addColumn', table: users, column: { name: 'added', ...column.integer().parts.column } },
        rename,
      ]),
      {
        code: 'BROKEN_OBJECT',
        message: /(?:trigger|view) broken does not work: .*no such/u,
        any: true,
      },
    );
    const kind = broken.includes('TRIGGER') ? 'TRIGGER' : 'VIEW';
    // In the same migration, too.
    await database.run({ kind: 'execute', sql: `DROP ${kind} broken` }, rename);
    t.deepEqual(await database.rows(`SELECT name FROM pragma_table_info('users')`), [{ name: 'id' }, { name: 'm' }]);
  });

  test(`renames a table that nothing else names beside ${what}, and refuses where something does`, async (t) => {
    const database = await TestDatabase.open(
      t,
      `CREATE TABLE users (id INTEGER PRIMARY KEY, n); CREATE INDEX by_n ON users (n); INSERT INTO users VALUES (1, 2);
       CREATE TABLE log (n); CREATE TABLE posts (id INTEGER PRIMARY KEY);
       CREATE TABLE comments (post REFERENCES posts); ${broken}`,
    );
    await database.run({ kind: 'renameTable', table: users, to: 'people' });
    t.deepEqual(await database.rows('SELECT * FROM people INDEXED BY by_n WHERE n = 2'), [{ id: 1, n: 2 }]);
    t.deepEqual(await database.rows('PRAGMA legacy_alter_table'), [{ legacy_alter_table: 0 }]);
    await t.throwsAsync(database.compile([{ kind: 'renameTable', table: { name: 'posts' }, to: 'articles' }]), {
      code: 'BROKEN_OBJECT',
      any: true,
    });
  });
}

test('takes views and triggers that do work for such: with INDEXED BY, ON CONFLICT and functions of the program', async (t) => {
  const database = await TestDatabase.open(
    t,
    `CREATE TABLE users (id INTEGER PRIMARY KEY, n, m); CREATE TABLE log (n); CREATE UNIQUE INDEX by_n ON log (n);
     CREATE VIEW indexed AS SELECT n FROM log INDEXED BY by_n WHERE n > 1;
     CREATE VIEW own AS SELECT of_the_program(n) AS n FROM log;
     CREATE TRIGGER upsert AFTER INSERT ON users BEGIN
       INSERT INTO log VALUES (NEW.n) ON CONFLICT (n) DO UPDATE SET n = of_the_program(NEW.n);
     END;`,
  );
  const statements = await database.run({ kind: 'dropColumn', table: users, column: 'm' });
  t.false(isRebuild(statements));
});
