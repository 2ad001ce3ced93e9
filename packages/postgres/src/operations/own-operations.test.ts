import { index, t as types } from '@aludel/core';
import type { Operation, SchemaModel } from '@aludel/core/dialect';
import { OperationRegistry, renderMigration } from '@aludel/core/dialect';
import test, { type ExecutionContext } from 'ava';
import { PostgresNormalizer } from '../normalizer.js';
import { TestDatabase } from '../run.test-support.js';
import { postgresTypes as postgres } from '../type-builders.js';
import * as objects from './object-builders.js';
import * as tables from './table-builders.js';
import { postgresOperations } from './postgres-operations.js';

const pg = { ...objects, ...tables };

const registry = new OperationRegistry(...postgresOperations);
const normalizer = new PostgresNormalizer();

/** Up to the order of columns; what a query says the server writes in words of its own. */
function comparable(model: SchemaModel): unknown {
  const { tables, objects } = normalizer.normalize(model);
  const key = ({ kind, name }: { readonly kind?: string; readonly name: unknown }): string =>
    JSON.stringify([kind, name]);
  const sorted = <T extends Parameters<typeof key>[0]>(parts: readonly T[]): readonly T[] =>
    parts.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const plain = objects.map((object) => {
    if (object.kind === 'postgres.enum') return { ...object, usedBy: undefined };
    return 'definition' in object ? { ...object, definition: '' } : object;
  });
  const told = { tables: tables.map((table) => ({ ...table, columns: sorted(table.columns) })), objects: plain };
  // What a NOT NULL is called is not compared: it keeps its name when its table or column gets another.
  const text = JSON.stringify(told, (key, value: unknown) =>
    key === 'notNullName' ? undefined : typeof value === 'bigint' ? Number(value) : value,
  );
  const read = JSON.parse(text.replaceAll(',"options":{"postgres":{}}', '')) as typeof told;
  return { tables: sorted(read.tables), objects: sorted(read.objects) };
}

/** Each operation: the database agrees with the model, what undoes it does, and it is written as the call that it was. */
async function check(t: ExecutionContext, setup: string, ...operations: readonly Operation[]): Promise<void> {
  const db = await TestDatabase.open(t, setup);
  for (const operation of operations) {
    const start = await db.inspector.read({});
    const back = registry.reverseAll(await db.read([operation]), [operation]);
    const what = registry.describe(operation);
    await db.run(operation);
    t.deepEqual(comparable(await db.inspector.read({})), comparable(registry.apply(start, operation)), what);
    await db.run(...back);
    t.deepEqual(comparable(await db.inspector.read({})), comparable(start), `back from ${what}`);
    await db.run(operation);
    const text = renderMigration({ revision: 'a', downRevision: null, upgrade: [operation] }, registry);
    t.regex(text, /op\.(?:apply\(\w+\(|apply\(\{|\w+\()/u);
  }
}

test.serial('enums', (t) =>
  check(
    t,
    '',
    pg.createEnum({ name: 'mood', values: ['ok', "can't"], comment: 'how it is' }),
    pg.addEnumValue('mood', 'sad', { before: 'ok' }),
    pg.addEnumValue('mood', 'glad'),
    pg.renameEnumValue('mood', 'glad', 'happy'),
    pg.alterEnum('mood', { values: ['happy', 'ok'], comment: null }),
    pg.renameEnum('mood', 'feeling'),
    pg.dropEnum('feeling'),
  ),
);

test.serial('domains and composite types', (t) =>
  check(
    t,
    '',
    pg.createDomain({
      name: 'positive',
      type: types.integer(),
      checks: [{ name: 'pos', expression: 'VALUE > 0' }],
      comment: 'c',
    }),
    pg.alterDomain('positive', { default: { kind: 'literal', value: 5 }, nullable: false }),
    pg.alterDomain('positive', { checks: [{ name: 'more', expression: 'VALUE > 1' }], default: null }),
    pg.renameDomain('positive', 'natural'),
    pg.dropDomain('natural'),
    pg.createComposite({ name: 'pair', attributes: { a: types.integer(), b: types.string(5) } }),
    pg.alterComposite('pair', {
      attributes: [
        { name: 'a', type: { kind: 'text' } },
        { name: 'c', type: { kind: 'boolean' } },
      ],
    }),
    pg.renameComposite('pair', 'couple'),
    pg.dropComposite('couple'),
  ),
);

test.serial('sequences, schemas', (t) =>
  check(
    t,
    'CREATE TABLE a (x bigint)',
    pg.createSequence({ name: 'numbers', start: 10n, increment: 2n, cycle: true, cache: 3n, comment: 'c' }),
    pg.alterSequence('numbers', {
      increment: 5n,
      maxValue: 1000n,
      cycle: null,
      ownedBy: { table: { name: 'a' }, column: 'x' },
    }),
    pg.renameSequence('numbers', 'counts'),
    pg.dropSequence('counts'),
    pg.createSequence({ name: 'small', type: 'smallint' }),
    pg.createSchema('shop', { comment: 'goods' }),
    pg.alterSchema('shop', { comment: null }),
    {
      kind: 'createTable',
      table: {
        name: { schema: 'shop', name: 'b' },
        columns: [{ name: 'm', type: { kind: 'enum', values: ['x'] }, nullable: true }],
        constraints: [],
        indexes: [],
      },
    },
    { kind: 'renameTable', table: { schema: 'shop', name: 'b' }, to: 'c' },
    { kind: 'dropTable', table: { schema: 'shop', name: 'c' } },
    pg.dropSchema('shop'),
  ),
);

test.serial('materialized views', (t) =>
  check(
    t,
    'CREATE TABLE a (x integer, y text)',
    pg.createMaterializedView({
      name: 'mv',
      definition: 'SELECT x, y FROM a',
      indexes: [index(['x'], { name: 'mv_x', unique: true })],
      comment: 'c',
    }),
    pg.refreshMaterializedView('mv', { concurrently: true }),
    pg.alterMaterializedView('mv', {
      indexes: [{ name: 'mv_y', columns: [{ column: 'y' }], unique: false }],
      comment: null,
    }),
    pg.renameMaterializedView('mv', 'mw'),
    pg.dropMaterializedView('mw'),
  ),
);

test.serial('row-level security and policies', (t) =>
  check(
    t,
    'CREATE TABLE a (x integer, y text)',
    pg.enableRowLevelSecurity('a'),
    pg.enableRowLevelSecurity('a', { forced: true }),
    pg.createPolicy('own', 'a', { using: 'x > 1', withCheck: 'x > 2', comment: 'c' }),
    pg.createPolicy('reading', 'a', { command: 'select', restrictive: true, using: 'true' }),
    pg.alterPolicy('own', 'a', { using: 'x > 5' }),
    pg.renamePolicy('own', 'a', 'mine'),
    { kind: 'renameTable', table: { name: 'a' }, to: 'b' },
    pg.dropPolicy('mine', 'b'),
    pg.disableRowLevelSecurity('b'),
  ),
);

test.serial('functions and triggers', (t) =>
  check(
    t,
    'CREATE TABLE a (x integer)',
    pg.createFunction(
      'touch',
      '',
      'CREATE OR REPLACE FUNCTION touch()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ BEGIN RETURN NEW; END $function$\n',
      { comment: 'c' },
    ),
    pg.createTrigger('tt', 'a', 'CREATE TRIGGER tt BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION touch()', {
      enabled: 'always',
    }),
    pg.alterTrigger('tt', 'a', { enabled: null, comment: 'c' }),
    pg.dropTrigger('tt', 'a'),
    pg.dropFunction('touch', ''),
  ),
);

test.serial('partitions', (t) =>
  check(
    t,
    'CREATE TABLE loose (x integer NOT NULL, y text)',
    {
      kind: 'createTable',
      table: {
        name: { name: 'p' },
        columns: [
          { name: 'x', type: { kind: 'integer' }, nullable: false },
          { name: 'y', type: { kind: 'text' }, nullable: true },
        ],
        constraints: [],
        indexes: [{ name: 'p_x', columns: [{ column: 'x' }], unique: false }],
        options: { postgres: { partitionBy: { strategy: 'range', elements: [{ column: 'x' }] } } },
      },
    },
    pg.createPartition('p1', 'p', 'FOR VALUES FROM (0) TO (10)'),
    pg.createPartition('p2', 'p', 'DEFAULT', { partitionBy: { strategy: 'list', elements: [{ column: 'y' }] } }),
    { kind: 'createIndex', table: { name: 'p1' }, index: { name: 'p1_y', columns: [{ column: 'y' }], unique: false } },
    { kind: 'dropTable', table: { name: 'p1' } },
  ),
);

test.serial('attaching and detaching partitions', async (t) => {
  const db = await TestDatabase.open(
    t,
    'CREATE TABLE p (x integer) PARTITION BY RANGE (x); CREATE TABLE a (x integer)',
  );
  await db.run(pg.attachPartition('a', 'p', 'FOR VALUES FROM (0) TO (10)'));
  t.is(await db.value("SELECT count(*) FROM pg_inherits WHERE inhparent = 'p'::regclass"), 1);
  await db.run(pg.detachPartition('a', 'p', { concurrently: db.major >= 14 }));
  t.is(await db.value("SELECT count(*) FROM pg_inherits WHERE inhparent = 'p'::regclass"), 0);
});

test.serial('options of tables and columns, and comments', (t) =>
  check(
    t,
    'CREATE TABLE a (x integer CONSTRAINT ck CHECK (x > 0), y text); CREATE INDEX ix ON a (x); CREATE VIEW v AS SELECT x FROM a',
    pg.alterTableOptions('a', { unlogged: true, storage: { fillfactor: 70, autovacuum_enabled: false } }),
    pg.alterTableOptions('a', { unlogged: null, storage: { fillfactor: 60 } }),
    {
      kind: 'alterColumn',
      table: { name: 'a' },
      column: 'y',
      to: { options: { postgres: { storage: 'external', statistics: 50 } }, collation: 'C', comment: 'c' },
    },
    {
      kind: 'alterColumn',
      table: { name: 'a' },
      column: 'x',
      to: { identity: { generation: 'byDefault' }, nullable: false },
    },
    {
      kind: 'alterColumn',
      table: { name: 'a' },
      column: 'x',
      to: { identity: { generation: 'always', increment: 3, options: { postgres: { cache: 4 } } } },
    },
    { kind: 'renameTable', table: { name: 'a' }, to: 'b' },
    { kind: 'alterColumn', table: { name: 'b' }, column: 'x', to: { name: 'z' } },
    { kind: 'alterColumn', table: { name: 'b' }, column: 'z', to: { identity: null } },
    {
      kind: 'alterColumn',
      table: { name: 'b' },
      column: 'z',
      to: { identity: { generation: 'byDefault', options: { postgres: { serial: true } } } },
    },
    pg.commentOnConstraint('ck', 'b', 'positive'),
    pg.commentOnIndex('ix', 'b', 'fast'),
    pg.commentOnView('v', 'seen'),
    { kind: 'addColumn', table: { name: 'b' }, column: { name: 's', ...postgres.bigserial().parts.column } },
    { kind: 'dropColumn', table: { name: 'b' }, column: 's' },
    {
      kind: 'createView',
      view: {
        kind: 'view',
        name: { name: 'w' },
        definition: 'SELECT z FROM b WHERE z > 1',
        options: { postgres: { checkOption: 'local', securityBarrier: true, comment: 'c' } },
      },
    },
  ),
);

test.serial('constraints of PostgreSQL’s own', (t) =>
  check(
    t,
    'CREATE TABLE a (x integer NOT NULL, y text, r int4range); CREATE UNIQUE INDEX ix ON a (x); CREATE TABLE b (x integer)',
    {
      kind: 'createPrimaryKey',
      table: { name: 'a' },
      constraint: { kind: 'primaryKey', name: 'ix', columns: ['x'], options: { postgres: { usingIndex: 'ix' } } },
    },
    {
      kind: 'createUniqueConstraint',
      table: { name: 'a' },
      constraint: {
        kind: 'unique',
        columns: ['y'],
        options: { postgres: { include: ['x'], storage: { fillfactor: 50 } } },
      },
    },
    pg.createExclusion('ex', 'a', [{ column: 'r', operator: '&&' }], {
      where: 'x > 1',
      deferrable: 'initially deferred',
    }),
    {
      kind: 'createForeignKey',
      table: { name: 'b' },
      constraint: {
        kind: 'foreignKey',
        name: 'fk',
        columns: ['x'],
        references: { table: { name: 'a' }, columns: ['x'] },
        options: { postgres: { notValid: true, match: 'full' } },
      },
    },
    {
      kind: 'createCheckConstraint',
      table: { name: 'b' },
      constraint: {
        kind: 'check',
        name: 'ck',
        expression: 'x > 0',
        options: { postgres: { noInherit: true, comment: 'c' } },
      },
    },
    { kind: 'dropConstraint', table: { name: 'a' }, constraint: { name: 'ex' } },
    { kind: 'dropColumn', table: { name: 'a' }, column: 'y' },
  ),
);
