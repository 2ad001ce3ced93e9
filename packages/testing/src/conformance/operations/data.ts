import { t } from '@aludel/core';
import type { CasesOf } from '../operation-case.js';
import { oddOf, oddTable, shop } from './setups.js';

export const dataCases: CasesOf<'execute' | 'bulkInsert'> = {
  execute: [
    {
      name: 'with values for its places, and what undoes it',
      given: shop,
      when: (op, { q }) =>
        op.execute(
          `UPDATE ${q('purchase')} SET ${q('code')} = ? WHERE ${q('code')} = ? AND ${q('id')} > ?`,
          ['z', 'x', 100],
          {
            reverse: `UPDATE ${q('purchase')} SET ${q('code')} = 'a' WHERE 1 = 0`,
          },
        ),
    },
    {
      name: 'with a ? and a ; that stand in strings and comments',
      given: shop,
      when: (op, { q }) =>
        op.execute(`UPDATE ${q('purchase')} SET ${q('code')} = '?;' WHERE ${q('code')} = ? /* ?; */ AND 1 = 0`, ['x'], {
          reverse: '',
        }),
    },
  ],
  bulkInsert: [
    {
      name: 'rows with different columns, texts of every sort, and defaults',
      irreversible: true,
      given: shop,
      when: (op) =>
        op.bulkInsert('customer', [
          { id: 20, name: "'; DROP TABLE customer; --", email: '?', age: 1, note: '\n\t\r "quoted" `tick` \\n' },
          { id: 21, email: ':named $1 %s', note: '' },
          { id: 22, name: '名前 😀', age: null },
          { name: 'other order', id: 23 },
        ]),
      gives: ({ q }) => [
        [
          `SELECT name, points FROM ${q('customer')} WHERE id >= 20 ORDER BY id`,
          [
            ["'; DROP TABLE customer; --", '7'],
            ["it's; new", '7'],
            ['名前 😀', '7'],
            ['other order', '7'],
          ],
        ],
        [`SELECT email FROM ${q('customer')} WHERE id IN (20, 21) ORDER BY id`, [['?'], [':named $1 %s']]],
        [`SELECT note FROM ${q('customer')} WHERE id IN (20, 21) ORDER BY id`, [['\n\t\r "quoted" `tick` \\n'], ['']]],
      ],
    },
    {
      name: 'more rows than go into one statement',
      irreversible: true,
      given: (op) =>
        op.createTable('many', { id: t.integer().primaryKey(), a: t.string(10), b: t.integer(), c: t.boolean() }),
      when: (op) =>
        op.bulkInsert(
          'many',
          Array.from({ length: 2500 }, (_, at) => ({
            id: at,
            a: `row ${at}`,
            b: at % 3 === 0 ? null : at,
            c: at % 2 === 0,
          })),
        ),
      gives: ({ q }) => [
        [`SELECT count(*) AS x, max(id) AS y, count(b) AS z FROM ${q('many')}`, [['2500', '2499', '1666']]],
      ],
    },
    {
      name: 'no rows at all',
      given: (op) => op.createTable('none', { id: t.integer() }),
      when: (op) => {
        op.bulkInsert('none', []);
        op.addColumn('none', 'more', t.integer());
      },
      irreversible: true,
    },
    {
      name: 'into columns whose names need quotes',
      irreversible: true,
      given: oddTable,
      when: (op, place) => {
        const [table, key, word] = oddOf(place);
        op.bulkInsert(table, [{ [key]: 10, [word]: 'x' }]);
      },
    },
    {
      name: 'into a table that the migration makes: dropping it undoes it',
      when: (op) => {
        op.createTable('made', { id: t.integer().primaryKey(), word: t.string(9) });
        op.bulkInsert('made', [{ id: 1, word: 'x' }]);
      },
    },
    {
      name: 'into a table of another schema',
      needs: ['schemas'],
      irreversible: true,
      given: (op, { schema }) => op.createTable({ schema, name: 'here' }, { id: t.integer().primaryKey() }),
      when: (op, { schema }) => op.bulkInsert({ schema, name: 'here' }, [{ id: 5 }]),
    },
  ],
};
