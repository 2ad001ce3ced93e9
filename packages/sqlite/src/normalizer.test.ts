import test from 'ava';
import * as fc from 'fast-check';
import { index, sql, t as type, table, type SchemaModel, type Table } from '@aludel/core';
import { SqliteConnection } from './connection.js';
import { createTableText } from './ddl/table-text.js';
import { SqliteInspector } from './inspect/inspector.js';
import { SqliteNormalizer } from './normalizer.js';

const normalizer = new SqliteNormalizer();

function normal(model: Table): Table {
  const [found] = normalizer.normalize({ tables: [model], objects: [] }).tables;
  if (found === undefined) throw new Error('The table is gone.');
  return found;
}

async function inspected(script: string): Promise<SchemaModel> {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  try {
    await connection.execute(script);
    return await new SqliteInspector(connection).read({});
  } finally {
    await connection.close();
  }
}

test('drops what SQLite cannot hold', (t) => {
  const model = table(
    'users',
    {
      id: type.bigint().identity({ generation: 'always', start: 100, increment: 5 }).primaryKey(),
      kind: type.enum(['a', 'b'], 'kinds').comment('which'),
      email: type.text().unique('u').collate('BINARY').default(null),
    },
    { comment: 'people' },
  );
  t.deepEqual(normal(model), {
    name: { name: 'users' },
    columns: [
      { name: 'id', type: { kind: 'integer' }, nullable: false, identity: { generation: 'byDefault' } },
      { name: 'kind', type: { kind: 'enum', values: ['a', 'b'] }, nullable: true },
      { name: 'email', type: { kind: 'text' }, nullable: true },
    ],
    constraints: [
      { kind: 'primaryKey', columns: ['id'], name: 'pk_users' },
      { kind: 'unique', columns: ['email'], name: 'u' },
    ],
    indexes: [],
  });
});

test('says a model as it is read after it was created', async (t) => {
  const model = table(
    { name: 'things', schema: 'main' },
    {
      id: type.integer().identity().primaryKey(),
      flag: type.boolean().notNull().default(true),
      count: type.integer().default(false),
      price: type.decimal(10, 2).default(1.5),
      big: type.bigint().default(2n ** 60n),
      exact: type.double().default(1e21),
      bytes: type.binary().default(Uint8Array.of(1, 255)),
      at: type.timestamp({ withTimeZone: true }).default(sql`CURRENT_TIMESTAMP`),
      later: type.date().default(sql`(date('now'))`),
      word: type
        .string(9)
        .default(sql`'x'`)
        .collate('NOCASE'),
      twice: type.integer().generatedAs(' (count * 2) ', { stored: true }),
      parent: type.integer().references({ name: 'things', schema: 'main' }, 'id', { deferrable: 'initially deferred' }),
    },
    {
      indexes: [
        index(
          [
            { column: 'word', collation: 'nocase', nulls: 'first' },
            { column: 'at', order: 'desc', nulls: 'last' },
            sql`(lower(word))`,
          ],
          {
            name: 'ix',
            where: '(flag)',
          },
        ),
      ],
    },
  );
  const read = await inspected(`
    CREATE TABLE things("id" INTEGER NOT NULL, "flag" BOOLEAN NOT NULL DEFAULT 1, "count" INTEGER DEFAULT 0,
      "price" DECIMAL(10,2) DEFAULT 1.5, "big" BIGINT DEFAULT 1152921504606846976, "exact" REAL DEFAULT 1e+21,
      "bytes" BLOB DEFAULT x'01ff', "at" TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP,
      "later" DATE DEFAULT (date('now')), "word" VARCHAR(9) COLLATE NOCASE DEFAULT 'x',
      "twice" INTEGER GENERATED ALWAYS AS (count * 2) STORED, "parent" INTEGER,
      CONSTRAINT "pk_things" PRIMARY KEY ("id" AUTOINCREMENT),
      CONSTRAINT "fk_things_parent_things" FOREIGN KEY ("parent") REFERENCES "things" ("id") DEFERRABLE INITIALLY DEFERRED);
    CREATE INDEX "ix" ON "things" ("word", "at" DESC, lower(word)) WHERE flag`);
  t.deepEqual(normalizer.normalize({ tables: [model], objects: [] }), normalizer.normalize(read));
  t.deepEqual(normal(model).columns[1]?.default, { kind: 'literal', value: true });
  t.deepEqual(normal(model).columns[2]?.default, { kind: 'literal', value: 0 });
});

test('says the types of a STRICT table in the words that it knows', (t) => {
  const model = table(
    't',
    {
      a: type.boolean().default(true),
      b: type.decimal(10, 2),
      c: type.uuid(),
      d: type.real(),
      e: type.binary(4),
      f: type.enum(['x']),
    },
    { sqlite: { strict: true } },
  );
  const { columns, options } = normal(model);
  t.deepEqual(
    columns.map((column) => column.type.kind),
    ['integer', 'double', 'text', 'double', 'binary', 'enum'],
  );
  t.deepEqual(columns[0]?.default, { kind: 'literal', value: 1 });
  t.deepEqual(options, { sqlite: { strict: true } });
});

test('is done after one pass, on what is modelled and on what is read', async (t) => {
  const read = await inspected(`
    CREATE TABLE t(a TEXT NOT NULL ON CONFLICT ABORT COLLATE nocase, b DEFAULT ((1)) CHECK ((b > 0)), c INT DEFAULT NULL,
      PRIMARY KEY (a COLLATE NOCASE) ON CONFLICT ABORT, UNIQUE (b DESC) ON CONFLICT IGNORE) WITHOUT ROWID;
    CREATE VIEW v AS SELECT 1 -- one
    ; CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END`);
  const once = normalizer.normalize(read);
  t.deepEqual(normalizer.normalize(once), once);
  t.deepEqual(once.tables[0]?.constraints, [
    { kind: 'check', expression: 'b > 0' },
    { kind: 'primaryKey', columns: ['a'] },
    { kind: 'unique', columns: ['b'], options: { sqlite: { onConflict: 'ignore', elements: [{ order: 'desc' }] } } },
  ]);
  t.false('options' in (once.tables[0]?.columns[0] ?? {}));
  t.false(JSON.stringify(once.tables).includes('definition'));
});

const names = fc
  .oneof(
    fc.constantFrom('a', 'A b', 'select', 'é', '"', "'", ']', '`', '--', '/*', '(', ','),
    fc.string({ minLength: 1 }),
  )
  .filter((name) => !name.includes('\0'));
const literals = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array(),
);
const builders = fc.oneof(
  fc.constantFrom(
    type.integer(),
    type.boolean(),
    type.text(),
    type.decimal(9, 2),
    type.json(),
    type.native('VARCHAR ( 7)'),
    type.native(''),
  ),
  fc
    .uniqueArray(
      fc.string({ minLength: 1 }).filter((word) => !word.includes('\0')),
      { minLength: 1 },
    )
    .map((words) => type.enum(words)),
);

test('agrees with SQLite on whatever names, types and defaults', async (t) => {
  const column = fc.record({
    name: names,
    builder: builders,
    value: fc.option(literals, { nil: undefined }),
    notNull: fc.boolean(),
  });
  const tables = fc
    .tuple(
      names,
      fc.uniqueArray(column, { minLength: 1, selector: ({ name }) => name.toLowerCase() }),
      fc.boolean(),
      fc.boolean(),
    )
    .filter(([name]) => !/^sqlite_/i.test(name))
    .map(([name, columns, strict, keyed]) => {
      const usable = strict ? columns.filter(({ builder }) => builder.parts.column.type.kind !== 'native') : columns;
      const built = usable.map(({ name: own, builder, value, notNull }, position) => {
        const valued = value === undefined ? builder : builder.default(value);
        const bare = notNull ? valued.notNull() : valued;
        return [own, keyed && position === 0 ? bare.primaryKey() : bare] as const;
      });
      return built.length === 0
        ? undefined
        : table(name, Object.fromEntries(built), strict ? { sqlite: { strict } } : {});
    });
  await fc.assert(
    fc.asyncProperty(tables, async (model) => {
      if (model === undefined) return;
      const read = await inspected(createTableText(model));
      t.deepEqual(normalizer.normalize(read), normalizer.normalize({ tables: [model], objects: [] }));
    }),
    { numRuns: 300, seed: Number(process.env['FC_SEED'] ?? 42), includeErrorInReport: true },
  );
});
