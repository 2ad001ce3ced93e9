import { sql, t, table } from '@aludel/core';
import { column, counters, family, kinds, named, shop, shops, type HandMadeOf } from './setups.js';

export const tableCases: HandMadeOf<'createTable' | 'dropTable' | 'renameTable'> = {
  createTable: [
    {
      name: 'a table with everything',
      setup: shop,
      operations: [
        {
          kind: 'createTable',
          table: table(
            'every "thing"',
            {
              id: t.integer().identity().primaryKey('pk'),
              of: t.integer().notNull().references(shops, 'id', { onDelete: 'cascade', name: 'fk of' }),
              word: t.string(20).notNull().default("it's").collate('nocase').unique('uq word'),
              mood: t.enum(['new', "can't"]).default('new'),
              paid: t.boolean().default(false),
              at: t.timestamp().default(sql`CURRENT_TIMESTAMP`),
              half: t.decimal(10, 2).check('half >= 0', 'ck half'),
              double: t.decimal(10, 2).generatedAs('half * 2', { stored: true }),
            },
            {
              indexes: [
                { name: 'ix every', columns: [{ column: 'word', order: 'desc' }], unique: false, where: 'paid = 0' },
              ],
            },
          ),
        },
        { kind: 'bulkInsert', table: { name: 'every "thing"' }, rows: [{ of: 1, half: 1.5 }] },
      ],
      gives: [
        [
          'SELECT id, word, mood, paid, double FROM "every ""thing"""',
          [{ id: 1, word: "it's", mood: 'new', paid: 0, double: 3 }],
        ],
        counters,
      ],
    },
    {
      name: 'STRICT and WITHOUT ROWID',
      setup: '',
      operations: [
        {
          kind: 'createTable',
          table: table(
            's',
            { a: t.text().primaryKey(), b: t.json() },
            { sqlite: { strict: true, withoutRowid: true } },
          ),
        },
      ],
    },
    {
      name: 'one that was made before, and is changed then',
      setup: '',
      operations: [
        { kind: 'createTable', table: table('once', { a: t.text() }) },
        { kind: 'createTable', table: table('once', { a: t.text() }), ifNotExists: true },
        { kind: 'addColumn', table: { name: 'once' }, column: column('b', t.integer()) },
      ],
    },
    {
      name: 'one that is there already',
      setup: kinds,
      operations: [{ kind: 'createTable', table: table('gaps', { z: t.text() }), ifNotExists: true }],
    },
  ],
  dropTable: [
    {
      name: 'a table that another one points at stays whole',
      setup: shop,
      operations: [{ kind: 'dropTable', table: { name: 'order' } }],
      gives: [counters],
    },
    {
      name: 'its triggers and indexes go with it',
      setup: kinds,
      operations: [{ kind: 'dropTable', table: { name: 'flat' } }],
    },
    {
      name: 'one that is not there',
      setup: kinds,
      operations: [{ kind: 'dropTable', table: { name: 'gone' }, ifExists: true }],
    },
  ],
  renameTable: [
    {
      name: 'with a sequence, triggers, a view and a child',
      setup: shop,
      operations: [{ kind: 'renameTable', table: shops, to: 'läden' }],
    },
    { name: 'only in case', setup: kinds, operations: [{ kind: 'renameTable', table: { name: 'gaps' }, to: 'GAPS' }] },
    {
      name: 'and rebuilt after it, with triggers that mean other columns of its name',
      setup: named,
      operations: [
        { kind: 'renameTable', table: { name: 'a' }, to: 'other a' },
        {
          kind: 'alterColumn',
          table: { name: 'other a' },
          column: 'n',
          to: { default: { kind: 'literal', value: '-' } },
        },
      ],
      gives: [
        ['UPDATE "other a" SET n = \'new\' RETURNING id', [{ id: 1 }]],
        ['SELECT a, n FROM b', [{ a: 'x', n: 'new' }]],
      ],
      rebuilds: true,
    },
    {
      name: 'and rebuilt after it',
      setup: family,
      operations: [
        { kind: 'renameTable', table: { name: 'parent' }, to: 'elder' },
        {
          kind: 'alterColumn',
          table: { name: 'elder' },
          column: 'note',
          to: { type: { kind: 'string', length: 9 }, default: { kind: 'literal', value: '-' } },
        },
      ],
    },
  ],
};
