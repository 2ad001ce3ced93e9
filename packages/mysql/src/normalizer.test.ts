import test from 'ava';
import { index, sql, t as type, table, type SchemaModel, type Table } from '@aludel/core';
import { flavour } from './flavour.js';
import { usualFacts } from './inspect/facts.js';
import { MysqlNormalizer } from './normalizer.js';

const mysql = { ...usualFacts(flavour('mysql', '9.7.4')), database: 'app' };
const mariadb = { ...usualFacts(flavour('mariadb', '11.8.6')), database: 'app' };

function normal(model: Table, facts = mysql, others: SchemaModel['tables'] = []): Table {
  const [found] = new MysqlNormalizer(facts).normalize({ tables: [model, ...others], objects: [] }).tables;
  if (found === undefined) throw new Error('The table is gone.');
  return found;
}

test('says types as the server has them', (t) => {
  const model = table('a', {
    id: type.integer().identity({ generation: 'always', start: 5 }).primaryKey(),
    name: type.string(),
    flag: type.native('BOOL'),
    number: type.native('NUMERIC ( 5,2)'),
    mood: type.enum(['glad ', 'sad'], 'moods'),
    price: type.native('int(11)'),
    word: type.native('VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin'),
    other: type.native('nvarchar(3)'),
  });
  t.deepEqual(
    normal(model).columns.map((column) => [column.type, column.collation]),
    [
      [{ kind: 'integer' }, undefined],
      [{ kind: 'string', length: 255 }, undefined],
      [{ kind: 'boolean' }, undefined],
      [{ kind: 'decimal', precision: 5, scale: 2 }, undefined],
      [{ kind: 'enum', values: ['glad', 'sad'] }, undefined],
      [{ kind: 'integer' }, undefined],
      [{ kind: 'string', length: 20 }, 'latin1_bin'],
      [{ kind: 'string', length: 3 }, 'utf8mb3_general_ci'],
    ],
  );
  t.deepEqual(normal(model).columns[0]?.identity, { generation: 'byDefault' });
});

test('says defaults as the column keeps them', (t) => {
  const model = table('a', {
    count: type.integer().default('007'),
    price: type.decimal(10, 2).default(1.555),
    flag: type.boolean().default(1),
    none: type.text().default(null),
    at: type.timestamp({ precision: 3 }).default(sql`now(3)`),
    day: type.date().default('2020-1-2'),
    moment: type.timestamp({ precision: 3 }).default('2020-01-02 10:00'),
    word: type.string(9).default(sql`'x'`),
    made: type.string(36).default(sql`( UUID() )`),
  });
  t.deepEqual(
    normal(model).columns.map((column) => column.default),
    [
      { kind: 'literal', value: 7 },
      { kind: 'literal', value: 1.56 },
      { kind: 'literal', value: true },
      undefined,
      { kind: 'sql', sql: 'CURRENT_TIMESTAMP' },
      { kind: 'literal', value: '2020-01-02' },
      { kind: 'literal', value: '2020-01-02 10:00:00.000' },
      { kind: 'literal', value: 'x' },
      { kind: 'sql', sql: 'uuid()' },
    ],
  );
});

test('puts in what the server adds: names, the index of a foreign key, the columns that it points at', (t) => {
  const parent = table('parents', { id: type.integer().primaryKey() });
  const child: Table = {
    name: { name: 'children' },
    columns: [{ name: 'parent', type: { kind: 'integer' }, nullable: true }],
    constraints: [
      {
        kind: 'foreignKey',
        columns: ['parent'],
        references: { table: { schema: 'app', name: 'parents' }, columns: [] },
        onDelete: 'restrict',
      },
      { kind: 'check', expression: 'parent > 0' },
    ],
    indexes: [],
  };
  const found = normal(child, mysql, [parent]);
  t.deepEqual(found.constraints, [
    {
      kind: 'foreignKey',
      name: 'children_ibfk_1',
      columns: ['parent'],
      references: { table: { name: 'parents' }, columns: ['id'] },
      onDelete: 'restrict',
    },
    { kind: 'check', name: 'children_chk_1', expression: 'parent > 0' },
  ]);
  t.deepEqual(
    found.indexes.map((own) => own.columns),
    [[{ column: 'parent' }]],
  );
  t.is(normal(parent).constraints[0]?.name, undefined, 'a primary key has no name');
  t.is(normal(child, mariadb, [parent]).constraints[1]?.name, 'CONSTRAINT_1');
});

test('makes no difference between a unique index and a unique constraint', (t) => {
  const columns = { a: type.string(20), b: type.integer() };
  const asIndex = table('x', columns, {
    indexes: [index(['a', { column: 'b', order: 'desc' }], { name: 'u', unique: true, mysql: { comment: 'c' } })],
  });
  const found = normal(asIndex);
  t.deepEqual(found.indexes, []);
  t.deepEqual(found.constraints, [
    {
      kind: 'unique',
      name: 'u',
      columns: ['a', 'b'],
      options: { mysql: { elements: [{}, { order: 'desc' }], comment: 'c' } },
    },
  ]);
  const overExpression = normal(
    table('x', columns, { indexes: [index([sql`LOWER(a)`], { name: 'e', unique: true })] }),
  );
  t.deepEqual(overExpression.indexes, [{ name: 'e', columns: [{ expression: 'lower(a)' }], unique: true }]);
});

test('leaves out collations and options that say no more than is so anyway', (t) => {
  const columns = {
    a: type.string(9).collate('utf8mb4_0900_ai_ci'),
    b: type.string(9).collate('utf8_bin'),
    c: type.integer().collate('utf8mb4_bin'),
  };
  const plain = normal(table('x', columns, { mysql: { engine: 'innodb', charset: 'utf8mb4', rowFormat: 'dynamic' } }));
  t.deepEqual(plain.options, { mysql: { rowFormat: 'DYNAMIC' } });
  t.deepEqual(
    plain.columns.map(({ collation }) => collation),
    [undefined, 'utf8mb3_bin', undefined],
  );
  const latin = normal(table('x', columns, { mysql: { charset: 'latin1', engine: 'myisam' } }));
  t.deepEqual(latin.options, { mysql: { engine: 'MyISAM', collation: 'latin1_swedish_ci' } });
  t.is(latin.columns[0]?.collation, 'utf8mb4_0900_ai_ci');
});

test('names objects of the own database without it', (t) => {
  t.deepEqual(normal(table({ schema: 'app', name: 'x' }, { a: type.integer() })).name, { name: 'x' });
  t.deepEqual(normal(table({ schema: 'log', name: 'x' }, { a: type.integer() })).name, { schema: 'log', name: 'x' });
  t.deepEqual(normal(table('Xy', { a: type.integer() }), { ...mysql, lowerCaseTableNames: 1 }).name, { name: 'xy' });
});

test('foretells a query over one table, and settles the spelling of others', (t) => {
  const model = table('items', { id: type.integer(), 'two words': type.text(), hidden: type.integer() });
  const view = (definition: string, columns?: readonly string[], facts = mysql): unknown => {
    const own = {
      kind: 'view',
      name: { name: 'v' },
      definition,
      ...(columns === undefined ? {} : { columns }),
    } as const;
    const [found] = new MysqlNormalizer(facts).normalize({ tables: [model], objects: [own] }).objects;
    return found?.kind === 'view' ? found.definition : undefined;
  };
  const wanted = 'select id, `two words`, hidden from items where id > 1';
  t.is(view('SELECT *\nFROM items WHERE (id > 1)'), wanted);
  t.is(
    view(
      'select `items`.`id` AS `id`,`items`.`two words` AS `two words`,`items`.`hidden` AS `hidden` from `app`.`items` where (`items`.`id` > 1)',
    ),
    wanted,
  );
  t.is(view('select id + 1 as n from items'), 'select id + 1 as n from items');
  // MySQL keeps the list beside the query, MariaDB writes it into that.
  t.is(view('select id from items', ['x']), 'select id from items');
  t.is(view('select id from items', ['x'], mariadb), 'select id as x from items');
  t.is(view('select 1  from a\njoin b'), 'select 1 from a join b');
});

test('is done after one pass', (t) => {
  const model: SchemaModel = {
    tables: [
      table('x', {
        id: type.bigint().identity().primaryKey(),
        a: type.string(9).default('b').collate('latin1_bin'),
        g: type.integer().generatedAs('NOT (id > 1 AND a)', { stored: true }),
        f: type.integer().references('x', 'id').check('f IN (1)'),
      }),
    ],
    objects: [{ kind: 'view', name: { name: 'v' }, definition: 'SELECT * FROM x' }],
  };
  for (const facts of [mysql, mariadb]) {
    const normalizer = new MysqlNormalizer(facts);
    const once = normalizer.normalize(model);
    t.deepEqual(normalizer.normalize(once), once);
  }
});
