import test from 'ava';
import type { Column, Constraint, Index } from '@aludel/core';
import { SqliteComparator } from './comparator.js';

const comparator = new SqliteComparator();
const column: Column = { name: 'a', type: { kind: 'string', length: 20 }, nullable: true };

test('finds nothing to change between two spellings of a column', (t) => {
  t.is(
    comparator.columnChange(
      {
        ...column,
        type: { kind: 'native', sql: 'varchar( 20 )' },
        default: { kind: 'sql', sql: `(STRFTIME('%s', "now"))` },
        collation: 'nocase',
        generated: { expression: '"A"+1', stored: true },
      },
      {
        ...column,
        default: { kind: 'sql', sql: `strftime('%s',[NOW]) -- now` },
        collation: 'NOCASE',
        generated: { expression: '(a + 1)', stored: true },
        comment: 'SQLite has none',
      },
    ),
    undefined,
  );
  t.is(comparator.columnChange(column, { ...column, default: { kind: 'literal', value: null } }), undefined);
});

test('says what must change, and removes by null', (t) => {
  const from: Column = {
    ...column,
    default: { kind: 'literal', value: 'a' },
    identity: { generation: 'byDefault' },
    collation: 'NOCASE',
    generated: { expression: '1', stored: false },
    options: { sqlite: { onConflict: 'ignore' } },
  };
  t.deepEqual(comparator.columnChange(from, { ...column, type: { kind: 'text' }, nullable: false }), {
    type: { kind: 'text' },
    nullable: false,
    default: null,
    identity: null,
    collation: null,
    generated: null,
    options: { sqlite: {} },
  });
  t.deepEqual(comparator.columnChange(from, { ...from, default: { kind: 'literal', value: 'A' } }), {
    default: { kind: 'literal', value: 'A' },
  });
});

test('compares constraints by what they say, and by name where both have one', (t) => {
  const check: Constraint = { kind: 'check', expression: 'a  > 0' };
  t.true(comparator.sameConstraint(check, { kind: 'check', name: 'ck', expression: '([A] > 0)' }));
  t.false(comparator.sameConstraint({ ...check, name: 'one' }, { ...check, name: 'two' }));
  const key: Constraint = { kind: 'foreignKey', columns: ['a'], references: { table: { name: 'T' }, columns: ['id'] } };
  t.true(
    comparator.sameConstraint(key, { ...key, columns: ['A'], references: { table: { name: 't' }, columns: ['ID'] } }),
  );
  t.false(comparator.sameConstraint(key, { ...key, onDelete: 'cascade' }));
  t.false(comparator.sameConstraint(key, { ...key, deferrable: 'initially deferred' }));
  t.false(comparator.sameConstraint(key, { kind: 'unique', columns: ['a'] }));
  const unique: Constraint = { kind: 'unique', columns: ['a'], options: { sqlite: { onColumn: true } } };
  t.true(comparator.sameConstraint(unique, { kind: 'unique', columns: ['a'] }));
  t.false(comparator.sameConstraint(unique, { ...unique, options: { sqlite: { onConflict: 'ignore' } } }));
  t.false(comparator.sameConstraint(unique, { ...unique, options: { sqlite: { elements: [{ order: 'desc' }] } } }));
});

test('compares indexes and objects without their stored definitions', (t) => {
  const index: Index = {
    name: 'i',
    columns: [{ column: 'a' }, { expression: 'lower(b)' }],
    unique: false,
    where: 'a > 0',
  };
  t.true(
    comparator.sameIndex(index, {
      ...index,
      columns: [{ column: 'A' }, { expression: '(LOWER( "b" ))' }],
      where: '(a>0)',
      options: { sqlite: { definition: 'CREATE INDEX …' } },
    }),
  );
  t.false(comparator.sameIndex(index, { ...index, unique: true }));
  t.false(
    comparator.sameIndex(index, { ...index, columns: [{ column: 'a', order: 'desc' }, { expression: 'lower(b)' }] }),
  );
  t.false(comparator.sameIndex(index, { name: 'i', columns: index.columns, unique: false }));
  const view = { kind: 'view', name: { name: 'v' }, definition: 'SELECT a FROM t' } as const;
  t.true(
    comparator.sameObject(view, {
      ...view,
      definition: 'select a\nfrom "t" -- x',
      options: { sqlite: { definition: 'x' } },
    }),
  );
  t.false(comparator.sameObject(view, { ...view, definition: 'SELECT b FROM t' }));
  t.false(comparator.sameObject(view, { ...view, columns: ['x'] }));
});
