import test from 'ava';
import { forEachTarget } from '../for-each-target.js';
import { rawClient } from '../raw-client.js';

const versionQuery = {
  sqlite: 'SELECT sqlite_version() AS version',
  postgres: `SELECT current_setting('server_version') AS version`,
  mysql: 'SELECT VERSION() AS version',
} as const;

forEachTarget(test, (target) => {
  target.test('the server is of the version that its name says', async (t) => {
    const database = await target.freshDatabase(t);
    const client = await rawClient(database);
    t.teardown(client.close);
    const [row] = await client.query(versionQuery[target.dialect]);
    const version = String(row?.['version']);
    t.regex(version, /^\d+\.\d+/u);
    // A server that the matrix let pass under another version is at least the one it was let pass as.
    const expected = target.serverVersion ?? target.version;
    t.true(version.startsWith(expected), `${version} instead of ${expected}`);
    t.is(/mariadb/iu.test(version), target.flavour === 'mariadb');
  });

  target.test('what is written into a table is read from it', async (t) => {
    const client = await rawClient(await target.freshDatabase(t));
    t.teardown(client.close);
    await client.script(`
      CREATE TABLE words (id integer PRIMARY KEY, word varchar(40) NOT NULL);
      INSERT INTO words VALUES (1, 'mercury'), (2, 'Queck🜍silber');
    `);
    const rows = await client.query('SELECT id, word FROM words ORDER BY id');
    t.deepEqual(
      rows.map((row) => ({ ...row })),
      [
        { id: 1, word: 'mercury' },
        { id: 2, word: 'Queck🜍silber' },
      ],
    );
  });

  target.test('two fresh databases know nothing of each other', async (t) => {
    const one = await rawClient(await target.freshDatabase(t));
    t.teardown(one.close);
    const other = await rawClient(await target.freshDatabase(t));
    t.teardown(other.close);
    await one.query('CREATE TABLE mine (id integer)');
    await t.throwsAsync(other.query('SELECT * FROM mine'), { any: true });
    await other.query('CREATE TABLE mine (id integer, other integer)');
    t.deepEqual(await one.query('SELECT id FROM mine'), []);
  });

  target.test('a database that was dropped does not come back under its name', async (t) => {
    const first = await target.freshDatabase(t);
    const client = await rawClient(first);
    await client.query('CREATE TABLE gone (id integer)');
    await client.close();
    await first.drop();
    const second = await target.freshDatabase(t);
    t.not(second.url, first.url);
    const again = await rawClient(second);
    t.teardown(again.close);
    await t.throwsAsync(again.query('SELECT * FROM gone'), { any: true });
  });

  if (target.server !== null) {
    target.test('a database is dropped although somebody is in the middle of a transaction', async (t) => {
      const database = await target.freshDatabase(t);
      const client = await rawClient(database);
      await client.query('CREATE TABLE busy (id integer)');
      await client.query(target.dialect === 'postgres' ? 'BEGIN' : 'START TRANSACTION');
      await client.query('INSERT INTO busy VALUES (1)');
      await database.drop();
      await t.throwsAsync(client.query('SELECT 1'), { any: true });
      await client.close().catch(() => {});
    });
  }
});
