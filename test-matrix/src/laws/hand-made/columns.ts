import { sql, t } from '@aludel/core';
import { column, counters, kinds, named, shop, shops, type HandMadeOf } from './setups.js';

export const columnCases: HandMadeOf<'addColumn' | 'dropColumn' | 'alterColumn'> = {
  addColumn: [
    {
      name: 'with a constant default',
      setup: shop,
      operations: [{ kind: 'addColumn', table: shops, column: column('open', t.boolean().notNull().default(true)) }],
      gives: [['SELECT DISTINCT open FROM "we""ird shops"', [{ open: 1 }]], counters],
      rebuilds: false,
    },
    {
      name: 'with a default that is computed',
      setup: shop,
      operations: [
        {
          kind: 'addColumn',
          table: shops,
          column: column(
            'since',
            t
              .timestamp()
              .notNull()
              .default(sql`CURRENT_TIMESTAMP`),
          ),
        },
      ],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'computed and stored',
      setup: kinds,
      operations: [
        {
          kind: 'addColumn',
          table: { name: 'gaps' },
          column: column('double', t.integer().generatedAs('n * 2', { stored: true })),
        },
      ],
      gives: [['SELECT double FROM gaps ORDER BY rowid', [{ double: null }, { double: 2 }, { double: 4 }]]],
      rebuilds: true,
    },
    {
      name: 'computed when read, of a table without rowids',
      setup: kinds,
      operations: [
        { kind: 'addColumn', table: { name: 'flat' }, column: column('shout', t.text().generatedAs('upper(a)')) },
      ],
      rebuilds: false,
    },
    {
      name: 'that is there already',
      setup: kinds,
      operations: [{ kind: 'addColumn', table: { name: 'gaps' }, column: column('n', t.text()), ifNotExists: true }],
      rebuilds: false,
    },
    {
      name: 'with a foreign key, a check and an index on it',
      setup: shop,
      operations: [
        { kind: 'addColumn', table: { name: 'order' }, column: column('from', t.integer()) },
        {
          kind: 'createForeignKey',
          table: { name: 'order' },
          constraint: {
            kind: 'foreignKey',
            columns: ['from'],
            references: { table: shops, columns: [] },
            onDelete: 'set null',
          },
        },
        {
          kind: 'createCheckConstraint',
          table: { name: 'order' },
          constraint: { kind: 'check', name: 'not self', expression: '"from" <> shop' },
        },
        {
          kind: 'createIndex',
          table: { name: 'order' },
          index: { name: 'ix from', columns: [{ column: 'from' }], unique: false },
        },
      ],
    },
  ],
  dropColumn: [
    {
      name: 'a plain one',
      setup: kinds,
      operations: [{ kind: 'dropColumn', table: { name: 'gaps' }, column: 'note' }],
      rebuilds: false,
    },
    {
      name: 'with its unique constraint and indexes',
      setup: shop,
      operations: [{ kind: 'dropColumn', table: shops, column: 'code' }],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'a foreign key to the table itself',
      setup: shop,
      operations: [{ kind: 'dropColumn', table: shops, column: 'boss' }],
      gives: [counters],
    },
    {
      name: 'a computed one',
      setup: shop,
      operations: [{ kind: 'dropColumn', table: shops, column: 'twice' }],
      gives: [counters],
    },
    {
      name: 'that is not there',
      setup: kinds,
      operations: [{ kind: 'dropColumn', table: { name: 'gaps' }, column: 'zz', ifExists: true }],
      rebuilds: false,
    },
  ],
  alterColumn: [
    {
      name: 'a new name, followed by checks, indexes, triggers, views and computed columns',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'the name', to: { name: 'select' } }],
      gives: [counters],
      rebuilds: false,
    },
    {
      name: 'a new name for a key that a child points at',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'id', to: { name: 'number' } }],
      gives: [counters],
      rebuilds: false,
    },
    {
      name: 'a new name, then a rebuild, with triggers that mean columns of that name in other tables',
      setup: named,
      operations: [
        { kind: 'alterColumn', table: { name: 'a' }, column: 'n', to: { name: 'label' } },
        {
          kind: 'createIndex',
          table: { name: 'b' },
          index: { name: 'ix b', columns: [{ column: 'n' }], unique: false },
        },
        {
          kind: 'alterColumn',
          table: { name: 'a' },
          column: 'label',
          to: { default: { kind: 'literal', value: '-' } },
        },
      ],
      gives: [
        ["UPDATE a SET label = 'new' RETURNING id", [{ id: 1 }]],
        ['SELECT a, n FROM b', [{ a: 'x', n: 'new' }]],
      ],
      rebuilds: true,
    },
    {
      name: 'a type',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'code', to: { type: { kind: 'text' } } }],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'name, type, default and collation at once',
      setup: shop,
      operations: [
        {
          kind: 'alterColumn',
          table: shops,
          column: 'the name',
          to: {
            name: 'label',
            type: { kind: 'string', length: 30 },
            default: { kind: 'literal', value: 'x' },
            collation: 'rtrim',
          },
        },
      ],
      gives: [counters, [`UPDATE "we""ird shops" SET label = 'neu' WHERE id = 7 RETURNING loud`, [{ loud: 'NEU' }]]],
      rebuilds: true,
    },
    {
      name: 'NOT NULL comes',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'größe', to: { nullable: false } }],
      gives: [counters],
    },
    {
      name: 'NOT NULL goes, in a STRICT table',
      setup: "CREATE TABLE firm(a INT NOT NULL, b ANY NOT NULL) STRICT; INSERT INTO firm VALUES (1, 2), (2, x'00');",
      operations: [{ kind: 'alterColumn', table: { name: 'firm' }, column: 'b', to: { nullable: true } }],
      rebuilds: false,
    },
    {
      name: 'the default of a table without rowids goes',
      setup: `CREATE TABLE flat(a TEXT DEFAULT 'x', b INT PRIMARY KEY DESC) WITHOUT ROWID; INSERT INTO flat VALUES ('q', 2), (NULL, 1);`,
      operations: [{ kind: 'alterColumn', table: { name: 'flat' }, column: 'a', to: { default: null } }],
      rebuilds: true,
    },
    {
      name: 'two columns change names',
      setup: kinds,
      operations: [
        { kind: 'alterColumn', table: { name: 'gaps' }, column: 'n', to: { name: 'between' } },
        {
          kind: 'alterColumn',
          table: { name: 'gaps' },
          column: 'note',
          to: { name: 'n', default: { kind: 'literal', value: 'q' } },
        },
        { kind: 'alterColumn', table: { name: 'gaps' }, column: 'between', to: { name: 'note' } },
      ],
    },
    {
      name: 'a key begins to count',
      setup: kinds + 'CREATE TABLE counts(id INTEGER PRIMARY KEY, x); INSERT INTO counts VALUES (4, 1), (9, 2);',
      operations: [
        { kind: 'alterColumn', table: { name: 'counts' }, column: 'id', to: { identity: { generation: 'byDefault' } } },
      ],
      gives: [['INSERT INTO counts(x) VALUES (3) RETURNING id', [{ id: 10 }]]],
      rebuilds: true,
    },
    {
      name: 'a computed column becomes stored',
      setup: shop,
      operations: [
        {
          kind: 'alterColumn',
          table: shops,
          column: 'loud',
          to: { generated: { expression: 'upper("the name")', stored: true } },
        },
      ],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'a comment, of which SQLite knows nothing',
      setup: kinds,
      operations: [{ kind: 'alterColumn', table: { name: 'gaps' }, column: 'n', to: { comment: 'hm' } }],
      rebuilds: false,
    },
  ],
};
