import { t } from '@aludel/core';
import type { RecordingOp } from '@aludel/core/dialect';
import type { Place } from '../operation-case.js';
import { shop } from '../operations/setups.js';
import { takenPart, unknownPart, unknownTable, type RefusalsOf } from '../refusal-case.js';

function cells(op: RecordingOp, { profile }: Place): void {
  op.createTable('cells', {
    id: t.integer().primaryKey(),
    must: t.integer().notNull().default(1),
    only: t.integer().unique('uq_only'),
    small: t.smallint(),
    short: t.string(3),
    sum: t.decimal(4, 2),
    day: t.date(),
    yes: t.boolean(),
    word: t.enum(['a', 'b']),
    ...(profile.checks ? { plus: t.integer().check('plus > 0', 'ck_plus') } : {}),
  });
  op.bulkInsert('cells', [{ id: 1, only: 1 }]);
}

export const rowRefusals: RefusalsOf<
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createForeignKey'
  | 'createCheckConstraint'
  | 'dropConstraint'
  | 'renameConstraint'
  | 'execute'
  | 'bulkInsert'
> = {
  createPrimaryKey: [
    {
      name: 'on a table that is not there',
      given: shop,
      when: (op) => op.createPrimaryKey('pk', 'nothing', ['a']),
      codes: unknownTable,
    },
    {
      name: 'on a table that has one',
      given: shop,
      when: (op) => op.createPrimaryKey('pk', 'customer', ['name']),
      codes: takenPart,
    },
    {
      name: 'on rows that are alike',
      given: (op) => {
        op.createTable('alike', { a: t.integer().notNull() });
        op.bulkInsert('alike', [{ a: 1 }, { a: 1 }]);
      },
      when: (op) => op.createPrimaryKey('pk', 'alike', ['a']),
    },
  ],
  createUniqueConstraint: [
    {
      name: 'over a column that is not there',
      given: shop,
      when: (op) => op.createUniqueConstraint('uq', 'customer', ['nothing']),
      codes: unknownPart,
    },
    {
      name: 'whose name is taken',
      given: shop,
      when: (op) => op.createUniqueConstraint('uq_customer_email', 'customer', ['note', 'id']),
      codes: takenPart,
    },
    {
      name: 'on rows that are alike',
      given: shop,
      when: (op) => op.createUniqueConstraint('uq', 'purchase', ['customer_id']),
    },
  ],
  createForeignKey: [
    {
      name: 'over a column that is not there',
      given: shop,
      when: (op) => op.createForeignKey('fk', 'purchase', 'customer', ['nothing'], ['id']),
      codes: unknownPart,
    },
    {
      name: 'to a column that is not there',
      given: shop,
      when: (op) => op.createForeignKey('fk', 'purchase', 'customer', ['id'], ['nothing']),
      codes: unknownPart,
    },
    {
      name: 'whose name is taken',
      given: shop,
      when: (op) => op.createForeignKey('fk_purchase_customer', 'purchase', 'customer', ['id'], ['id']),
      codes: takenPart,
    },
    {
      name: 'on rows that point at nothing',
      given: (op, place) => {
        shop(op, place);
        op.createTable('orphan', { id: t.integer().primaryKey(), of: t.integer() });
        op.bulkInsert('orphan', [{ id: 1, of: 99 }]);
      },
      when: (op) => op.createForeignKey('fk', 'orphan', 'customer', ['of'], ['id']),
    },
  ],
  createCheckConstraint: [
    {
      name: 'that a row does not fulfil',
      needs: ['checks'],
      given: shop,
      when: (op) => op.createCheckConstraint('ck', 'customer', 'points > 100'),
    },
    {
      name: 'whose name is taken',
      needs: ['checks'],
      given: shop,
      when: (op) => op.createCheckConstraint('ck_customer_age', 'customer', 'points > 0'),
      codes: takenPart,
    },
    {
      name: 'over a column that is not there',
      needs: ['checks'],
      given: shop,
      when: (op, { q }) => op.createCheckConstraint('ck', 'customer', `${q('no such column')} > 0`),
      orGives: ({ q }) => [`SELECT count(*) FROM ${q('customer')}`, [['3']]],
    },
  ],
  dropConstraint: [
    {
      name: 'that is not there',
      given: shop,
      when: (op) => op.dropConstraint('uq_nothing', 'customer'),
      codes: unknownPart,
    },
    {
      name: 'of a table that is not there',
      given: shop,
      when: (op) => op.dropConstraint('uq', 'nothing'),
      codes: unknownTable,
    },
    {
      name: 'that a foreign key needs',
      given: shop,
      when: (op) => op.dropConstraint('pk_customer', 'customer', { type: 'primaryKey' }),
      // A database may ask for the key only when it looks for a row.
      orGives: ({ q }) => [`SELECT count(*) FROM ${q('customer')}`, [['3']]],
    },
  ],
  renameConstraint: [
    {
      name: 'that is not there',
      given: shop,
      when: (op) => op.renameConstraint('uq_nothing', 'customer', 'uq'),
      codes: unknownPart,
    },
  ],
  execute: [
    { name: 'no SQL', given: shop, when: (op) => op.execute('SELEKT * FORM nothing') },
    {
      name: 'with fewer values than places',
      given: shop,
      when: (op, { q }) => op.execute(`UPDATE ${q('customer')} SET age = ? WHERE id = ?`, [1]),
    },
  ],
  bulkInsert: [
    { name: 'into a table that is not there', given: shop, when: (op) => op.bulkInsert('nothing', [{ a: 1 }]) },
    {
      name: 'into a column that is not there',
      given: cells,
      when: (op) => op.bulkInsert('cells', [{ id: 2, nothing: 1 }]),
      codes: unknownPart,
    },
    {
      name: 'null where it may not be',
      given: cells,
      when: (op) => op.bulkInsert('cells', [{ id: 2 }, { id: 3, must: null }]),
    },
    { name: 'a key that is taken', given: cells, when: (op) => op.bulkInsert('cells', [{ id: 2 }, { id: 1 }]) },
    { name: 'what has to be unique, twice', given: cells, when: (op) => op.bulkInsert('cells', [{ id: 2, only: 1 }]) },
    {
      name: 'a row that points at nothing',
      given: shop,
      when: (op) =>
        op.bulkInsert('purchase', [
          { id: 9, customer_id: 1 },
          { id: 10, customer_id: 99 },
        ]),
    },
    {
      name: 'what a check refuses',
      needs: ['checks'],
      given: cells,
      when: (op) => op.bulkInsert('cells', [{ id: 2, plus: 0 }]),
    },
    ...[
      ['a number that is too large', 'small', 70_000],
      ['a text that is too long', 'short', 'abcdef'],
      ['a text for a number', 'small', 'many'],
      ['a number with more digits than there is room for', 'sum', 12_345],
      ['a day that there is not', 'day', '2023-02-30'],
      ['a word that is not one of the list', 'word', 'c'],
    ].map(([name, column, value]) => ({
      name: String(name),
      given: cells,
      when: (op: RecordingOp) => op.bulkInsert('cells', [{ id: 2, [String(column)]: value ?? null }]),
      orGives: ({ q }: Place) =>
        [`SELECT ${q(String(column))} FROM ${q('cells')} WHERE id = 2`, [[String(value)]]] as const,
    })),
    {
      name: 'NaN',
      given: cells,
      when: (op) => op.bulkInsert('cells', [{ id: 2, small: Number.NaN }]),
      codes: ['INVALID_BINDING', 'INVALID_DEFINITION', 'STATEMENT_FAILED'],
    },
    {
      name: 'a value that is none',
      given: cells,
      when: (op) => op.bulkInsert('cells', [{ id: 2, short: Symbol('x') as never }]),
      codes: ['INVALID_BINDING', 'INVALID_DEFINITION', 'STATEMENT_FAILED'],
    },
  ],
};
