import { index, sql, t } from '@aludel/core';
import type { CasesOf } from '../operation-case.js';
import { longest, oddOf, oddTable, shop } from './setups.js';

export const columnCases: CasesOf<'addColumn' | 'dropColumn' | 'alterColumn'> = {
  addColumn: [
    { name: 'that may be null', given: shop, when: (op) => op.addColumn('customer', 'phone', t.string(20)) },
    {
      name: 'that is not null, with a value for the rows that are there',
      given: shop,
      when: (op) => op.addColumn('customer', 'state', t.string(20).notNull().default("it's new")),
      gives: ({ q }) => [[`SELECT DISTINCT ${q('state')} FROM ${q('customer')}`, [["it's new"]]]],
    },
    {
      name: 'with a default that is computed',
      given: shop,
      when: (op) =>
        op.addColumn(
          'customer',
          'since',
          t
            .timestamp()
            .notNull()
            .default(sql`CURRENT_TIMESTAMP`),
        ),
      gives: ({ q }) => [[`SELECT id FROM ${q('customer')} WHERE ${q('since')} IS NULL`, []]],
    },
    {
      name: 'to a table that was changed before in the same migration',
      given: shop,
      when: (op) => {
        op.alterColumn('customer', 'age', { name: 'years' });
        op.addColumn('customer', 'age', t.integer().notNull().default(3));
        op.addColumn('customer', 'size', t.integer());
      },
    },
    {
      name: 'whose name needs quotes',
      given: shop,
      when: (op, place) => {
        for (const name of oddOf(place)) op.addColumn('customer', name, t.integer());
      },
    },
    {
      name: 'with a name as long as it can be',
      given: shop,
      when: (op, place) => op.addColumn('customer', longest(place, 'column_'), t.integer()),
    },
    {
      name: 'with a unique constraint, a foreign key and an index',
      given: shop,
      when: (op) => {
        op.addColumn('purchase', 'number', t.integer().unique('uq_purchase_number'));
        op.addColumn('purchase', 'agent', t.integer().references('customer', 'id', { name: 'fk_purchase_agent' }));
        op.addColumn('purchase', 'place', t.string(9).index('ix_purchase_place'));
      },
    },
    {
      name: 'with a check',
      needs: ['checks'],
      given: shop,
      when: (op) => op.addColumn('purchase', 'amount', t.integer().check('amount >= 0', 'ck_purchase_amount')),
    },
    {
      name: 'that is computed',
      needs: ['generated'],
      given: shop,
      when: (op, { profile }) => {
        for (const kind of profile.generated)
          op.addColumn(
            'customer',
            `twice_${kind}`,
            t.integer().generatedAs('points * 2', { stored: kind === 'stored' }),
          );
      },
      gives: ({ q, profile }) =>
        profile.generated.map((kind) => [`SELECT DISTINCT ${q(`twice_${kind}`)} FROM ${q('customer')}`, [['14']]]),
    },
    {
      name: 'with a comment',
      needs: ['comments'],
      given: shop,
      when: (op) => op.addColumn('customer', 'phone', t.string(20).notNull().default('-').comment('it\'s "new"')),
    },
    {
      name: 'that is there already',
      given: shop,
      when: (op) => op.addColumn('customer', 'name', t.integer(), { ifNotExists: true }),
    },
    {
      name: 'to a table in another schema',
      needs: ['schemas'],
      given: (op, { schema }) => {
        op.createTable({ schema, name: 'here' }, { id: t.integer().primaryKey() });
        op.createTable('here', { id: t.integer().primaryKey() });
      },
      when: (op, { schema }) => op.addColumn({ schema, name: 'here' }, 'more', t.integer().notNull().default(1)),
    },
  ],
  dropColumn: [
    { name: 'on which nothing rests', given: shop, when: (op) => op.dropColumn('customer', 'note') },
    { name: 'with a default', given: shop, when: (op) => op.dropColumn('customer', 'points') },
    { name: 'with its unique constraint', given: shop, when: (op) => op.dropColumn('customer', 'email') },
    {
      name: 'with its check and an index over it and another',
      given: shop,
      when: (op) => op.dropColumn('customer', 'age'),
    },
    { name: 'with its foreign key', given: shop, when: (op) => op.dropColumn('purchase', 'customer_id') },
    {
      name: 'with a unique index over it and another',
      given: (op, place) => {
        shop(op, place);
        op.createIndex('ux_purchase', 'purchase', ['code', 'paid'], { unique: true });
      },
      when: (op) => op.dropColumn('purchase', 'code'),
    },
    {
      name: 'that is computed, and then the one it is computed from',
      needs: ['generated'],
      given: (op, place) => {
        shop(op, place);
        const stored = place.profile.generated.includes('stored');
        op.addColumn('customer', 'twice', t.integer().generatedAs('points * 2', { stored }));
      },
      when: (op) => {
        op.dropColumn('customer', 'twice');
        op.dropColumn('customer', 'points');
      },
    },
    {
      name: 'whose name needs quotes',
      given: oddTable,
      when: (op, place) => op.dropColumn(oddOf(place)[0], oddOf(place)[2]),
    },
    {
      name: 'so that another takes its name',
      given: shop,
      when: (op) => {
        op.dropColumn('customer', 'note');
        op.addColumn('customer', 'note', t.integer());
      },
    },
    { name: 'that is not there', given: shop, when: (op) => op.dropColumn('customer', 'nothing', { ifExists: true }) },
  ],
  alterColumn: [
    { name: 'a new name', given: shop, when: (op) => op.alterColumn('customer', 'note', { name: 'remark' }) },
    {
      name: 'a new name for what constraints and indexes are over',
      given: shop,
      when: (op) => {
        op.renameColumn('customer', 'age', 'years');
        op.renameColumn('customer', 'email', 'mail');
        op.renameColumn('purchase', 'customer_id', 'client');
      },
    },
    {
      name: 'a new name for a key that is pointed at',
      given: shop,
      when: (op) => op.renameColumn('customer', 'id', 'number'),
    },
    {
      name: 'two change their names',
      given: shop,
      when: (op) => {
        op.renameColumn('customer', 'note', 'between');
        op.renameColumn('customer', 'name', 'note');
        op.renameColumn('customer', 'between', 'name');
      },
    },
    {
      name: 'a name that needs quotes, and one from it',
      given: oddTable,
      when: (op, place) => {
        const [table, key, word] = oddOf(place);
        op.renameColumn(table, word, 'was_odd');
        op.renameColumn(table, 'plain', word);
        op.renameColumn(table, key, 'id');
      },
    },
    { name: 'a wider number', given: shop, when: (op) => op.alterColumn('customer', 'age', { type: t.bigint() }) },
    {
      name: 'a wider number that is not null and has a default',
      given: shop,
      when: (op) => op.alterColumn('customer', 'points', { type: t.integer() }),
      gives: ({ q }) => [[`SELECT DISTINCT points FROM ${q('customer')}`, [['7']]]],
    },
    {
      name: 'a longer string, in an index',
      given: shop,
      when: (op) => op.alterColumn('customer', 'name', { type: t.string(90) }),
    },
    {
      name: 'a string becomes a text',
      given: shop,
      when: (op) => op.alterColumn('purchase', 'code', { type: t.text() }),
    },
    { name: 'NOT NULL comes', given: shop, when: (op) => op.alterColumn('purchase', 'code', { nullable: false }) },
    { name: 'NOT NULL goes', given: shop, when: (op) => op.alterColumn('customer', 'name', { nullable: true }) },
    {
      name: 'a default comes',
      given: shop,
      when: (op) => {
        op.alterColumn('customer', 'age', { default: 5 });
        op.alterColumn('customer', 'email', { default: 'it\'s "new" \\' });
      },
    },
    { name: 'a default goes', given: shop, when: (op) => op.alterColumn('customer', 'name', { default: null }) },
    {
      name: 'a default that is computed',
      given: shop,
      when: (op) => {
        op.addColumn('customer', 'at', t.timestamp());
        op.alterColumn('customer', 'at', { default: sql`CURRENT_TIMESTAMP` });
      },
    },
    {
      name: 'name, type, default and NOT NULL at once',
      given: shop,
      when: (op) =>
        op.alterColumn('customer', 'points', { name: 'score', type: t.bigint(), default: 9, nullable: true }),
    },
    {
      name: 'what is not named stays as it is',
      needs: ['comments'],
      given: (op, place) => {
        shop(op, place);
        op.createTable('kept', {
          id: t.integer().primaryKey(),
          word: t.string(20).notNull().default("it's").comment('a "comment"'),
        });
      },
      when: (op) => {
        op.alterColumn('kept', 'word', { type: t.string(30) });
        op.alterColumn('kept', 'word', { name: 'term' });
        op.alterColumn('kept', 'term', { nullable: true });
      },
    },
    {
      name: 'a comment comes, changes and goes',
      needs: ['comments'],
      given: (op) =>
        op.createTable('told', { a: t.integer(), b: t.integer().comment('b'), c: t.integer().comment('c') }),
      when: (op) => {
        op.alterColumn('told', 'a', { comment: 'it\'s "a"' });
        op.alterColumn('told', 'b', { comment: 'größer\n' });
        op.alterColumn('told', 'c', { comment: null });
      },
    },
    {
      name: 'in a table of another schema',
      needs: ['schemas'],
      given: (op, { schema }) =>
        op.createTable(
          { schema, name: 'here' },
          { id: t.integer().primaryKey(), a: t.integer() },
          {
            indexes: [index(['a'], { name: 'ix_here' })],
          },
        ),
      when: (op, { schema }) => op.alterColumn({ schema, name: 'here' }, 'a', { name: 'b', type: t.bigint() }),
    },
  ],
};
