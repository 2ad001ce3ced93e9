import test from 'ava';
import * as fc from 'fast-check';

import { canonicalJson, checksumOf } from './checksum.js';

test('a checksum is SHA-256 in hexadecimal', (t) => {
  t.is(checksumOf([]), '4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
});

test('the order of keys and absent fields do not count, the order of items does', (t) => {
  t.is(checksumOf({ a: 1, b: { d: 2, c: undefined } }), checksumOf({ b: { d: 2 }, a: 1 }));
  t.not(checksumOf([1, 2]), checksumOf([2, 1]));
});

test('values that JSON confuses are told apart', (t) => {
  const values = [
    null,
    'x',
    1,
    1n,
    '1',
    new Date(0),
    '1970-01-01T00:00:00.000Z',
    Buffer.from('a'),
    'YQ==',
    Number.NaN,
    Infinity,
    {},
    [],
    new Map(),
    new Set([1]),
  ];
  t.is(new Set(values.map(checksumOf)).size, values.length);
});

test('bytes count by their content, whatever kind of array holds them', (t) => {
  t.is(canonicalJson(Buffer.from([1, 2])), canonicalJson(new Uint8Array([1, 2])));
});

test('equal JSON values have equal checksums and different ones have not', (t) => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      t.is(checksumOf(structuredClone(a)), checksumOf(a));
      const same = JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)));
      t.is(checksumOf(a) === checksumOf(b), same);
    }),
  );
});
