import { check, foreignKey, index, primaryKey, sql, t, table, unique } from '@aludel/core';
import type { CoreOperationKind, Operation, Table } from '@aludel/core/dialect';

const things: Table = table(
  'things',
  { id: t.integer().notNull(), a: t.integer(), b: t.integer(), c: t.string(40).notNull().default('x') },
  {
    constraints: [
      primaryKey(['id'], { name: 'pk_things' }),
      unique(['b'], { name: 'uq_things_b' }),
      foreignKey(['a'], 'others', ['id'], { name: 'fk_things_a' }),
      check('b > 0', { name: 'ck_things_b' }),
    ],
    indexes: [index(['c'], { name: 'ix_things_c' })],
  },
);
const bare: Table = table('bare', { id: t.integer().notNull(), a: t.integer() });
const others: Table = table('others', { id: t.integer().primaryKey('pk_others') });
const column = { name: 'd', type: { kind: 'string', length: 20 }, nullable: true } as const;

/** What is there before each sample. */
export const beforeSamples = {
  tables: [things, bare, others],
  objects: [{ kind: 'view' as const, name: { name: 'some_things' }, definition: 'SELECT id FROM things' }],
};

interface OperationSample {
  readonly source: string;
  readonly operation: Operation;
}

const [name, bareName] = [things.name, bare.name];

function alter(source: string, to: (Operation & { kind: 'alterColumn' })['to']): OperationSample {
  return {
    source: `op.alterColumn('things', 'c', ${source})`,
    operation: { kind: 'alterColumn', table: name, column: 'c', to },
  };
}

/** A new portable operation that is forgotten here does not compile. */
export const operationSamples: { readonly [K in CoreOperationKind]: readonly OperationSample[] } = {
  createTable: [
    {
      source: `op.createTable('new', { id: t.integer().identity().primaryKey() })`,
      operation: { kind: 'createTable', table: table('new', { id: t.integer().identity().primaryKey('pk_new') }) },
    },
  ],
  dropTable: [{ source: `op.dropTable('bare')`, operation: { kind: 'dropTable', table: bareName } }],
  renameTable: [
    { source: `op.renameTable('bare', 'naked')`, operation: { kind: 'renameTable', table: bareName, to: 'naked' } },
  ],
  addColumn: [
    {
      source: `op.addColumn('things', 'd', t.string(20))`,
      operation: { kind: 'addColumn', table: name, column },
    },
  ],
  dropColumn: [
    { source: `op.dropColumn('bare', 'a')`, operation: { kind: 'dropColumn', table: bareName, column: 'a' } },
  ],
  alterColumn: [
    alter(`{ name: 'e' }`, { name: 'e' }),
    alter('{ type: t.string(80) }', { type: { kind: 'string', length: 80 } }),
    alter('{ nullable: true }', { nullable: true }),
    alter(`{ default: 'y' }`, { default: { kind: 'literal', value: 'y' } }),
    alter('{ default: null }', { default: null }),
    alter(`{ comment: 'Why' }`, { comment: 'Why' }),
  ],
  createIndex: [
    {
      source: `op.createIndex('ix_things_a', 'things', ['a'])`,
      operation: {
        kind: 'createIndex',
        table: name,
        index: { name: 'ix_things_a', columns: [{ column: 'a' }], unique: false },
      },
    },
  ],
  dropIndex: [
    {
      source: `op.dropIndex('ix_things_c', 'things')`,
      operation: { kind: 'dropIndex', table: name, name: 'ix_things_c' },
    },
  ],
  renameIndex: [
    {
      source: `op.renameIndex('ix_things_c', 'things', 'ix_c')`,
      operation: { kind: 'renameIndex', table: name, name: 'ix_things_c', to: 'ix_c' },
    },
  ],
  createPrimaryKey: [
    {
      source: `op.createPrimaryKey('pk_bare', 'bare', ['id'])`,
      operation: { kind: 'createPrimaryKey', table: bareName, constraint: primaryKey(['id'], { name: 'pk_bare' }) },
    },
  ],
  createUniqueConstraint: [
    {
      source: `op.createUniqueConstraint('uq_bare_a', 'bare', ['a'])`,
      operation: { kind: 'createUniqueConstraint', table: bareName, constraint: unique(['a'], { name: 'uq_bare_a' }) },
    },
  ],
  createForeignKey: [
    {
      source: `op.createForeignKey('fk_bare_a', 'bare', 'others', ['a'], ['id'])`,
      operation: {
        kind: 'createForeignKey',
        table: bareName,
        constraint: foreignKey(['a'], 'others', ['id'], { name: 'fk_bare_a' }),
      },
    },
  ],
  createCheckConstraint: [
    {
      source: `op.createCheckConstraint('ck_bare_a', 'bare', 'a > 0')`,
      operation: { kind: 'createCheckConstraint', table: bareName, constraint: check('a > 0', { name: 'ck_bare_a' }) },
    },
  ],
  dropConstraint: (
    [
      ['pk_things', 'primaryKey'],
      ['uq_things_b', 'unique'],
      ['fk_things_a', 'foreignKey'],
      ['ck_things_b', 'check'],
    ] as const
  ).map(([constraint, type]) => ({
    source: `op.dropConstraint('${constraint}', 'things', { type: '${type}' })`,
    operation: { kind: 'dropConstraint', table: name, constraint: { name: constraint, type } },
  })),
  renameConstraint: [
    {
      source: `op.renameConstraint('uq_things_b', 'things', 'uq_b')`,
      operation: { kind: 'renameConstraint', table: name, name: 'uq_things_b', to: 'uq_b' },
    },
  ],
  createTableComment: [
    {
      source: `op.createTableComment('things', 'Why')`,
      operation: { kind: 'createTableComment', table: name, comment: 'Why' },
    },
  ],
  dropTableComment: [{ source: `op.dropTableComment('things')`, operation: { kind: 'dropTableComment', table: name } }],
  createView: [
    {
      source: `op.createView('new_things', sql\`SELECT id FROM things\`)`,
      operation: {
        kind: 'createView',
        view: { kind: 'view', name: { name: 'new_things' }, definition: sql`SELECT id FROM things`.sql },
      },
    },
  ],
  dropView: [{ source: `op.dropView('some_things')`, operation: { kind: 'dropView', view: { name: 'some_things' } } }],
  execute: [
    {
      source: `op.execute('DELETE FROM things')`,
      operation: { kind: 'execute', sql: 'DELETE FROM things' },
    },
  ],
  bulkInsert: [
    {
      source: `op.bulkInsert('bare', [{ id: 1, a: null }])`,
      operation: { kind: 'bulkInsert', table: bareName, rows: [{ id: 1, a: null }] },
    },
  ],
};
