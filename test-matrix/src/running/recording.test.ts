import test from 'ava';
import type { AnyOperationType } from '@aludel/core/dialect';
import { failure, Project } from './migrations-folder.test-support.js';

test('operations are carried out in the order of the calls, without any await', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('users', { id: t.integer().primaryKey(), name: t.text() });",
        "op.bulkInsert('users', [{ id: 1, name: 'Ada' }]);",
        "op.addColumn('users', 'mail', t.text());",
        "op.execute('UPDATE users SET mail = name || ?', ['@example.org']);",
        "op.renameColumn('users', 'mail', 'email');",
        "op.alterTable('users', (users) => { users.dropColumn('name'); users.createIndex('ix', ['email']); });",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.rows('SELECT * FROM users'), [{ id: 1, email: 'Ada@example.org' }]);
  const operations = project.events.flatMap((event) =>
    event.type === 'statementStarted' ? [event.operation.split(' ')[0]] : [],
  );
  const order = [...new Set(operations)];
  t.deepEqual(order.slice(0, 4), ['createTable', 'bulkInsert', 'addColumn', 'execute']);
});

test('a query sees what was recorded before it, and nothing else is carried out than what was', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('users', { id: t.integer().primaryKey(), name: t.text() });",
        "op.bulkInsert('users', [{ id: 1, name: 'Ada' }, { id: 2, name: 'Bob' }]);",
        "const rows = await op.query<{ name: string }>('SELECT name FROM users WHERE id > ? ORDER BY id', [1]);",
        "op.execute('UPDATE users SET name = ? WHERE id = 1', [rows[0]!.name]);",
        'const [first] = await op.query(sql`SELECT name FROM users WHERE id = 1`);',
        "if (first?.['name'] !== 'Bob') throw new Error('it did not see the update');",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT name FROM users'), ['Bob', 'Bob']);
});

test('flush carries out what was recorded, once', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('log', { entry: t.text() });",
        'await op.flush();',
        'op.execute("INSERT INTO log VALUES (\'one\')");',
        'op.flush();',
        'await op.flush();',
        'op.execute("INSERT INTO log VALUES (\'two\')");',
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT entry FROM log'), ['one', 'two']);
});

test('op.on does what is meant for this database, and leaves out what is not', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.on('sqlite', (op) => op.createTable('here', { id: t.integer() }));",
        "op.on(['postgres', 'sqlite'], (op) => op.createTable('both', { id: t.integer() }));",
        "op.on('postgres', (op) => op.execute('CREATE EXTENSION nothing'));",
        "if (op.dialect.name !== 'sqlite' || op.offline) throw new Error('it does not know where it is');",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.tables(), ['aludel_version', 'both', 'here']);
});

/** An operation of a user's own, made of portable ones. */
const addTimestamps = {
  kind: 'own.addTimestamps',
  touches: ({ table }: { table: string }) => [{ name: table }],
  apply: (before: unknown) => before,
  reverse: () => [],
  toCall: ({ table }: { table: string }) => ({ name: 'apply', args: [{ kind: 'own.addTimestamps', table }] }),
  expand: ({ table }: { table: string }) =>
    ['created_at', 'updated_at'].map((name) => ({
      kind: 'addColumn',
      table: { name: table },
      column: { name, type: { kind: 'text' }, nullable: true },
    })),
  describe: ({ table }: { table: string }) => `own.addTimestamps ${table}`,
} as unknown as AnyOperationType;

test('an operation of the user’s own is made of others, and comes back by their reverse', async (t) => {
  const project = new Project(t).write({
    a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey() });" },
    b2: { upgrade: "op.apply({ kind: 'own.addTimestamps', table: 'users' } as never);" },
  });
  const migrator = project.migrator({ config: { operations: [addTimestamps] } });
  await migrator.upgrade();
  t.deepEqual(project.values("SELECT name FROM pragma_table_info('users')"), ['id', 'created_at', 'updated_at']);
  await migrator.downgrade('-1');
  t.deepEqual(project.values("SELECT name FROM pragma_table_info('users')"), ['id']);
});

test('an operation of the user’s own that fails is told at the line that records it', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('users', { id: t.integer(), updated_at: t.text() });",
        "op.apply({ kind: 'own.addTimestamps', table: 'users' } as never);",
      ],
    },
  });
  const error = await failure(t, project.migrator({ config: { operations: [addTimestamps] } }).upgrade());
  t.regex(error.message, /updated_at/u);
  t.is(error.location.file, project.file('a1'));
});

const kinds: Readonly<Record<string, string>> = {
  'an array': "op.bulkInsert('numbers', Array.from({ length: 3000 }, (_, n) => ({ n })));",
  'a generator': "op.bulkInsert('numbers', (function* () { for (let n = 0; n < 3000; n++) yield { n }; })());",
  'an async generator':
    "op.bulkInsert('numbers', (async function* () { for (let n = 0; n < 3000; n++) { if (n % 500 === 0) await new Promise((go) => { setImmediate(go); }); yield { n }; } })());",
};

for (const [what, insert] of Object.entries(kinds)) {
  test(`bulkInsert takes ${what}, in order with what is around it`, async (t) => {
    const project = new Project(t).write({
      a1: {
        upgrade: [
          "op.createTable('numbers', { n: t.integer().primaryKey() });",
          insert,
          "op.execute('DELETE FROM numbers WHERE n >= 2999');",
        ],
      },
    });
    await project.migrator().upgrade();
    t.deepEqual(project.rows('SELECT count(*) AS count, sum(n) AS sum FROM numbers'), [
      { count: 2999, sum: (2998 * 2999) / 2 },
    ]);
  });
}

test('rows of an async iterable can come from a query of the same migration', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('from', { n: t.integer().primaryKey() });",
        "op.createTable('to', { n: t.integer().primaryKey() });",
        "op.bulkInsert('from', Array.from({ length: 2500 }, (_, n) => ({ n })));",
        "op.bulkInsert('to', (async function* () {",
        '  for (let at = 0; ; at += 1000) {',
        '    const rows = await op.query<{ n: number }>(\'SELECT n FROM "from" ORDER BY n LIMIT 1000 OFFSET ?\', [at]);',
        '    if (rows.length === 0) return;',
        '    yield* rows;',
        '  }',
        '})());',
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT count(*) FROM "to"'), [2500]);
});

test('an iterable that records and flushes by itself does not wait for itself', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('numbers', { n: t.integer() });",
        "op.createTable('log', { entry: t.text() });",
        "op.bulkInsert('numbers', (async function* () {",
        '  yield { n: 1 };',
        '  op.execute("INSERT INTO log SELECT \'seen \' || count(*) FROM numbers");',
        '  await op.flush();',
        '  yield { n: 2 };',
        '})());',
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT entry FROM log'), ['seen 2']);
});

test('an iterable that fails takes the migration with it', async (t) => {
  const project = new Project(t)
    .write({
      a1: {
        upgrade: [
          "op.createTable('numbers', { n: t.integer() });",
          "op.bulkInsert('numbers', (function* () { for (let n = 0; n < 1500; n++) yield { n }; throw new Error('no more'); })());",
        ],
      },
    })
    .prepare('CREATE TABLE own (id)');
  const before = project.bytes();
  const error = await failure(t, project.migrator().upgrade());
  t.deepEqual(
    [error.code, error.message, error.location.line],
    ['MIGRATION_FAILED', 'no more', project.lineOf('a1', 'no more')],
  );
  t.deepEqual(project.bytes(), before);
});

test('rows of an iterable are never all in memory', async (t) => {
  const project = new Project(t).write({
    a1: {
      before: [
        "import { setFlagsFromString } from 'node:v8';",
        "import { runInNewContext } from 'node:vm';",
        "setFlagsFromString('--expose-gc');",
        "const collect = runInNewContext('gc') as () => void;",
        'const used = () => { collect(); return process.memoryUsage().heapUsed; };',
      ].join('\n'),
      upgrade: [
        "op.createTable('rows', { id: t.integer().primaryKey(), body: t.text() });",
        'const start = used();',
        'let most = start;',
        "op.bulkInsert('rows', (function* () {",
        '  for (let id = 0; id < 60_000; id++) {',
        '    if (id % 10_000 === 9999) most = Math.max(most, used());',
        "    yield { id, body: String(id).padEnd(2000, 'x') };",
        '  }',
        '})());',
        'await op.flush();',
        'if (most - start > 30_000_000) throw new Error(`the heap grew by ${most - start} bytes`);',
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT count(*) FROM rows'), [60_000]);
});

test('op.execute takes bindings of every sort', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.execute('CREATE TABLE kinds (i, f, s, b, n, x, big)');",
        "op.execute('INSERT INTO kinds VALUES (?, ?, ?, ?, ?, ?, ?)', [1, 1.5, \"it's ?\", true, null, new Uint8Array([1, 255]), 9007199254740993n]);",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.rows('SELECT i, typeof(i) AS ti, f, s, b, n, hex(x) AS x, CAST(big AS TEXT) AS big FROM kinds'), [
    { i: 1, ti: 'integer', f: 1.5, s: "it's ?", b: 1, n: null, x: '01FF', big: '9007199254740993' },
  ]);
});

test('op.execute and op.query take builders of Knex', async (t) => {
  const project = new Project(t).write({
    a1: {
      upgrade: [
        "op.createTable('users', { id: t.integer().primaryKey(), name: t.text() });",
        "op.execute(op.knex('users').insert([{ id: 1, name: 'Ada' }, { id: 2, name: 'Bob' }]));",
        "op.execute(op.knex.raw('UPDATE users SET name = ? WHERE id = ?', ['Cy', 2]));",
        "const rows = await op.query(op.knex('users').where('id', '>', 1).select('name'));",
        "op.execute('UPDATE users SET name = ? WHERE id = 1', [`${rows[0]!['name']}!`]);",
      ],
    },
  });
  await project.migrator().upgrade();
  t.deepEqual(project.values('SELECT name FROM users ORDER BY id'), ['Cy!', 'Cy']);
});
