import { foreignKey, index, primaryKey, sql, t, unique } from '@aludel/core';
import type { CasesOf } from '../operation-case.js';
import { longest, oddOf, oddTable, shop } from './setups.js';

export const tableCases: CasesOf<'createTable' | 'dropTable' | 'renameTable'> = {
  createTable: [
    { name: 'with keys, constraints, indexes and rows', when: shop },
    { name: 'with one column and nothing else', when: (op) => op.createTable('single', { only: t.integer() }) },
    {
      name: 'with a key of two columns',
      when: (op) =>
        op.createTable(
          'pair',
          { b: t.integer().notNull(), a: t.string(10).notNull(), c: t.text() },
          { constraints: [primaryKey(['a', 'b'], { name: 'pk_pair' }), unique(['b', 'a'], { name: 'uq_pair' })] },
        ),
    },
    {
      name: 'with columns of every name that needs quotes',
      when: (op, place) => {
        const columns = Object.fromEntries(oddOf(place).map((name) => [name, t.integer()]));
        op.createTable('odd_columns', { ...columns, id: t.integer().primaryKey() });
      },
    },
    {
      name: 'called by each name that needs quotes',
      when: (op, place) => {
        for (const name of oddOf(place)) op.createTable(name, { id: t.integer().primaryKey(`pk ${name}`) });
      },
    },
    {
      name: 'with names as long as they can be',
      when: (op, place) =>
        op.createTable(
          longest(place, 'table_'),
          { [longest(place, 'column_')]: t.integer().primaryKey(longest(place, 'pk_')) },
          { indexes: [index([longest(place, 'column_')], { name: longest(place, 'ix_') })] },
        ),
    },
    {
      name: 'whose rows the database numbers',
      needs: ['identity'],
      when: (op) => {
        op.createTable('numbered', { id: t.integer().identity().primaryKey('pk_numbered'), word: t.string(9) });
        op.bulkInsert('numbered', [{ word: 'first' }, { word: 'second' }]);
      },
      gives: ({ q }) => [
        [
          `SELECT id, word FROM ${q('numbered')} ORDER BY id`,
          [
            ['1', 'first'],
            ['2', 'second'],
          ],
        ],
      ],
    },
    {
      name: 'with defaults of each form',
      when: (op) => {
        op.createTable('defaults', {
          id: t.integer().primaryKey(),
          word: t.string(20).notNull().default(`it's "new" \\ 100%`),
          empty: t.string(20).notNull().default(''),
          amount: t.integer().notNull().default(-7),
          big: t.bigint().default(9_007_199_254_740_993n),
          yes: t.boolean().notNull().default(true),
          no: t.boolean().default(false),
          made: t
            .timestamp()
            .notNull()
            .default(sql`CURRENT_TIMESTAMP`),
        });
        op.bulkInsert('defaults', [{ id: 1 }]);
      },
      gives: ({ q }) => [
        [`SELECT word, ${q('empty')}, amount FROM ${q('defaults')}`, [[`it's "new" \\ 100%`, '', '-7']]],
        [`SELECT id FROM ${q('defaults')} WHERE made IS NOT NULL`, [['1']]],
      ],
    },
    {
      name: 'with columns that are computed',
      needs: ['generated'],
      when: (op, { profile }) => {
        op.createTable('computed', {
          id: t.integer().primaryKey(),
          amount: t.integer(),
          ...Object.fromEntries(
            profile.generated.map((kind) => [
              kind,
              t.integer().generatedAs('amount * 2', { stored: kind === 'stored' }),
            ]),
          ),
        });
        op.bulkInsert('computed', [{ id: 1, amount: 21 }]);
      },
      gives: ({ q, profile }) => profile.generated.map((kind) => [`SELECT ${q(kind)} FROM ${q('computed')}`, [['42']]]),
    },
    {
      name: 'with comments',
      needs: ['comments'],
      when: (op) =>
        op.createTable(
          'told',
          { id: t.integer().primaryKey().comment('it\'s the "key"'), word: t.string(9).notNull().comment('größer') },
          { comment: 'two\nlines \\ of it' },
        ),
    },
    {
      name: 'that points at itself, and has an index in the other direction',
      needs: ['descendingIndexes'],
      when: (op) =>
        op.createTable(
          'tree',
          { id: t.integer().primaryKey(), parent: t.integer() },
          {
            constraints: [foreignKey(['parent'], 'tree', ['id'], { name: 'fk_tree' })],
            indexes: [index([{ column: 'parent', order: 'desc' }, 'id'], { name: 'ix_tree' })],
          },
        ),
    },
    {
      name: 'in another schema, pointing at one in the default schema',
      needs: ['schemas'],
      given: shop,
      when: (op, { schema }) => {
        op.createTable(
          { schema, name: 'customer' },
          { id: t.integer().primaryKey('pk_other'), of: t.integer() },
          {
            constraints: [foreignKey(['of'], 'customer', ['id'], { name: 'fk_other' })],
            indexes: [index(['of'], { name: 'ix_other' })],
          },
        );
        op.bulkInsert({ schema, name: 'customer' }, [{ id: 1, of: 7 }]);
      },
    },
    {
      name: 'that is there already',
      given: shop,
      when: (op) => op.createTable('customer', { other: t.text() }, { ifNotExists: true }),
    },
    {
      name: 'that is changed and filled in the same migration',
      when: (op) => {
        op.createTable('fresh', { id: t.integer().primaryKey(), a: t.string(10) });
        op.bulkInsert('fresh', [{ id: 1, a: 'x' }]);
        op.addColumn('fresh', 'b', t.integer().notNull().default(3));
        op.alterColumn('fresh', 'a', { name: 'c', type: t.string(20) });
        op.createIndex('ix_fresh', 'fresh', ['c', 'b']);
        op.renameTable('fresh', 'fresher');
        op.bulkInsert('fresher', [{ id: 2, c: 'y', b: 4 }]);
      },
      gives: ({ q }) => [
        [
          `SELECT id, c, b FROM ${q('fresher')} ORDER BY id`,
          [
            ['1', 'x', '3'],
            ['2', 'y', '4'],
          ],
        ],
      ],
    },
  ],
  dropTable: [
    { name: 'that points at another', given: shop, when: (op) => op.dropTable('purchase') },
    {
      name: 'that another one pointed at, after that one',
      given: shop,
      when: (op) => {
        op.dropTable('purchase');
        op.dropTable('customer');
      },
    },
    { name: 'whose names need quotes', given: oddTable, when: (op, place) => op.dropTable(oddOf(place)[0]) },
    { name: 'that is not there', given: shop, when: (op) => op.dropTable('nothing', { ifExists: true }) },
    {
      name: 'in another schema, and not the one of the same name',
      needs: ['schemas'],
      given: (op, place) => {
        shop(op, place);
        op.createTable({ schema: place.schema, name: 'purchase' }, { id: t.integer().primaryKey() });
      },
      when: (op, { schema }) => op.dropTable({ schema, name: 'purchase' }),
    },
  ],
  renameTable: [
    { name: 'that another one points at', given: shop, when: (op) => op.renameTable('customer', 'client') },
    { name: 'that points at another', given: shop, when: (op) => op.renameTable('purchase', 'sale') },
    {
      name: 'to a name that needs quotes, and one from it',
      given: oddTable,
      when: (op, place) => {
        op.createTable('plain', { id: t.integer().primaryKey() });
        const [odd, , third] = oddOf(place);
        op.renameTable(odd, 'was_odd');
        op.renameTable('plain', third);
      },
    },
    {
      name: 'so that two change their names',
      given: shop,
      when: (op) => {
        op.renameTable('customer', 'between');
        op.renameTable('purchase', 'customer');
        op.renameTable('between', 'purchase');
      },
    },
    {
      name: 'in another schema',
      needs: ['schemas'],
      given: (op, { schema }) => op.createTable({ schema, name: 'here' }, { id: t.integer().primaryKey() }),
      when: (op, { schema }) => op.renameTable({ schema, name: 'here' }, 'there'),
    },
  ],
};
