import { foreignKey, t } from '@aludel/core';
import type { RecordingOp } from '@aludel/core/dialect';
import type { Place } from '../operation-case.js';
import { shop } from '../operations/setups.js';
import { takenPart, takenTable, unknownPart, unknownTable, type RefusalsOf } from '../refusal-case.js';

/** A table's option, a column's, an index's: a word that no dialect knows, under the name of the one in use. */
function unheardOf({ dialect }: Place): object {
  return { [dialect.name]: { noSuchOption: true } };
}

/** A name that is longer than the database takes; with no limit, one that any takes. */
function tooLong({ dialect }: Place): string {
  return 'x'.repeat((dialect.traits.maxIdentifierLength ?? 30) + 1);
}

const option = ['UNKNOWN_OPTION', 'INVALID_DEFINITION', 'INVALID_OPTIONS', 'UNSUPPORTED_OPERATION'];

/** Codes of names that are too long: found before anything runs, never the database's word, and never cut. */
export const nameTooLong = ['IDENTIFIER_TOO_LONG'];

const addUnknown = (op: RecordingOp): void => op.addColumn('nothing', 'a', t.integer());

export const structureRefusals: RefusalsOf<
  | 'createTable'
  | 'dropTable'
  | 'renameTable'
  | 'addColumn'
  | 'dropColumn'
  | 'alterColumn'
  | 'createIndex'
  | 'dropIndex'
  | 'renameIndex'
  | 'createTableComment'
  | 'dropTableComment'
  | 'createView'
  | 'dropView'
> = {
  createTable: [
    {
      name: 'whose name is taken',
      given: shop,
      when: (op) => op.createTable('customer', { id: t.integer() }),
      codes: takenTable,
    },
    {
      name: 'that points at a table that is not there',
      when: (op) =>
        op.createTable(
          'child',
          { id: t.integer().primaryKey(), of: t.integer() },
          { constraints: [foreignKey(['of'], 'nothing', ['id'], { name: 'fk_child' })] },
        ),
      orGives: ({ q }) => [`SELECT count(*) FROM ${q('child')}`, [['0']]],
    },
    {
      name: 'with an option that the dialect has never heard of',
      when: (op, place) => op.createTable('optional', { id: t.integer() }, unheardOf(place)),
      codes: option,
    },
    {
      name: 'of a type that belongs to another database',
      when: (op) =>
        op.createTable({
          name: { name: 'strange' },
          columns: [{ name: 'a', type: { kind: 'vessel.alembic' } as never, nullable: true }],
          constraints: [],
          indexes: [],
        }),
      codes: ['UNSUPPORTED_OPERATION', 'INVALID_DEFINITION'],
    },
  ],
  dropTable: [
    { name: 'that is not there', given: shop, when: (op) => op.dropTable('custmer'), codes: unknownTable },
    {
      name: 'that rows of another point at',
      given: shop,
      when: (op) => op.dropTable('customer'),
    },
  ],
  renameTable: [
    { name: 'that is not there', given: shop, when: (op) => op.renameTable('nothing', 'other'), codes: unknownTable },
    {
      name: 'to a name that is taken',
      given: shop,
      when: (op) => op.renameTable('purchase', 'customer'),
      codes: takenTable,
    },
  ],
  addColumn: [
    { name: 'to a table that is not there', given: shop, when: addUnknown, codes: unknownTable },
    {
      name: 'whose name is taken',
      given: shop,
      when: (op) => op.addColumn('customer', 'name', t.integer()),
      codes: takenPart,
    },
    {
      name: 'NOT NULL and without a value for the rows that are there',
      given: shop,
      when: (op) => op.addColumn('customer', 'must', t.integer().notNull()),
    },
    {
      name: 'that must be unique, and has one value for all rows',
      given: shop,
      when: (op) => op.addColumn('customer', 'same', t.integer().notNull().default(1).unique('uq_same')),
    },
    {
      name: 'that points at rows that are not there',
      given: shop,
      when: (op) =>
        op.addColumn(
          'purchase',
          'far',
          t.integer().notNull().default(99).references('customer', 'id', { name: 'fk_far' }),
        ),
    },
    {
      name: 'with an option that the dialect has never heard of',
      given: shop,
      when: (op, place) =>
        op.apply({
          kind: 'addColumn',
          table: { name: 'customer' },
          column: { name: 'a', type: { kind: 'integer' }, nullable: true, options: unheardOf(place) },
        }),
      codes: option,
    },
  ],
  dropColumn: [
    {
      name: 'of a table that is not there',
      given: shop,
      when: (op) => op.dropColumn('nothing', 'a'),
      codes: unknownTable,
    },
    { name: 'that is not there', given: shop, when: (op) => op.dropColumn('customer', 'nam'), codes: unknownPart },
    { name: 'that another table points at', given: shop, when: (op) => op.dropColumn('customer', 'id') },
    {
      name: 'from which another is computed',
      needs: ['generated'],
      given: (op, place) => {
        shop(op, place);
        const stored = place.profile.generated.includes('stored');
        op.addColumn('customer', 'twice', t.integer().generatedAs('points * 2', { stored }));
      },
      when: (op) => op.dropColumn('customer', 'points'),
    },
  ],
  alterColumn: [
    {
      name: 'of a table that is not there',
      given: shop,
      when: (op) => op.alterColumn('nothing', 'a', { nullable: true }),
      codes: unknownTable,
    },
    {
      name: 'that is not there',
      given: shop,
      when: (op) => op.alterColumn('customer', 'nothing', { nullable: true }),
      codes: unknownPart,
    },
    {
      name: 'to a name that is taken',
      given: shop,
      when: (op) => op.renameColumn('customer', 'note', 'name'),
      codes: takenPart,
    },
    {
      name: 'NOT NULL on rows that have null',
      given: shop,
      when: (op) => op.alterColumn('customer', 'age', { nullable: false }),
    },
    {
      name: 'a type that the values do not fit into',
      given: (op, place) => {
        shop(op, place);
        op.createTable('words', { id: t.integer().primaryKey(), word: t.string(20) });
        op.bulkInsert('words', [{ id: 1, word: 'no number' }]);
      },
      when: (op) => op.alterColumn('words', 'word', { type: t.integer() }),
      orGives: ({ q }) => [`SELECT word FROM ${q('words')}`, [['no number']]],
    },
    {
      name: 'a string that is too short for what is in it',
      given: (op) => {
        op.createTable('words', { id: t.integer().primaryKey(), word: t.string(20) });
        op.bulkInsert('words', [{ id: 1, word: 'a long one' }]);
      },
      when: (op) => op.alterColumn('words', 'word', { type: t.string(3) }),
      orGives: ({ q }) => [`SELECT word FROM ${q('words')}`, [['a long one']]],
    },
    {
      name: 'a number that is too small for what is in it',
      given: (op) => {
        op.createTable('numbers', { id: t.integer().primaryKey(), number: t.integer() });
        op.bulkInsert('numbers', [{ id: 1, number: 70_000 }]);
      },
      when: (op) => op.alterColumn('numbers', 'number', { type: t.smallint() }),
      orGives: ({ q }) => [`SELECT number FROM ${q('numbers')}`, [['70000']]],
    },
    {
      name: 'with an option that the dialect has never heard of',
      given: shop,
      when: (op, place) => op.alterColumn('customer', 'age', { options: unheardOf(place) }),
      codes: option,
    },
  ],
  createIndex: [
    {
      name: 'on a table that is not there',
      given: shop,
      when: (op) => op.createIndex('ix', 'nothing', ['a']),
      codes: unknownTable,
    },
    {
      name: 'over a column that is not there',
      given: shop,
      when: (op) => op.createIndex('ix', 'customer', ['nothing']),
      codes: unknownPart,
    },
    {
      name: 'whose name is taken',
      given: shop,
      when: (op) => op.createIndex('ix_customer_name', 'customer', ['age']),
      codes: takenPart,
    },
    {
      name: 'that is unique, on rows that are alike',
      given: shop,
      when: (op) => op.createIndex('ux', 'purchase', ['customer_id'], { unique: true }),
    },
    {
      name: 'with an option that the dialect has never heard of',
      given: shop,
      when: (op, place) => op.createIndex('ix', 'customer', ['age'], unheardOf(place)),
      codes: option,
    },
  ],
  dropIndex: [
    {
      name: 'that is not there',
      given: shop,
      when: (op) => op.dropIndex('ix_nothing', 'customer'),
      codes: unknownPart,
    },
    {
      name: 'of a table that is not there',
      given: shop,
      when: (op) => op.dropIndex('ix', 'nothing'),
      codes: unknownTable,
    },
  ],
  renameIndex: [
    {
      name: 'that is not there',
      given: shop,
      when: (op) => op.renameIndex('ix_nothing', 'customer', 'ix'),
      codes: unknownPart,
    },
    {
      name: 'to a name that is taken',
      given: (op, place) => {
        shop(op, place);
        op.createIndex('ix_other', 'customer', ['age']);
      },
      when: (op) => op.renameIndex('ix_other', 'customer', 'ix_customer_name'),
      codes: takenPart,
    },
  ],
  createTableComment: [
    {
      name: 'on a table that is not there',
      given: shop,
      when: (op) => op.createTableComment('nothing', 'x'),
      codes: unknownTable,
    },
  ],
  dropTableComment: [
    {
      name: 'of a table that is not there',
      given: shop,
      when: (op) => op.dropTableComment('nothing'),
      codes: unknownTable,
    },
  ],
  createView: [
    {
      name: 'whose name is a table’s',
      needs: ['views'],
      given: shop,
      when: (op, { q }) => op.createView('customer', `SELECT ${q('id')} FROM ${q('purchase')}`),
    },
    {
      name: 'whose name is another’s',
      needs: ['views'],
      given: (op, place) => {
        shop(op, place);
        op.createView('taken', 'SELECT 1 AS a');
      },
      when: (op) => op.createView('taken', 'SELECT 2 AS a'),
      codes: takenTable,
    },
    {
      name: 'whose text is no query',
      needs: ['views'],
      given: shop,
      when: (op) => op.createView('wrong', 'SELECTED nothing FORM'),
    },
  ],
  dropView: [
    { name: 'that is not there', given: shop, when: (op) => op.dropView('nothing'), codes: ['UNKNOWN_VIEW'] },
    {
      name: 'that is a table',
      given: shop,
      when: (op) => op.dropView('customer'),
      codes: ['UNKNOWN_VIEW', 'STATEMENT_FAILED'],
    },
  ],
};

/** Every kind of name, each longer than the database takes. Not asked of one without a limit. */
export const longNames: readonly { readonly name: string; readonly when: (op: RecordingOp, place: Place) => void }[] = [
  { name: 'of a table', when: (op, place) => op.createTable(tooLong(place), { id: t.integer() }) },
  { name: 'of a column', when: (op, place) => op.addColumn('customer', tooLong(place), t.integer()) },
  { name: 'of a table that is renamed', when: (op, place) => op.renameTable('customer', tooLong(place)) },
  { name: 'of a column that is renamed', when: (op, place) => op.renameColumn('customer', 'note', tooLong(place)) },
  { name: 'of an index', when: (op, place) => op.createIndex(tooLong(place), 'customer', ['age']) },
  {
    name: 'of an index that is renamed',
    when: (op, place) => op.renameIndex('ix_customer_name', 'customer', tooLong(place)),
  },
  {
    name: 'of a unique constraint',
    when: (op, place) => op.createUniqueConstraint(tooLong(place), 'customer', ['note', 'id']),
  },
  {
    name: 'of a foreign key',
    when: (op, place) => op.createForeignKey(tooLong(place), 'customer', 'customer', ['boss'], ['id']),
  },
  {
    name: 'of a constraint that is renamed',
    when: (op, place) => op.renameConstraint('uq_customer_email', 'customer', tooLong(place)),
  },
  { name: 'of a view', when: (op, place) => op.createView(tooLong(place), 'SELECT 1 AS a') },
];
