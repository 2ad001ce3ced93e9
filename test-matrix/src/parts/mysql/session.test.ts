import type { Connection } from '@aludel/core/dialect';
import { mysql } from '@aludel/mysql';
import { LiveSession } from '@aludel/testing';
import test, { type ExecutionContext } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';
import { rawClient, type RawClient } from '../../raw-client.js';

interface Opened {
  readonly session: LiveSession;
  readonly connection: Connection;
  readonly url: string;
  readonly client: RawClient;
}

async function opened(t: ExecutionContext, target: TargetUnderTest, options: object = {}): Promise<Opened> {
  const database = await target.freshDatabase(t);
  if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
  const session = await LiveSession.open(mysql({ ...database.options, ...options }));
  t.teardown(() => session.close());
  const client = await rawClient(database);
  t.teardown(client.close);
  return { session, connection: session.connection, url: database.options.url, client };
}

/** The definition as the server writes it. */
async function shown({ query }: RawClient, table: string): Promise<string> {
  const [row] = await query(`SHOW CREATE TABLE ${table}`);
  return String(row?.['Create Table']);
}

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;
  const table = { name: 'users' };

  target.test('a changed column keeps all that was not named', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script(`CREATE TABLE users (
      id int unsigned NOT NULL AUTO_INCREMENT COMMENT 'the number', PRIMARY KEY (id),
      mail varchar(90) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'where \\\\ to write',
      seen timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
      n int, half int GENERATED ALWAYS AS (n DIV 2) STORED,
      code varchar(9) DEFAULT (concat('a', 'b')))`);
    const before = await shown(client, 'users');
    await session.run(
      ['id', 'mail', 'seen', 'half', 'code'].map((column) => ({
        kind: 'alterColumn',
        table,
        column,
        to: { comment: 'for a while' },
      })),
    );
    t.is((await shown(client, 'users')).match(/for a while/gu)?.length, 5);
    t.true(await session.undo());
    t.is(await shown(client, 'users'), before);
  });

  target.test('a renamed column keeps all that was not named', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script(`CREATE TABLE users (
      id int, mail varchar(90) COLLATE utf8mb4_bin NOT NULL DEFAULT 'it''s' COMMENT 'where to write')`);
    const line = async (name: string): Promise<string | undefined> =>
      (await shown(client, 'users')).split('\n').find((one) => one.includes(`\`${name}\``));
    const before = await line('mail');
    await session.run([{ kind: 'alterColumn', table, column: 'mail', to: { name: 'email', nullable: true } }]);
    t.is(await line('email'), before?.replace('`mail`', '`email`').replace(' NOT NULL', ''));
  });

  target.test('a zero in a numbered column stays one when the table is copied', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script(`SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
      CREATE TABLE users (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int); INSERT INTO users VALUES (0, 1), (7, 2)`);
    await session.run([{ kind: 'alterColumn', table, column: 'id', to: { type: { kind: 'bigint' } } }]);
    t.deepEqual(
      (await client.query('SELECT id FROM users ORDER BY id')).map(({ id }) => Number(id)),
      [0, 7],
    );
  });

  target.test('a value that does not fit the new type is an error, and nothing is cut', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script(`CREATE TABLE users (name varchar(20)); INSERT INTO users VALUES ('a long name')`);
    await t.throwsAsync(
      session.run([{ kind: 'alterColumn', table, column: 'name', to: { type: { kind: 'string', length: 3 } } }]),
      { message: /too long|truncated/i },
    );
    t.deepEqual(
      (await client.query('SELECT name FROM users')).map(({ name }) => name),
      ['a long name'],
    );
  });

  target.test('an algorithm is passed on, and the refusal of the server is shown as it is', async (t) => {
    const { session, client } = await opened(t, target);
    await client.script('CREATE TABLE users (a int)');
    const options = { mysql: { algorithm: 'instant' } } as const;
    await session.run([
      { kind: 'addColumn', table, column: { name: 'b', type: { kind: 'integer' }, nullable: true }, options },
    ]);
    t.true(session.statements.some((sql) => /ADD COLUMN[\s\S]*ALGORITHM = INSTANT/u.test(sql)));
    await t.throwsAsync(
      session.run([{ kind: 'alterColumn', table, column: 'a', to: { type: { kind: 'bigint' } }, options }]),
      { message: /ALGORITHM=INSTANT is not supported/ },
    );
  });

  target.test(
    'a texts’ backslashes, quotes and letters come back as they were, by values and by literals',
    async (t) => {
      const { connection, session } = await opened(t, target);
      const texts = ["it's", 'back\\slash\\', '%_?', '🜍 ä', 'nul\0', 'line\nbreak', '"double"', '-- no comment'];
      await connection.execute('CREATE TABLE users (id int PRIMARY KEY, a varchar(50))');
      for (const [id, text] of texts.entries()) {
        await connection.execute("INSERT INTO users VALUES (?, ?) /* '?' */ -- ?", [id, text]);
      }
      const { dialect } = session.services;
      for (const [id, text] of texts.entries()) {
        const [row] = await connection.query(`SELECT a, a = ${dialect.literal(text)} AS same FROM users WHERE id = ?`, [
          id,
        ]);
        t.deepEqual({ ...row }, { a: text, same: 1 });
      }
    },
  );

  target.test('rows that are found count as changed, whether they become different or not', async (t) => {
    const { connection } = await opened(t, target);
    await connection.execute('CREATE TABLE users (a int)');
    t.is(await connection.execute('INSERT INTO users VALUES (1), (2)'), 2);
    t.is(await connection.execute('UPDATE users SET a = a'), 2);
  });

  target.test('a COMMIT in a migration is an error; DDL that commits by itself is not', async (t) => {
    const { connection } = await opened(t, target);
    await connection.execute('CREATE TABLE users (a int)');
    await connection.begin();
    await t.throwsAsync(connection.execute('COMMIT'), { code: 'TRANSACTION_LOST' });
    await connection.begin();
    await connection.execute('INSERT INTO users VALUES (1)');
    await connection.execute('CREATE TABLE others (a int)');
    await connection.execute('INSERT INTO users VALUES (2)');
    await connection.rollback();
    t.deepEqual(
      (await connection.query('SELECT a FROM users')).map(({ a }) => a),
      [1],
    );
  });

  target.test('a session that the server ended is told as such', async (t) => {
    const { connection, client } = await opened(t, target);
    const [row] = await connection.query('SELECT CONNECTION_ID() AS id');
    await client.query(`KILL ${Number(row?.['id'])}`);
    await t.throwsAsync(connection.query('SELECT 1'), { code: 'CONNECTION_LOST' });
  });

  target.test('a statement that waits for a lock gives up, and says what to look for', async (t) => {
    const { connection, client } = await opened(t, target, { lockWaitTimeout: 1 });
    await client.script('CREATE TABLE users (a int); START TRANSACTION; SELECT * FROM users');
    const error = await t.throwsAsync(connection.execute('ALTER TABLE users ADD COLUMN b int'), {
      code: 'LOCK_WAIT_TIMEOUT',
    });
    t.regex(String((error as { hint?: string } | undefined)?.hint), /lockWaitTimeout/);
  });

  target.test('very many rows arrive in statements that the server takes', async (t) => {
    const { connection } = await opened(t, target);
    await connection.execute('CREATE TABLE users (id int PRIMARY KEY, a longtext)');
    const text = 'ä'.repeat(20_000);
    function* rows(): Generator<readonly [number, string]> {
      for (let id = 0; id < 500; id++) yield [id, text];
    }
    t.is(await connection.insertRows?.(table, ['id', 'a'], rows()), 500);
    const [row] = await connection.query('SELECT COUNT(*) AS count, MIN(CHAR_LENGTH(a)) AS shortest FROM users');
    t.deepEqual({ ...row }, { count: 500, shortest: 20_000 });
  });
});
