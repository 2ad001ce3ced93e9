import { counters, family, kinds, shop, shops, type HandMadeOf } from './setups.js';

export const keyCases: HandMadeOf<
  | 'createIndex'
  | 'dropIndex'
  | 'renameIndex'
  | 'createPrimaryKey'
  | 'createUniqueConstraint'
  | 'createForeignKey'
  | 'createCheckConstraint'
  | 'dropConstraint'
  | 'renameConstraint'
> = {
  createIndex: [
    {
      name: 'over expressions, descending, partial',
      setup: shop,
      operations: [
        {
          kind: 'createIndex',
          table: shops,
          index: {
            name: 'ix "new"',
            unique: true,
            columns: [
              { column: 'the name', order: 'desc', collation: 'rtrim' },
              { expression: '"größe" * 2' },
              { expression: 'lower(code)', order: 'desc' },
            ],
            where: 'code IS NOT NULL',
          },
        },
      ],
    },
    {
      name: 'that is there already',
      setup: kinds,
      operations: [
        {
          kind: 'createIndex',
          table: { name: 'flat' },
          index: { name: 'flat_c', columns: [{ column: 'a' }], unique: false },
          ifNotExists: true,
        },
      ],
    },
  ],
  dropIndex: [
    { name: 'a partial one', setup: shop, operations: [{ kind: 'dropIndex', table: shops, name: 'by name' }] },
    {
      name: 'that is not there',
      setup: shop,
      operations: [{ kind: 'dropIndex', table: shops, name: 'zz', ifExists: true }],
    },
  ],
  renameIndex: [
    {
      name: 'with all that it says',
      setup: shop,
      operations: [{ kind: 'renameIndex', table: shops, name: 'by name', to: 'by "it"' }],
    },
  ],
  createPrimaryKey: [
    {
      name: 'over two columns',
      setup: `${family.replace('id INTEGER PRIMARY KEY, parent_id', 'id INTEGER, parent_id')} DELETE FROM child WHERE id = 3;`,
      operations: [
        {
          kind: 'createPrimaryKey',
          table: { name: 'child' },
          constraint: { kind: 'primaryKey', columns: ['id', 'twin'], name: 'pk' },
        },
        { kind: 'dropConstraint', table: { name: 'child' }, constraint: { name: 'pk' } },
        { kind: 'createPrimaryKey', table: { name: 'child' }, constraint: { kind: 'primaryKey', columns: ['id'] } },
      ],
      rebuilds: true,
    },
  ],
  createUniqueConstraint: [
    {
      name: 'with a name',
      setup: shop,
      operations: [
        {
          kind: 'createUniqueConstraint',
          table: shops,
          constraint: { kind: 'unique', columns: ['the name', 'boss'], name: 'uq "both"' },
        },
      ],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'without rowids',
      setup: kinds,
      operations: [
        { kind: 'createUniqueConstraint', table: { name: 'flat' }, constraint: { kind: 'unique', columns: ['a'] } },
      ],
      rebuilds: true,
    },
  ],
  createForeignKey: [
    {
      name: 'with rows that fulfil it',
      setup: family,
      operations: [
        {
          kind: 'createForeignKey',
          table: { name: 'child' },
          constraint: {
            kind: 'foreignKey',
            columns: ['parent_id'],
            references: { table: { name: 'parent' }, columns: ['id'] },
            onDelete: 'cascade',
            onUpdate: 'set null',
            deferrable: 'initially deferred',
            name: 'of parent',
          },
        },
      ],
      gives: [
        ['DELETE FROM parent WHERE id = 1 RETURNING id', [{ id: 1 }]],
        ['SELECT id FROM child', [{ id: 2 }, { id: 3 }]],
      ],
      rebuilds: true,
    },
    {
      name: 'to the table itself',
      setup: shop,
      operations: [
        {
          kind: 'createForeignKey',
          table: { name: 'order' },
          constraint: {
            kind: 'foreignKey',
            columns: ['group'],
            references: { table: { name: 'order' }, columns: ['group'] },
          },
        },
      ],
      rebuilds: true,
    },
  ],
  createCheckConstraint: [
    {
      name: 'with a name',
      setup: shop,
      operations: [
        {
          kind: 'createCheckConstraint',
          table: shops,
          constraint: { kind: 'check', name: 'ck "new"', expression: `length("the name") < 60 AND ')' <> '('` },
        },
      ],
      gives: [counters],
    },
    {
      name: 'without a name',
      setup: kinds,
      operations: [
        { kind: 'createCheckConstraint', table: { name: 'firm' }, constraint: { kind: 'check', expression: 'a > 0' } },
      ],
    },
  ],
  dropConstraint: [
    {
      name: 'a unique one',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: shops, constraint: { name: 'one_code' } }],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'a check with a name',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: shops, constraint: { name: "not ''empty" } }],
      gives: [counters],
    },
    {
      name: 'a check without a name',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: shops, constraint: { type: 'check', expression: '"größe">0' } }],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'a foreign key',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: { name: 'order' }, constraint: { name: 'of_shop' } }],
      rebuilds: true,
    },
    {
      name: 'a primary key that may be null',
      setup: "CREATE TABLE n(a TEXT, b INT, PRIMARY KEY (a, b)); INSERT INTO n VALUES (NULL, 1), ('x', NULL);",
      operations: [{ kind: 'dropConstraint', table: { name: 'n' }, constraint: { type: 'primaryKey' } }],
      rebuilds: true,
    },
    {
      name: 'a primary key of a STRICT table',
      setup: kinds,
      operations: [{ kind: 'dropConstraint', table: { name: 'firm' }, constraint: { name: 'p k' } }],
      rebuilds: true,
    },
    {
      name: 'that is not there',
      setup: kinds,
      operations: [{ kind: 'dropConstraint', table: { name: 'firm' }, constraint: { name: 'zz' }, ifExists: true }],
      rebuilds: false,
    },
  ],
  renameConstraint: [
    {
      name: 'a check on its column',
      setup: shop,
      operations: [{ kind: 'renameConstraint', table: shops, name: "not ''empty", to: 'filled' }],
      gives: [counters],
      rebuilds: true,
    },
    {
      name: 'a foreign key on its column',
      setup: shop,
      operations: [{ kind: 'renameConstraint', table: { name: 'order' }, name: 'of_shop', to: 'fk "shop"' }],
      rebuilds: true,
    },
  ],
};
