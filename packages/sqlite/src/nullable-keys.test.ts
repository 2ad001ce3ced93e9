import { primaryKey, t as type, table } from '@aludel/core';
import test from 'ava';
import { withNullableKeys, withNullableKeysMarked } from './nullable-keys.js';

const built = table('a', { x: type.text(), y: type.text() }, { constraints: [primaryKey(['x'])] });
const nullable = { ...built, columns: built.columns.map((column) => ({ ...column, nullable: true })) };

test('a key that may be null is marked for the builders, and is nullable again without the mark', (t) => {
  const marked = withNullableKeysMarked(nullable);
  t.deepEqual(
    marked.columns.map(({ options }) => options?.sqlite?.nullableKey),
    [true, undefined],
  );
  t.deepEqual(withNullableKeys({ ...marked, columns: marked.columns.map((column) => ({ ...column })) }), nullable);
});

test('a table whose keys are never null stays as it is', (t) => {
  t.is(withNullableKeys(built), built);
  t.is(withNullableKeysMarked(built), built);
});
