import test from 'ava';
import { equal } from './equal.js';

test('the order of keys, and keys without a value, make no difference', (t) => {
  t.true(equal({ a: 1, b: [{ c: 2, d: undefined }] }, { b: [{ c: 2 }], a: 1, e: undefined }));
});

test('the order and the number of items make one', (t) => {
  t.false(equal([1, 2], [2, 1]));
  t.false(equal([1, 2], [1, 2, 3]));
});

test('a missing key, null, and an empty object are three things', (t) => {
  t.false(equal({ a: null }, {}));
  t.false(equal({ a: {} }, {}));
  t.false(equal({ a: {} }, { a: null }));
  t.false(equal({ a: {} }, { a: [] }));
});

test('bytes are compared by what they are, big numbers as themselves', (t) => {
  t.true(equal(new Uint8Array([1, 2]), Buffer.from([1, 2])));
  t.false(equal(new Uint8Array([1, 2]), new Uint8Array([1, 3])));
  t.false(equal(new Uint8Array([1]), [1]));
  t.true(equal({ a: 3n }, { a: 3n }));
  t.false(equal(3n, 3));
});
