import type { Column, ColumnType, Constraint, DefaultValue, SchemaObject } from '@aludel/core';
import test from 'ava';
import { PostgresComparator } from './comparator.js';

const comparator = new PostgresComparator();
const column = (parts: Partial<Column>): Column => ({ name: 'c', type: { kind: 'text' }, nullable: true, ...parts });
const literal = (value: string | number): DefaultValue => ({ kind: 'literal', value });
const sql = (text: string): DefaultValue => ({ kind: 'sql', sql: text });

test('columns that say the same in other words have not changed', (t) => {
  const pairs: readonly (readonly [Partial<Column>, Partial<Column>])[] = [
    [{ default: sql('now()') }, { default: sql('CURRENT_TIMESTAMP') }],
    [{ default: sql('1.50') }, { default: literal(1.5) }],
    [{ default: sql("nextval('s'::regclass)") }, { default: sql("nextval('s')") }],
    [
      { type: { kind: 'json' }, default: literal('{"a": 1}') },
      { type: { kind: 'json' }, default: literal('{"a":1}') },
    ],
    [
      { type: { kind: 'enum', name: 'mood', values: ['a'] } },
      { type: { kind: 'enum', name: 'mood', values: ['a', 'b'] } },
    ],
    [
      { generated: { expression: 'power((c)::double precision, (2)::double precision)', stored: true } },
      { generated: { expression: 'power(c, 2)', stored: true } },
    ],
  ];
  for (const [from, to] of pairs) t.is(comparator.columnChange(column(from), column(to)), undefined);
});

test('a change names what is different, and only that', (t) => {
  const from = column({ default: literal('a'), comment: 'x', options: { postgres: { storage: 'main' } } });
  const type: ColumnType = { kind: 'string', length: 9 };
  t.deepEqual(comparator.columnChange(from, column({ type, nullable: false })), {
    type,
    nullable: false,
    default: null,
    comment: null,
    options: { postgres: null },
  });
  t.deepEqual(comparator.columnChange(column({}), column({ identity: { generation: 'always' } })), {
    identity: { generation: 'always' },
  });
  t.deepEqual(comparator.columnChange(column({ default: literal('5') }), column({ default: literal('6') })), {
    default: literal('6'),
  });
});

test('constraints are compared by what they say, names aside where one has none', (t) => {
  const stored: Constraint = { kind: 'check', name: 't_a_check', expression: "(a)::text = ANY (ARRAY['x'::text])" };
  t.true(comparator.sameConstraint(stored, { kind: 'check', expression: "a IN ('x')" }));
  t.false(comparator.sameConstraint(stored, { kind: 'check', name: 'other', expression: "a IN ('x')" }));
  t.false(comparator.sameConstraint(stored, { kind: 'check', expression: "a IN ('y')" }));
  t.false(
    comparator.sameConstraint(stored, {
      kind: 'check',
      expression: "a IN ('x')",
      options: { postgres: { noInherit: true } },
    }),
  );
  const key: Constraint = { kind: 'unique', name: 'u', columns: ['a', 'b'] };
  t.true(comparator.sameConstraint(key, { kind: 'unique', columns: ['a', 'b'] }));
  t.false(comparator.sameConstraint(key, { kind: 'unique', columns: ['b', 'a'] }));
  t.false(comparator.sameConstraint(key, { kind: 'primaryKey', columns: ['a', 'b'] }));
});

test('indexes are compared by elements, predicate and options', (t) => {
  const stored = {
    name: 'i',
    unique: false,
    columns: [{ expression: 'lower((a)::text)' }],
    where: '(b > (0)::numeric)',
  };
  const written = { name: 'i', unique: false, columns: [{ expression: 'lower(a)' }], where: 'b > 0' };
  t.true(comparator.sameIndex(stored, written));
  t.false(comparator.sameIndex(stored, { ...written, where: 'b > 1' }));
  t.false(comparator.sameIndex(stored, { ...written, columns: [{ expression: 'lower(a)', order: 'desc' }] }));
  t.false(comparator.sameIndex(stored, { ...written, options: { postgres: { invalid: true } } }));
});

test('objects are compared by kind', (t) => {
  const same: readonly (readonly [SchemaObject, SchemaObject])[] = [
    [
      { kind: 'view', name: { name: 'v' }, definition: 'SELECT t.a AS x\n   FROM t' },
      { kind: 'view', name: { name: 'v' }, definition: 'select a from t', columns: ['x'] },
    ],
    [
      { kind: 'postgres.enum', name: { name: 'e' }, values: ['a'], usedBy: ['t.c'] },
      { kind: 'postgres.enum', name: { name: 'e' }, values: ['a'] },
    ],
    [
      { kind: 'postgres.extension', name: { name: 'citext' }, version: '1.6' },
      { kind: 'postgres.extension', name: { name: 'citext' } },
    ],
    [
      {
        kind: 'postgres.trigger',
        name: { name: 'g' },
        table: { name: 't' },
        definition: 'CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW WHEN (old.a > 1) EXECUTE FUNCTION f()',
      },
      {
        kind: 'postgres.trigger',
        name: { name: 'g' },
        table: { name: 't' },
        definition: 'create trigger g before update on t for each row when ((OLD.a > 1)) execute procedure f();',
      },
    ],
  ];
  for (const [from, to] of same) t.true(comparator.sameObject(from, to), from.kind);
  const different: readonly (readonly [SchemaObject, SchemaObject])[] = [
    [
      { kind: 'view', name: { name: 'v' }, definition: 'SELECT a FROM t' },
      {
        kind: 'view',
        name: { name: 'v' },
        definition: 'SELECT a FROM t',
        options: { postgres: { checkOption: 'local' } },
      },
    ],
    [
      { kind: 'postgres.enum', name: { name: 'e' }, values: ['a', 'b'] },
      { kind: 'postgres.enum', name: { name: 'e' }, values: ['b', 'a'] },
    ],
    [
      { kind: 'postgres.extension', name: { name: 'citext' }, version: '1.6' },
      { kind: 'postgres.extension', name: { name: 'citext' }, version: '1.5' },
    ],
    [
      { kind: 'postgres.sequence', name: { name: 's' } },
      { kind: 'postgres.sequence', name: { name: 's' }, increment: 2n },
    ],
  ];
  for (const [from, to] of different) t.false(comparator.sameObject(from, to), from.kind);
});
