import { foreignKey, t } from '@aludel/core';
import type { RecordingOp } from '@aludel/core/dialect';
import type { CasesOf } from '../operation-case.js';
import { longest, oddOf, oddTable, shop } from './setups.js';

/** Tables that have no constraint yet, with rows that would allow any. */
function bare(op: RecordingOp): void {
  op.createTable('bare', { a: t.integer().notNull(), b: t.string(10).notNull(), c: t.integer() });
  op.createTable('pair', { x: t.integer().notNull(), y: t.string(10).notNull() });
  op.createPrimaryKey('pk_pair', 'pair', ['x', 'y']);
  op.bulkInsert('pair', [
    { x: 1, y: 'a' },
    { x: 2, y: 'b' },
  ]);
  op.bulkInsert('bare', [
    { a: 1, b: 'a', c: null },
    { a: 2, b: 'b', c: 1 },
  ]);
}

export const keyCases: CasesOf<
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createForeignKey'
  | 'createCheckConstraint'
  | 'dropConstraint'
  | 'renameConstraint'
> = {
  createPrimaryKey: [
    { name: 'on a table with rows', given: bare, when: (op) => op.createPrimaryKey('pk_bare', 'bare', ['a']) },
    { name: 'of two columns', given: bare, when: (op) => op.createPrimaryKey('pk_bare', 'bare', ['b', 'a']) },
    {
      name: 'after the old one is gone',
      given: bare,
      when: (op) => {
        op.dropConstraint('pk_pair', 'pair', { type: 'primaryKey' });
        op.createPrimaryKey('pk_new', 'pair', ['x']);
      },
    },
  ],
  createUniqueConstraint: [
    { name: 'on a table with rows', given: bare, when: (op) => op.createUniqueConstraint('uq_bare', 'bare', ['a']) },
    {
      name: 'of several columns',
      given: bare,
      when: (op) => op.createUniqueConstraint('uq_bare', 'bare', ['b', 'c', 'a']),
    },
    { name: 'whose name is made', given: bare, when: (op) => op.createUniqueConstraint(null, 'bare', ['b']) },
    {
      name: 'with names that need quotes',
      given: oddTable,
      when: (op, place) => {
        const [table, key, word] = oddOf(place);
        op.createUniqueConstraint("uq it's `odd`", table, [word, key]);
      },
    },
    {
      name: 'with a name as long as it can be',
      given: bare,
      when: (op, place) => op.createUniqueConstraint(longest(place, 'uq_'), 'bare', ['a']),
    },
    {
      name: 'that is checked at the end of a transaction',
      needs: ['deferrableUniques'],
      given: bare,
      when: (op, { profile }) => {
        for (const [at, deferrable] of profile.deferrableUniques.entries())
          op.createUniqueConstraint(`uq_${at}`, 'bare', at === 0 ? ['a'] : ['b'], { deferrable });
      },
    },
  ],
  createForeignKey: [
    {
      name: 'to a primary key',
      given: shop,
      when: (op) => op.createForeignKey('fk_boss', 'customer', 'customer', ['boss'], ['id']),
    },
    {
      name: 'to whatever the primary key is',
      given: shop,
      when: (op) => op.createForeignKey('fk_boss', 'customer', 'customer', ['boss']),
    },
    {
      name: 'of two columns',
      given: bare,
      when: (op) => op.createForeignKey('fk_bare', 'bare', 'pair', ['a', 'b'], ['x', 'y']),
    },
    {
      name: 'to a unique constraint',
      given: (op, place) => {
        shop(op, place);
        op.createTable('letter', { id: t.integer().primaryKey(), to: t.string(60) });
        op.bulkInsert('letter', [{ id: 1, to: 'a@example.org' }]);
      },
      when: (op) => op.createForeignKey('fk_letter', 'letter', 'customer', ['to'], ['email']),
    },
    {
      name: 'that deletes what points at a row, and follows its key',
      needs: ['cascade'],
      given: shop,
      when: (op) => op.createForeignKey('fk_boss', 'customer', 'customer', ['boss'], ['id'], { onDelete: 'cascade' }),
    },
    {
      name: 'with each action that there is',
      given: (op, { profile }) => {
        op.createTable('parent', { id: t.integer().primaryKey() });
        const columns = profile.referentialActions.map((_, at) => [`c${at}`, t.integer()] as const);
        op.createTable('child', { id: t.integer().primaryKey(), ...Object.fromEntries(columns) });
      },
      when: (op, { profile }) => {
        for (const [at, onDelete] of profile.referentialActions.entries())
          op.createForeignKey(`fk_${at}`, 'child', 'parent', [`c${at}`], ['id'], { onDelete });
      },
    },
    {
      name: 'that sets to null, and is named by the convention',
      needs: ['setNull'],
      given: shop,
      when: (op) => op.createForeignKey(null, 'customer', 'customer', ['boss'], ['id'], { onDelete: 'set null' }),
    },
    {
      name: 'that is checked at the end of a transaction',
      needs: ['deferrableForeignKeys'],
      given: shop,
      when: (op, { profile }) => {
        for (const [at, deferrable] of profile.deferrableForeignKeys.entries()) {
          op.addColumn('purchase', `to_${at}`, t.integer());
          op.createForeignKey(`fk_${at}`, 'purchase', 'customer', [`to_${at}`], ['id'], { deferrable });
        }
      },
    },
    {
      name: 'so that two tables point at each other',
      needs: ['foreignKeyCycles'],
      given: shop,
      when: (op) => {
        op.addColumn('customer', 'favourite', t.integer());
        op.createForeignKey('fk_favourite', 'customer', 'purchase', ['favourite'], ['id']);
      },
    },
    {
      name: 'between names that need quotes',
      given: oddTable,
      when: (op, place) => {
        const [table, key] = oddOf(place);
        op.createTable('points', { [key]: t.integer() });
        op.createForeignKey('fk "odd"', 'points', table, [key], [key]);
      },
    },
    {
      name: 'into another schema',
      needs: ['schemas'],
      given: (op, place) => {
        shop(op, place);
        op.createTable({ schema: place.schema, name: 'target' }, { id: t.integer().primaryKey() });
      },
      when: (op, { schema }) => {
        op.addColumn('purchase', 'far', t.integer());
        op.createForeignKey('fk_far', 'purchase', { schema, name: 'target' }, ['far'], ['id']);
      },
    },
  ],
  createCheckConstraint: [
    {
      name: 'that the rows fulfil',
      needs: ['checks'],
      given: shop,
      when: (op) => op.createCheckConstraint('ck_points', 'customer', 'points >= 0 AND points < 1000'),
    },
    {
      name: 'with strings and a name that is made',
      needs: ['checks'],
      given: shop,
      when: (op) => op.createCheckConstraint(null, 'purchase', "code <> 'it''s' OR code = '(' OR code IS NOT NULL"),
    },
    {
      name: 'with names that need quotes',
      needs: ['checks'],
      given: oddTable,
      when: (op, place) => {
        const [table, , word] = oddOf(place);
        op.createCheckConstraint('ck "odd"', table, `${place.q(word)} <> 'x'`);
      },
    },
  ],
  dropConstraint: [
    { name: 'a primary key', given: bare, when: (op) => op.dropConstraint('pk_pair', 'pair', { type: 'primaryKey' }) },
    { name: 'a unique constraint', given: shop, when: (op) => op.dropConstraint('uq_customer_email', 'customer') },
    { name: 'a foreign key', given: shop, when: (op) => op.dropConstraint('fk_purchase_customer', 'purchase') },
    {
      name: 'a foreign key by its columns',
      given: shop,
      when: (op) => op.dropConstraint(null, 'purchase', { type: 'foreignKey', columns: ['customer_id'] }),
    },
    { name: 'a check', needs: ['checks'], given: shop, when: (op) => op.dropConstraint('ck_customer_age', 'customer') },
    {
      name: 'one that is not there',
      given: shop,
      when: (op) => op.dropConstraint('uq_nothing', 'customer', { ifExists: true }),
    },
    {
      name: 'so that another takes its name',
      given: shop,
      when: (op) => {
        op.dropConstraint('uq_customer_email', 'customer');
        op.createUniqueConstraint('uq_customer_email', 'customer', ['email', 'id']);
      },
    },
    {
      name: 'that keeps its table from being dropped',
      given: (op) => {
        op.createTable('a', { id: t.integer().primaryKey() });
        op.createTable(
          'b',
          { id: t.integer().primaryKey(), a: t.integer() },
          { constraints: [foreignKey(['a'], 'a', ['id'], { name: 'fk_b' })] },
        );
      },
      when: (op) => {
        op.dropConstraint('fk_b', 'b');
        op.dropTable('a');
      },
    },
  ],
  renameConstraint: [
    {
      name: 'a unique constraint',
      given: shop,
      when: (op) => op.renameConstraint('uq_customer_email', 'customer', 'uq_mail'),
    },
    {
      name: 'a foreign key',
      given: shop,
      when: (op) => op.renameConstraint('fk_purchase_customer', 'purchase', 'fk_new'),
    },
    {
      name: 'a check',
      needs: ['checks'],
      given: shop,
      when: (op) => op.renameConstraint('ck_customer_age', 'customer', 'ck_new'),
    },
    {
      name: 'a primary key that is pointed at',
      given: shop,
      when: (op) => op.renameConstraint('pk_customer', 'customer', 'pk_new'),
    },
    {
      name: 'to a name that needs quotes',
      given: shop,
      when: (op) => op.renameConstraint('uq_customer_email', 'customer', 'uq "it\'s" `odd`'),
    },
  ],
};
