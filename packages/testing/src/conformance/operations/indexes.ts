import { sql, t } from '@aludel/core';
import type { CasesOf } from '../operation-case.js';
import { longest, oddOf, oddTable, shop } from './setups.js';

export const indexCases: CasesOf<'createIndex' | 'dropIndex' | 'renameIndex'> = {
  createIndex: [
    { name: 'over one column', given: shop, when: (op) => op.createIndex('ix_age', 'customer', ['age']) },
    {
      name: 'over several, its name made',
      given: shop,
      when: (op) => op.createIndex(null, 'customer', ['email', 'age']),
    },
    {
      name: 'that is unique',
      given: shop,
      when: (op) => op.createIndex('ux_code', 'purchase', ['code'], { unique: true }),
    },
    {
      name: 'over a column with a foreign key, that goes again',
      given: shop,
      when: (op) => {
        op.createIndex('ix_fk', 'purchase', ['customer_id']);
        op.createIndex('ix_fk2', 'purchase', ['customer_id', 'code']);
        op.dropIndex('ix_fk', 'purchase');
      },
    },
    {
      name: 'that descends',
      needs: ['descendingIndexes'],
      given: shop,
      when: (op) => op.createIndex('ix_down', 'customer', [{ column: 'age', order: 'desc' }, 'name']),
    },
    {
      name: 'over an expression',
      needs: ['expressionIndexes'],
      given: shop,
      when: (op) => op.createIndex('ix_lower', 'customer', [sql`lower(name)`, 'age']),
    },
    {
      name: 'of some rows',
      needs: ['partialIndexes'],
      given: shop,
      when: (op) => {
        op.createIndex('ix_some', 'customer', ['name'], { where: 'age > 10' });
        op.createIndex('ux_some', 'customer', ['age'], { unique: true, where: "name <> 'it''s'" });
      },
    },
    {
      name: 'with names that need quotes',
      given: oddTable,
      when: (op, place) => {
        const [table, key, word] = oddOf(place);
        op.createIndex('ix it\'s "odd"', table, [key, word]);
      },
    },
    {
      name: 'with a name as long as it can be',
      given: shop,
      when: (op, place) => op.createIndex(longest(place, 'ix_'), 'customer', ['age']),
    },
    {
      name: 'that is there already',
      given: shop,
      when: (op) => op.createIndex('ix_customer_name', 'customer', ['name', 'age'], { ifNotExists: true }),
    },
    {
      name: 'in another schema',
      needs: ['schemas'],
      given: (op, { schema }) =>
        op.createTable({ schema, name: 'here' }, { id: t.integer().primaryKey(), a: t.integer() }),
      when: (op, { schema }) => op.createIndex('ix_here', { schema, name: 'here' }, ['a']),
    },
  ],
  dropIndex: [
    { name: 'a plain one', given: shop, when: (op) => op.dropIndex('ix_customer_name', 'customer') },
    {
      name: 'a unique one',
      given: (op, place) => {
        shop(op, place);
        op.createIndex('ux_code', 'purchase', ['code', 'paid'], { unique: true });
      },
      when: (op) => op.dropIndex('ux_code', 'purchase'),
    },
    { name: 'whose names need quotes', given: oddTable, when: (op, place) => op.dropIndex('ix odd', oddOf(place)[0]) },
    {
      name: 'one that is not there',
      given: shop,
      when: (op) => op.dropIndex('ix_nothing', 'customer', { ifExists: true }),
    },
    {
      name: 'so that another takes its name',
      given: shop,
      when: (op) => {
        op.dropIndex('ix_customer_name', 'customer');
        op.createIndex('ix_customer_name', 'customer', ['age'], { unique: true });
      },
    },
    {
      name: 'in another schema',
      needs: ['schemas'],
      given: (op, { schema }) => {
        op.createTable({ schema, name: 'here' }, { id: t.integer().primaryKey(), a: t.integer().index('ix_here') });
      },
      when: (op, { schema }) => op.dropIndex('ix_here', { schema, name: 'here' }),
    },
  ],
  renameIndex: [
    { name: 'a plain one', given: shop, when: (op) => op.renameIndex('ix_customer_name', 'customer', 'ix_new') },
    {
      name: 'a unique one, to a name that needs quotes',
      given: (op, place) => {
        shop(op, place);
        op.createIndex('ux_code', 'purchase', ['code'], { unique: true });
      },
      when: (op) => op.renameIndex('ux_code', 'purchase', 'ux it\'s "odd"'),
    },
    {
      name: 'in another schema',
      needs: ['schemas'],
      given: (op, { schema }) => {
        op.createTable({ schema, name: 'here' }, { id: t.integer().primaryKey(), a: t.integer().index('ix_here') });
      },
      when: (op, { schema }) => op.renameIndex('ix_here', { schema, name: 'here' }, 'ix_there'),
    },
  ],
};
