import test, { type ExecutionContext } from 'ava';
import type { SchemaModel, Table } from '@aludel/core';
import { SqliteConnection } from '../connection.js';
import { enumCheck } from '../column-types.js';
import { SqliteInspector } from './inspector.js';

async function open(t: ExecutionContext, script: string): Promise<SqliteConnection> {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  t.teardown(() => connection.close());
  await connection.execute(script);
  return connection;
}

async function read(t: ExecutionContext, script: string, ...names: readonly string[]): Promise<SchemaModel> {
  const scope = names.length === 0 ? {} : { tables: names.map((name) => ({ name })) };
  return new SqliteInspector(await open(t, script)).read(scope);
}

async function readOne(t: ExecutionContext, script: string): Promise<Table> {
  const [table] = (await read(t, script)).tables;
  if (table === undefined) throw new Error('There is no table.');
  return table;
}

test('reads AUTOINCREMENT as an identity, and INTEGER PRIMARY KEY as never null', async (t) => {
  const table = await readOne(t, 'CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, n TEXT)');
  t.deepEqual(table.columns, [
    { name: 'id', type: { kind: 'integer' }, nullable: false, identity: { generation: 'byDefault' } },
    { name: 'n', type: { kind: 'text' }, nullable: true },
  ]);
  t.deepEqual(table.constraints, [{ kind: 'primaryKey', columns: ['id'], options: { sqlite: { onColumn: true } } }]);
});

test('says that a key is nullable where SQLite lets it be null', async (t) => {
  const nullable = async (sql: string): Promise<boolean | undefined> => (await readOne(t, sql)).columns[0]?.nullable;
  t.true(await nullable('CREATE TABLE t(id TEXT PRIMARY KEY)'));
  t.true(await nullable('CREATE TABLE t(id INTEGER PRIMARY KEY DESC)'));
  t.false(await nullable('CREATE TABLE t(id TEXT PRIMARY KEY) WITHOUT ROWID'));
  t.false(await nullable('CREATE TABLE t(id TEXT PRIMARY KEY) STRICT'));
  t.false(await nullable('CREATE TABLE t(id INTEGER, n TEXT, PRIMARY KEY (ID DESC))'));
  t.true(await nullable('CREATE TABLE t(id INTEGER, n TEXT, PRIMARY KEY (id, n))'));
});

test('reads table options, collations, generated columns and what happens on a conflict', async (t) => {
  const table = await readOne(
    t,
    `CREATE TABLE t(a TEXT COLLATE NOCASE CONSTRAINT nn NOT NULL ON CONFLICT IGNORE, b INT AS (length(a)) VIRTUAL,
      c TEXT GENERATED ALWAYS AS ((a || '!')) STORED, PRIMARY KEY (a COLLATE rtrim DESC) ON CONFLICT REPLACE) STRICT, WITHOUT ROWID`,
  );
  t.like(table.options?.sqlite, { strict: true, withoutRowid: true });
  t.deepEqual(table.columns, [
    {
      name: 'a',
      type: { kind: 'text' },
      nullable: false,
      collation: 'NOCASE',
      options: { sqlite: { onConflict: 'ignore', notNullName: 'nn' } },
    },
    {
      name: 'b',
      type: { kind: 'native', sql: 'INT' },
      nullable: true,
      generated: { expression: 'length(a)', stored: false },
    },
    { name: 'c', type: { kind: 'text' }, nullable: true, generated: { expression: `a || '!'`, stored: true } },
  ]);
  t.deepEqual(table.constraints, [
    {
      kind: 'primaryKey',
      columns: ['a'],
      options: { sqlite: { onConflict: 'replace', elements: [{ collation: 'rtrim', order: 'desc' }] } },
    },
  ]);
});

test('reads named and unnamed checks, on columns and after them, in order', async (t) => {
  const table = await readOne(
    t,
    `CREATE TABLE t(a CHECK (a > 0 /* why */), b CONSTRAINT "b small" CHECK ((b < 9)), CHECK (a <> b) CONSTRAINT last CHECK (1))`,
  );
  t.deepEqual(
    table.constraints.map((found) => (found.kind === 'check' ? [found.name, found.expression] : [])),
    [
      [undefined, 'a > 0'],
      ['b small', 'b < 9'],
      [undefined, 'a <> b'],
      ['last', '1'],
    ],
  );
});

test('reads foreign keys with actions and deferral, and spells their targets as they are spelled there', async (t) => {
  const { tables } = await read(
    t,
    `CREATE TABLE "Users"(Id INTEGER PRIMARY KEY);
     CREATE TABLE t(a CONSTRAINT fk REFERENCES users(id) ON DELETE CASCADE ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED,
       b REFERENCES USERS NOT NULL DEFERRABLE, c, FOREIGN KEY (c) REFERENCES elsewhere(x) MATCH simple ON DELETE SET NULL)`,
  );
  t.deepEqual(tables[1]?.constraints, [
    {
      kind: 'foreignKey',
      name: 'fk',
      columns: ['a'],
      references: { table: { name: 'Users' }, columns: ['Id'] },
      onDelete: 'cascade',
      deferrable: 'initially deferred',
      options: { sqlite: { onColumn: true } },
    },
    {
      kind: 'foreignKey',
      columns: ['b'],
      references: { table: { name: 'Users' }, columns: [] },
      deferrable: 'initially immediate',
      options: { sqlite: { onColumn: true } },
    },
    {
      kind: 'foreignKey',
      columns: ['c'],
      references: { table: { name: 'elsewhere' }, columns: ['x'] },
      onDelete: 'set null',
      options: { sqlite: { match: 'simple', unchecked: true } },
    },
  ]);
});

test('marks a foreign key that points at what is not there or is no key, since models with one are refused otherwise', async (t) => {
  const { tables } = await read(
    t,
    `CREATE TABLE p(id INTEGER PRIMARY KEY, code TEXT, parent REFERENCES P(ID), u UNIQUE REFERENCES p(code));
     CREATE TABLE keyless(a);
     CREATE TABLE c(a REFERENCES nowhere(id), b REFERENCES p(code), d REFERENCES p(missing), e REFERENCES keyless, f REFERENCES p,
       g REFERENCES p(id), h REFERENCES p(u), i, FOREIGN KEY (h, i) REFERENCES p)`,
  );
  const marked = (name: string): readonly string[] =>
    (tables.find((table) => table.name.name === name)?.constraints ?? []).flatMap((one) =>
      one.kind === 'foreignKey' && one.options?.sqlite?.unchecked === true ? [one.columns.join()] : [],
    );
  t.deepEqual(marked('p'), ['u']);
  t.deepEqual(marked('c'), ['a', 'b', 'd', 'e', 'h,i']);
});

test('names the table of a trigger as the table is named, however the trigger spells it', async (t) => {
  const { objects } = await read(
    t,
    'CREATE TABLE NODES(a); CREATE TRIGGER tr AFTER INSERT ON nodes BEGIN SELECT 1; END',
  );
  t.deepEqual(
    objects.map((object) => ('table' in object ? object.table : undefined)),
    [{ name: 'NODES' }],
  );
});

test('reads partial, unique, expression and descending indexes', async (t) => {
  const table = await readOne(
    t,
    `CREATE TABLE t(A, "b c" TEXT, UNIQUE (a));
     CREATE UNIQUE INDEX u ON t(a DESC, "b c" COLLATE nocase) WHERE (a IS NOT NULL);
     CREATE INDEX e ON t((lower("b c")), a + 1 DESC)`,
  );
  t.deepEqual(
    table.indexes.map(({ options: _options, ...index }) => index),
    [
      {
        name: 'u',
        columns: [
          { column: 'A', order: 'desc' },
          { column: 'b c', collation: 'nocase' },
        ],
        unique: true,
        where: 'a IS NOT NULL',
      },
      {
        name: 'e',
        columns: [{ expression: 'lower("b c")' }, { expression: 'a + 1', order: 'desc' }],
        unique: false,
      },
    ],
  );
  t.is(table.indexes[1]?.options?.sqlite?.definition, 'CREATE INDEX e ON t((lower("b c")), a + 1 DESC)');
});

test('reads names with quotes, spaces, keywords and other alphabets, columns without type, and comments between', async (t) => {
  const table = await readOne(
    t,
    'CREATE TABLE "it\'s ""here"""("select" /* , x */, [a"b] INT -- , y\n, `c``d`, \'e f\', Übung TEXT, "表" DEFAULT \'(\')',
  );
  t.is(table.name.name, `it's "here"`);
  t.deepEqual(
    table.columns.map((column) => column.name),
    ['select', 'a"b', 'c`d', 'e f', 'Übung', '表'],
  );
  t.deepEqual(table.columns[0]?.type, { kind: 'native', sql: '' });
  t.deepEqual(table.columns[5]?.default, { kind: 'literal', value: '(' });
});

test('reads an enum from the check that makes it one, and leaves other checks alone', async (t) => {
  const table = await readOne(
    t,
    `CREATE TABLE t(a TEXT NOT NULL CHECK (${enumCheck('a', ['x', "y's"])}) CHECK (a <> ''), b TEXT CHECK (b IN ('x')))`,
  );
  t.deepEqual(table.columns[0]?.type, { kind: 'enum', values: ['x', "y's"] });
  t.deepEqual(table.columns[1]?.type, { kind: 'text' });
  t.deepEqual(
    table.constraints.map((found) => found.kind === 'check' && found.expression),
    [`a <> ''`, `b IN ('x')`],
  );
});

test('reads 1 and 0 as booleans where the column is one', async (t) => {
  const table = await readOne(
    t,
    'CREATE TABLE t(a BOOLEAN DEFAULT 1, b INTEGER DEFAULT TRUE, c BOOLEAN DEFAULT (FALSE))',
  );
  t.deepEqual(
    table.columns.map((column) => column.default),
    [true, 1, false].map((value) => ({ kind: 'literal' as const, value })),
  );
});

const connected = `
  CREATE TABLE t(id INTEGER PRIMARY KEY, "odd ""name" INT);
  CREATE INDEX ix ON t(id);
  CREATE TABLE child(t_id REFERENCES T);
  CREATE INDEX ix_child ON child(t_id);
  CREATE TABLE stranger(t INT, note TEXT DEFAULT 't');
  CREATE VIEW over AS SELECT * FROM "T";
  CREATE VIEW over_over AS SELECT * FROM over;
  CREATE VIEW apart AS SELECT id AS tt FROM stranger, (SELECT 1 AS id);
  CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT 1; END;
  CREATE TRIGGER far AFTER INSERT ON stranger BEGIN INSERT INTO [t] (id) VALUES (1); END;
  CREATE TRIGGER instead INSTEAD OF INSERT ON over_over BEGIN SELECT 1; END;
  CREATE TRIGGER other AFTER INSERT ON child BEGIN SELECT 'tt'; END;
`;

test('reads with a table what hangs on it and what mentions it, directly or through a view', async (t) => {
  const model = await read(t, connected, 't');
  t.deepEqual(model.tables.map((table) => table.name.name).toSorted(), ['child', 't']);
  t.deepEqual(model.tables.flatMap((table) => table.indexes.map((index) => index.name)).toSorted(), ['ix', 'ix_child']);
  t.deepEqual(model.objects.map((object) => object.name.name).toSorted(), [
    'far',
    'instead',
    'over',
    'over_over',
    'own',
  ]);
});

test('reads nothing for a table that is not there, whoever mentions its name', async (t) => {
  const model = await read(t, 'CREATE VIEW v AS SELECT 1 AS gone', 'gone');
  t.deepEqual(model, { tables: [], objects: [] });
});

test('finds what mentions a name, whatever characters are in it', async (t) => {
  for (const name of [`a "b" 'c' [d`, '50%_\\', '"""', `'`, 'Ä_x']) {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const script = `CREATE TABLE ${quoted}(x); CREATE VIEW v AS SELECT x FROM ${quoted}; CREATE TABLE c(x REFERENCES ${quoted})`;
    // oxlint-disable-next-line no-await-in-loop -- one after another is enough
    const model = await read(t, script, name);
    t.deepEqual(
      [...model.objects, ...model.tables].map((found) => found.name.name),
      ['v', name, 'c'],
    );
  }
});

test('reports virtual tables as objects, and not the tables behind them', async (t) => {
  const script = 'CREATE VIRTUAL TABLE s USING fts5(a); CREATE TABLE s_own(x); CREATE TABLE plain(x)';
  const model = await read(t, script);
  t.deepEqual(
    model.tables.map((table) => table.name.name),
    ['s_own', 'plain'],
  );
  t.deepEqual(model.objects, [
    { kind: 'sqlite.virtualTable', name: { name: 's' }, definition: 'CREATE VIRTUAL TABLE s USING fts5(a)' },
  ]);
  t.deepEqual(await read(t, script, 's_data'), { tables: [], objects: [] });
  t.is((await read(t, script, 's')).objects.length, 1);
});

test('reads attached databases by their schema, and main when none is named', async (t) => {
  const connection = await open(
    t,
    `ATTACH ':memory:' AS "other db"; CREATE TABLE "other db".t(a REFERENCES u); CREATE TABLE "other db".u(id); CREATE TABLE t(b)`,
  );
  const inspector = new SqliteInspector(connection);
  const { tables } = await inspector.read({ tables: [{ schema: 'other db', name: 'u' }, { name: 't' }] });
  t.deepEqual(
    tables.map((table) => [table.name, table.columns[0]?.name]),
    [
      [{ schema: 'other db', name: 'u' }, 'id'],
      [{ schema: 'other db', name: 't' }, 'a'],
      [{ name: 't' }, 'b'],
    ],
  );
  t.like(tables[1]?.constraints[0], { references: { table: { schema: 'other db', name: 'u' } } });
  t.true(await inspector.hasTable({ schema: 'other db', name: 'U' }));
  t.false(await inspector.hasTable({ name: 'u' }));
  t.false(await inspector.hasTable({ name: 'sqlite_schema' }));
});

test('sees a table as it is now, though it was read before', async (t) => {
  const connection = await open(t, 'CREATE TABLE t(a); CREATE INDEX i ON t(a)');
  const inspector = new SqliteInspector(connection);
  const scope = { tables: [{ name: 't' }] };
  await inspector.read(scope);
  await connection.execute('DROP INDEX i');
  await connection.execute('ALTER TABLE t ADD COLUMN b TEXT');
  const { tables } = await inspector.read(scope);
  t.deepEqual(
    tables[0]?.columns.map((column) => column.name),
    ['a', 'b'],
  );
  t.deepEqual(tables[0]?.indexes, []);
});

test('reads one table or view by its name however that is spelled, also a view that no longer works', async (t) => {
  const script =
    'CREATE TABLE Songs(id INTEGER); CREATE VIEW broken AS SELECT * FROM gone; CREATE INDEX lone ON Songs(id)';
  t.is((await read(t, script, 'sONGS')).tables[0]?.indexes[0]?.name, 'lone');
  t.like((await read(t, script, 'broken')).objects, [{ kind: 'view', name: { name: 'broken' } }]);
  t.deepEqual(await read(t, script, 'nowhere'), { tables: [], objects: [] });
  t.deepEqual(await read(t, script, 'lone'), { tables: [], objects: [] });
});
