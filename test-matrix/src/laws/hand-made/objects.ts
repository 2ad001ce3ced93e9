import { t, table } from '@aludel/core';
import { kinds, shop, shops, type HandMadeOf } from './setups.js';

export const objectCases: HandMadeOf<
  'createTableComment' | 'dropTableComment' | 'createView' | 'dropView' | 'execute' | 'bulkInsert'
> = {
  createTableComment: [
    {
      name: 'of which SQLite knows nothing',
      setup: kinds,
      operations: [{ kind: 'createTableComment', table: { name: 'gaps' }, comment: "it's" }],
      rebuilds: false,
    },
  ],
  dropTableComment: [
    {
      name: 'of which SQLite knows nothing',
      setup: kinds,
      operations: [{ kind: 'dropTableComment', table: { name: 'gaps' } }],
      rebuilds: false,
    },
  ],
  createView: [
    {
      name: 'with names of its columns',
      setup: shop,
      operations: [
        {
          kind: 'createView',
          view: {
            kind: 'view',
            name: { name: 'v "1"' },
            columns: ['a b', 'c'],
            definition: 'SELECT id, code FROM "we""ird shops" -- all of them',
          },
        },
      ],
    },
    {
      name: 'in place of another',
      setup: shop + `CREATE TRIGGER tv INSTEAD OF INSERT ON "big shops" BEGIN SELECT 1; END;`,
      operations: [
        {
          kind: 'createView',
          view: { kind: 'view', name: { name: 'big shops' }, definition: 'SELECT 1 AS n' },
          orReplace: true,
        },
      ],
    },
    {
      name: 'that is there already',
      setup: shop,
      operations: [
        {
          kind: 'createView',
          view: { kind: 'view', name: { name: 'big shops' }, definition: 'SELECT 1 AS n' },
          ifNotExists: true,
        },
      ],
    },
    {
      name: 'and a rebuild of what it shows',
      setup: shop,
      operations: [
        {
          kind: 'createView',
          view: { kind: 'view', name: { name: 'codes' }, definition: 'SELECT code FROM "we""ird shops"' },
        },
        {
          kind: 'alterColumn',
          table: shops,
          column: 'code',
          to: { type: { kind: 'text' }, default: { kind: 'literal', value: 'Z' } },
        },
      ],
      gives: [['SELECT count(*) AS n FROM codes', [{ n: 3 }]]],
    },
  ],
  dropView: [
    {
      name: 'with its trigger',
      setup: shop + `CREATE TRIGGER tv INSTEAD OF INSERT ON "big shops" BEGIN SELECT 1; END;`,
      operations: [{ kind: 'dropView', view: { name: 'big shops' } }],
    },
    {
      name: 'that is not there',
      setup: shop,
      operations: [{ kind: 'dropView', view: { name: 'zz' }, ifExists: true }],
    },
  ],
  execute: [
    {
      name: 'with bindings',
      setup: kinds,
      operations: [
        { kind: 'createTable', table: table('log_of', { x: t.text() }) },
        { kind: 'execute', sql: "INSERT INTO log_of(x) SELECT ? WHERE '?' = '?'", bindings: ["it's"] },
      ],
      gives: [['SELECT x FROM log_of', [{ x: "it's" }]]],
    },
    {
      name: 'a trigger that is made and rebuilt in one migration',
      setup: kinds,
      operations: [
        {
          kind: 'execute',
          sql: `CREATE TRIGGER "tr 1" AFTER INSERT ON gaps BEGIN UPDATE gaps SET note = 'new' WHERE rowid = NEW.rowid; END`,
        },
        {
          kind: 'alterColumn',
          table: { name: 'gaps' },
          column: 'note',
          to: { default: { kind: 'literal', value: 'd' } },
        },
      ],
      gives: [
        ['INSERT INTO gaps(n) VALUES (77) RETURNING n', [{ n: 77 }]],
        ['SELECT note FROM gaps WHERE n = 77', [{ note: 'new' }]],
      ],
      rebuilds: true,
    },
  ],
  bulkInsert: [
    {
      name: 'values of every kind',
      setup: 'CREATE TABLE v(a, b TEXT, c INTEGER, d REAL, e BLOB);',
      operations: [
        {
          kind: 'bulkInsert',
          table: { name: 'v' },
          rows: [
            { a: null, b: "it's\n?", c: 9_007_199_254_740_993n, d: -1.5, e: new Uint8Array([0, 255]) },
            { a: true, b: '', c: -1, d: 0, e: new Uint8Array() },
            { b: 'only b' },
          ],
        },
      ],
      gives: [
        [
          'SELECT quote(a) || quote(b) || quote(c) || quote(d) || quote(e) AS q FROM v',
          [{ q: "NULL'it''s\n?'9007199254740993-1.5X'00FF'" }, { q: "1''-10.0X''" }, { q: "NULL'only b'NULLNULLNULL" }],
        ],
      ],
    },
  ],
};
