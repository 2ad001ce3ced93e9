import test from 'ava';
import type { Column, Constraint, Index, SchemaObject } from '@aludel/core';
import { MysqlComparator } from './comparator.js';
import { flavour } from './flavour.js';
import { usualFacts } from './inspect/facts.js';

const comparator = new MysqlComparator();
const column: Column = { name: 'a', type: { kind: 'string', length: 20 }, nullable: true };

test('finds nothing to change where only the width for display differs', (t) => {
  t.is(
    comparator.columnChange(
      { ...column, type: { kind: 'mysql.integer', size: 'int', width: 5 } },
      { ...column, type: { kind: 'integer' } },
    ),
    undefined,
  );
  t.truthy(
    comparator.columnChange(
      { ...column, type: { kind: 'mysql.integer', size: 'int', unsigned: true } },
      { ...column, type: { kind: 'integer' } },
    ),
  );
});

test('says what must change, and removes by null', (t) => {
  const from: Column = {
    ...column,
    default: { kind: 'literal', value: 'x' },
    collation: 'utf8mb4_bin',
    comment: 'why',
    options: { mysql: { invisible: true } },
  };
  t.deepEqual(comparator.columnChange(from, { ...column, type: { kind: 'text' }, nullable: false }), {
    type: { kind: 'text' },
    nullable: false,
    default: null,
    collation: null,
    comment: null,
    options: { mysql: null },
  });
  t.deepEqual(
    comparator.columnChange(column, { ...column, default: { kind: 'literal', value: Uint8Array.of(1) } })?.default,
    { kind: 'literal', value: Uint8Array.of(1) },
  );
});

test('compares keys and indexes by what they say, and by name where both have one', (t) => {
  const unique: Constraint = { kind: 'unique', name: 'u', columns: ['a'] };
  t.true(comparator.sameConstraint(unique, { kind: 'unique', columns: ['a'] }));
  t.true(comparator.sameConstraint(unique, { ...unique, name: 'U' }));
  t.false(comparator.sameConstraint(unique, { ...unique, name: 'v' }));
  t.false(comparator.sameConstraint(unique, { ...unique, options: { mysql: { elements: [{ length: 3 }] } } }));
  const key: Constraint = { kind: 'foreignKey', columns: ['a'], references: { table: { name: 'b' }, columns: ['c'] } };
  t.true(comparator.sameConstraint(key, { ...key, onDelete: 'restrict' }), 'which InnoDB does anyway');
  t.false(comparator.sameConstraint(key, { ...key, onDelete: 'cascade' }));
  const own: Index = { name: 'i', columns: [{ column: 'a' }], unique: false };
  t.true(comparator.sameIndex(own, { ...own, options: {} }));
  t.false(comparator.sameIndex(own, { ...own, columns: [{ column: 'a', order: 'desc' }] }));
  t.false(comparator.sameIndex(own, { ...own, options: { mysql: { type: 'fulltext' } } }));
});

test('compares texts without regard to space, comments, quotes of names and the case of words', (t) => {
  const routine: SchemaObject = {
    kind: 'mysql.routine',
    name: { name: 'f' },
    type: 'function',
    definition: "CREATE FUNCTION `f`(a int) RETURNS int\n DETERMINISTIC return a + 'X'",
  };
  t.true(
    comparator.sameObject(routine, {
      ...routine,
      definition: "create function f(a INT) returns INT deterministic -- why\nRETURN a + 'X';",
    }),
  );
  t.false(comparator.sameObject(routine, { ...routine, definition: routine.definition.replace("'X'", "'x'") }));
  t.false(comparator.sameObject(routine, { ...routine, definer: "'a'@'b'" }));
  t.false(comparator.sameObject(routine, { kind: 'view', name: { name: 'f' }, definition: routine.definition }));
});

test('names of a view are the same beside its query as within it', (t) => {
  const own = new MysqlComparator({ ...usualFacts(flavour('mysql', '9.7.4')), database: 'app' });
  const view = (definition: string, columns?: readonly string[]): SchemaObject => ({
    kind: 'view',
    name: { name: 'v' },
    definition,
    ...(columns === undefined ? {} : { columns }),
  });
  const listed = view('select id, n + 1 as `n + 1` from items where n > 2', ['x', 'y z']);
  t.true(own.sameObject(listed, view('select id as x, n + 1 as `y z` from items where n > 2')));
  t.false(own.sameObject(listed, view('select id as x, n + 1 as y from items where n > 2')));
  t.false(own.sameObject(listed, view('select id as x, n + 2 as `y z` from items where n > 2')));
});
