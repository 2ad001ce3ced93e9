import { check, index, sql, t as type, table, type Column, type SchemaModel, type Table } from '@aludel/core';
import { getColumn, getTable } from '@aludel/core/dialect';
import test from 'ava';
import { PostgresComparator } from './comparator.js';
import { PostgresNormalizer } from './normalizer.js';
import { TestDatabase } from './run.test-support.js';

const normalizer = new PostgresNormalizer();

function normal(model: Table, others: Partial<SchemaModel> = {}): Table {
  const { tables } = normalizer.normalize({
    tables: [model, ...(others.tables ?? [])],
    objects: others.objects ?? [],
  });
  return getTable({ tables, objects: [] }, { name: model.name.name });
}

function column(model: Table, name: string): Column {
  return getColumn(normal(model), name);
}

test('types get the names that the server has for them', (t) => {
  const kinds = table('kinds', {
    price: type.decimal(6),
    bytes: type.binary(16),
    word: type.native('VARCHAR( 20 )'),
    place: type.native('Geometry(Point, 4326)'),
    matrix: type.of({
      kind: 'postgres.array',
      element: { kind: 'postgres.array', element: { kind: 'native', sql: 'int4' } },
    }),
    wait: type.of({ kind: 'postgres.interval' }),
  });
  t.deepEqual(
    normal(kinds).columns.map((found) => found.type),
    [
      { kind: 'decimal', precision: 6, scale: 0 },
      { kind: 'binary' },
      { kind: 'string', length: 20 },
      { kind: 'native', sql: 'geometry(Point,4326)' },
      { kind: 'postgres.array', element: { kind: 'integer' } },
      { kind: 'interval' },
    ],
  );
});

test('enum columns make types, unless they are there; then those say the values', (t) => {
  const users = table('users', { kind: type.enum(['a', 'b']), mood: type.enum(['x'], 'mood') });
  const pets = table(
    { schema: 'shop', name: 'pets' },
    { kind: type.of({ kind: 'postgres.named', name: { name: 'mood' } }), size: type.enum(['s'], 'size') },
  );
  const mood = {
    kind: 'postgres.enum',
    name: { schema: 'public', name: 'mood' },
    values: ['x', 'y'],
    usedBy: ['a'],
  } as const;
  const { tables, objects } = normalizer.normalize({ tables: [users, pets], objects: [mood] });
  t.deepEqual(
    tables.map(({ columns }) => columns.map((found) => found.type)),
    [
      [
        { kind: 'enum', name: 'users_kind', values: ['a', 'b'] },
        { kind: 'enum', name: 'mood', values: ['x', 'y'] },
      ],
      [
        { kind: 'postgres.named', name: { name: 'mood' } },
        { kind: 'enum', name: 'size', values: ['s'] },
      ],
    ],
  );
  t.deepEqual(objects, [
    { kind: 'postgres.enum', name: { name: 'mood' }, values: ['x', 'y'] },
    { kind: 'postgres.enum', name: { name: 'users_kind' }, values: ['a', 'b'] },
    { kind: 'postgres.enum', name: { schema: 'shop', name: 'size' }, values: ['s'] },
  ]);
});

test('what goes without saying is gone', (t) => {
  const users = table(
    { schema: 'public', name: 'users' },
    {
      id: type.bigint().identity({ start: 1, increment: 1n }).primaryKey(),
      name: type.text().collate('default').default(null).comment(''),
      parent: type.bigint().references({ schema: 'public', name: 'users' }),
    },
    {
      indexes: [
        index([{ column: 'name', nulls: 'last' }, { expression: '(Parent)' }], {
          name: 'i',
          postgres: { method: 'btree', concurrently: true, include: [] },
        }),
      ],
      postgres: { unlogged: false, accessMethod: 'heap', storage: {} },
    },
  );
  t.deepEqual(normal(users), {
    name: { name: 'users' },
    columns: [
      { name: 'id', type: { kind: 'bigint' }, nullable: false, identity: { generation: 'byDefault' } },
      { name: 'name', type: { kind: 'text' }, nullable: true },
      { name: 'parent', type: { kind: 'bigint' }, nullable: true },
    ],
    constraints: [
      { kind: 'primaryKey', name: 'pk_users', columns: ['id'] },
      {
        kind: 'foreignKey',
        name: 'fk_users_parent_users',
        columns: ['parent'],
        references: { table: { name: 'users' }, columns: ['id'] },
      },
    ],
    indexes: [{ name: 'i', columns: [{ column: 'name' }, { column: 'parent' }], unique: false }],
  });
});

test('values of defaults are those that the server makes of them', (t) => {
  const defaults = table('defaults', {
    a: type.integer().default('5'),
    b: type.bigint().default(5n),
    c: type.boolean().default('t'),
    d: type.uuid().default('0B6F2A52-3F6E-4C55-9D0C-0F2F3B1F9A11'),
    e: type.text().default(sql`'x'::text`),
    f: type.timestamp().default(sql`(current_timestamp)`),
    g: type.double().default(Number.NaN),
    h: type.integer().default(sql`NULL`),
  });
  t.deepEqual(
    normal(defaults).columns.map(({ default: value }) => value),
    [
      { kind: 'literal', value: '5' },
      { kind: 'literal', value: 5 },
      { kind: 'literal', value: true },
      { kind: 'literal', value: '0b6f2a52-3f6e-4c55-9d0c-0f2f3b1f9a11' },
      { kind: 'literal', value: 'x' },
      { kind: 'sql', sql: 'CURRENT_TIMESTAMP' },
      { kind: 'literal', value: Number.NaN },
      undefined,
    ],
  );
});

test('an identity says what is unusual about it', (t) => {
  const made = (settings: Parameters<ReturnType<typeof type.integer>['identity']>[0]): Column['identity'] =>
    column(table('n', { id: type.integer().identity(settings) }), 'id').identity;
  t.deepEqual(
    made({ generation: 'always', start: 9n, options: { postgres: { sequence: { name: 'n_id_seq' }, cache: 1 } } }),
    {
      generation: 'always',
      start: 9,
    },
  );
  t.deepEqual(made({ increment: -1, start: -1, options: { postgres: { maxValue: -1, minValue: -2147483648n } } }), {
    generation: 'byDefault',
    increment: -1,
  });
  t.deepEqual(
    made({ options: { postgres: { serial: true, sequence: { schema: 'public', name: 'q' }, cycle: false } } }),
    {
      generation: 'byDefault',
      options: { postgres: { serial: true, sequence: { name: 'q' } } },
    },
  );
});

test.serial('a model is the same as what is read after it was created', async (t) => {
  const users = table(
    'users',
    {
      id: type.integer().identity().primaryKey(),
      kind: type.enum(['new', "can't"]).notNull().default('new'),
      name: type.string(40).collate('C').default("it's").comment('a name'),
      price: type.decimal(10, 2).notNull().default(1.5),
      made: type.timestamp({ withTimeZone: true, precision: 3 }).default(sql`CURRENT_TIMESTAMP`),
      data: type.json().default('{"a":1}'),
      raw: type.binary().default(new Uint8Array([0, 255])),
      double: type.decimal(10, 2).generatedAs('price * 2', { stored: true }),
      parent: type.integer().references('users'),
      serial: type.integer().identity({ options: { postgres: { serial: true } } }),
    },
    {
      constraints: [check("price between 1 and 100 AND name in ('a', 'b') or length(name) > 3")],
      indexes: [
        index([{ column: 'name', order: 'desc' }, { expression: 'lower(name)' }], {
          name: 'sorted',
          where: "kind = 'new' and price > 0",
        }),
        index(['data'], { name: 'searched', postgres: { method: 'gin', storage: { fastupdate: 'off' } } }),
      ],
      comment: 'people',
      postgres: { storage: { fillfactor: 70 } },
    },
  );
  const database = await TestDatabase.open(t);
  await database.run({ kind: 'createTable', table: users });
  const read = normalizer.normalize(await database.inspector.read({}));
  const wanted = normalizer.normalize({ tables: [users], objects: [] });
  const comparator = new PostgresComparator();
  const [found, model] = [getTable(read, users.name), getTable(wanted, users.name)];
  for (const one of model.columns) {
    t.is(comparator.columnChange(getColumn(found, one.name), one), undefined, one.name);
  }
  t.deepEqual(found.indexes, model.indexes);
  t.deepEqual(
    found.constraints.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1)),
    model.constraints.toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1)),
  );
  t.deepEqual([found.options, found.comment], [model.options, model.comment]);
  t.deepEqual(read.objects, wanted.objects);
  t.deepEqual(normalizer.normalize(read), read);
});

test('an index over a cast column is one over an expression, unless the cast changes nothing', (t) => {
  const users = table(
    'users',
    { name: type.string(30), id: type.integer() },
    {
      indexes: [
        index(
          [
            { expression: 'name::text', collation: 'C' },
            { expression: 'CAST(name AS varchar)' },
            { expression: '(name::text)::varchar' },
            { expression: 'id::bigint' },
            { expression: 'lower((name)::text)' },
          ],
          { name: 'i' },
        ),
      ],
    },
  );
  t.deepEqual(normal(users).indexes[0]?.columns, [
    { expression: 'name::text', collation: 'C' },
    { column: 'name' },
    { expression: 'name::text::character varying' },
    { expression: 'id::bigint' },
    { expression: 'lower(name)' },
  ]);
});
