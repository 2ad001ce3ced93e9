import { t as column, type Op } from '@aludel/core';
import { createProcedure, createTrigger, mysql } from '@aludel/mysql';
import { LiveSession } from '@aludel/testing';
import test, { type ExecutionContext } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';
import { rawClient, type RawClient } from '../../raw-client.js';

interface Opened {
  readonly client: RawClient;
  /** The script of a migration, after those of which it was the script before. */
  readonly scriptOf: (revision: string, upgrade: (op: Op) => void) => Promise<string>;
}

async function opened(t: ExecutionContext, target: TargetUnderTest): Promise<Opened> {
  const database = await target.freshDatabase(t);
  if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
  const session = await LiveSession.open(mysql(database.options));
  t.teardown(() => session.close());
  const client = await rawClient(database);
  t.teardown(client.close);
  let last: string | null = null;
  return {
    client,
    scriptOf: async (revision, upgrade) => {
      await session.add({ revision, downRevision: last, upgrade });
      const range: string = last === null ? revision : `${last}:${revision}`;
      last = revision;
      return session.script(range);
    },
  };
}

const users = (op: Op): void =>
  op.createTable('users', { id: column.integer(), at: column.timestamp({ withTimeZone: true }) });

/** What must not find rows such as there are, and what a script says of it. */
const guarded: Readonly<Record<string, readonly [change: (op: Op) => void, said: RegExp]>> = {
  'a column that is NOT NULL and has no default': [
    (op) => op.addColumn('users', 'age', column.integer().notNull()),
    /-- Fails where .*the table users has rows/u,
  ],
  'a moment that becomes NOT NULL': [
    (op) => op.alterColumn('users', 'at', { nullable: false }),
    /-- Fails where .*contains NULL in rows of the table users/u,
  ],
  'a moment that becomes part of the key': [
    (op) => op.createPrimaryKey(null, 'users', ['id', 'at']),
    /-- Fails where .*contains NULL in rows of the table users/u,
  ],
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;
  for (const [what, [change, said]] of Object.entries(guarded)) {
    target.test(`a script stops before ${what} where there are rows, and goes on where there are none`, async (t) => {
      const { client, scriptOf } = await opened(t, target);
      await client.script(await scriptOf('m1', users));
      await client.script('INSERT INTO users VALUES (1, NULL)');
      const script = await scriptOf('m2', change);
      // MySQL says it itself where a moment becomes NOT NULL.
      if (target.flavour === 'mariadb' || what.startsWith('a column')) t.regex(script, said);
      const before = (await client.query('SHOW CREATE TABLE users'))[0]?.['Create Table'];
      await t.throwsAsync(client.script(script));
      t.is((await client.query('SHOW CREATE TABLE users'))[0]?.['Create Table'], before);
      t.is((await client.query('SELECT 1 FROM users WHERE at IS NULL')).length, 1);
      await client.script('ROLLBACK; DELETE FROM users');
      await client.script(script);
      t.not((await client.query('SHOW CREATE TABLE users'))[0]?.['Create Table'], before);
    });
  }

  target.test('a script has statements with semicolons in them as the server’s own client takes them', async (t) => {
    const { client, scriptOf } = await opened(t, target);
    const script = await scriptOf('m1', (op) => {
      users(op);
      op.apply(
        createTrigger(
          'stamp',
          'users',
          "CREATE TRIGGER stamp BEFORE INSERT ON users FOR EACH ROW BEGIN SET @a = ';;'; SET NEW.at = '2024-01-01'; END",
        ),
      );
      op.apply(
        createProcedure(
          'refill',
          'CREATE PROCEDURE refill() BEGIN DELETE FROM users; INSERT INTO users (id) VALUES (1); END',
        ),
      );
      op.execute("INSERT INTO users (id) VALUES (2) -- it's; so\n");
      op.execute("UPDATE users SET id = 3 WHERE 'a;b' = 'a;b'");
    });
    t.is(script.match(/^DELIMITER \S+$/gmu)?.length, 4);
    t.regex(script, /^DELIMITER \$\$\nCREATE [\s\S]*?TRIGGER [\s\S]*? END\n\$\$\nDELIMITER ;$/mu);
    t.regex(script, /^DELIMITER ;;\nCREATE [\s\S]*?PROCEDURE [\s\S]*? END\n;;\nDELIMITER ;$/mu);
    await client.script(script);
    await client.query('CALL refill()');
    t.is((await client.query('SELECT id FROM users')).length, 1);
    t.is((await client.query("SELECT id FROM users WHERE at = '2024-01-01'")).length, 1);
  });
});
