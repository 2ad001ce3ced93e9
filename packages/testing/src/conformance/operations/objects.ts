import { t } from '@aludel/core';
import type { CasesOf } from '../operation-case.js';
import { oddOf, oddTable, shop } from './setups.js';

export const objectCases: CasesOf<'createTableComment' | 'dropTableComment' | 'createView' | 'dropView'> = {
  createTableComment: [
    {
      name: 'on a table that has none',
      given: shop,
      when: (op) => op.createTableComment('customer', 'it\'s "new" \\ ${x}\nü'),
    },
    {
      name: 'in place of another',
      given: (op) => op.createTable('told', { id: t.integer().primaryKey() }, { comment: 'before' }),
      when: (op) => op.createTableComment('told', 'after'),
    },
  ],
  dropTableComment: [
    {
      name: 'that is there',
      given: (op) => op.createTable('told', { id: t.integer().primaryKey() }, { comment: 'before' }),
      when: (op) => op.dropTableComment('told'),
    },
    { name: 'that is not there', given: shop, when: (op) => op.dropTableComment('customer') },
  ],
  createView: [
    {
      name: 'of a table',
      needs: ['views'],
      given: shop,
      when: (op, { q }) => op.createView('names', `SELECT ${q('id')}, ${q('name')} FROM ${q('customer')}`),
      gives: ({ q }) => [[`SELECT ${q('id')} FROM ${q('names')} ORDER BY 1`, [['1'], ['2'], ['7']]]],
    },
    {
      name: 'with names of its own, and a condition',
      needs: ['views'],
      ownWords: true,
      given: shop,
      when: (op, { q }) =>
        op.createView(
          'grown',
          `SELECT ${q('id')}, ${q('name')} FROM ${q('customer')} WHERE ${q('name')} <> 'it''s; -- no'`,
          { columns: ['who', 'called'] },
        ),
      gives: ({ q }) => [[`SELECT who FROM ${q('grown')} ORDER BY who`, [['1'], ['2'], ['7']]]],
    },
    {
      name: 'of a join with a sum',
      needs: ['views'],
      ownWords: true,
      given: shop,
      when: (op, { q }) =>
        op.createView(
          'spent',
          `SELECT c.id, count(*) AS times FROM ${q('customer')} c JOIN ${q('purchase')} p ON p.customer_id = c.id GROUP BY c.id`,
        ),
      gives: ({ q }) => [
        [
          `SELECT id, times FROM ${q('spent')} ORDER BY id`,
          [
            ['1', '1'],
            ['7', '2'],
          ],
        ],
      ],
    },
    {
      name: 'of a view',
      needs: ['views'],
      given: shop,
      when: (op, { q }) => {
        op.createView('first', `SELECT ${q('id')} FROM ${q('customer')}`);
        op.createView('second', `SELECT ${q('id')} FROM ${q('first')}`);
      },
    },
    {
      name: 'in place of another',
      needs: ['views'],
      given: (op, place) => {
        shop(op, place);
        op.createView('names', `SELECT ${place.q('id')} FROM ${place.q('customer')}`);
      },
      when: (op, { q }) =>
        op.createView('names', `SELECT ${q('id')} FROM ${q('customer')} WHERE ${q('age')} > 3`, { orReplace: true }),
    },
    {
      name: 'that is there already',
      needs: ['views'],
      given: (op, place) => {
        shop(op, place);
        op.createView('names', `SELECT ${place.q('id')} FROM ${place.q('customer')}`);
      },
      when: (op, { q }) => op.createView('names', `SELECT ${q('age')} FROM ${q('customer')}`, { ifNotExists: true }),
    },
    {
      name: 'with names that need quotes',
      needs: ['views'],
      given: oddTable,
      when: (op, place) => {
        const [table, key, word] = oddOf(place);
        op.createView(`view ${word}`, `SELECT ${place.q(key)}, ${place.q(word)} FROM ${place.q(table)}`);
      },
    },
  ],
  dropView: [
    {
      name: 'on which nothing rests, and the one beneath it',
      needs: ['views'],
      given: (op, place) => {
        shop(op, place);
        op.createView('first', `SELECT ${place.q('id')} FROM ${place.q('customer')}`);
        op.createView('second', `SELECT ${place.q('id')} FROM ${place.q('first')}`);
      },
      when: (op) => {
        op.dropView('second');
        op.dropView('first');
      },
    },
    { name: 'that is not there', given: shop, when: (op) => op.dropView('nothing', { ifExists: true }) },
  ],
};
