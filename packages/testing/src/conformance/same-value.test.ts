import type { ColumnType, Literal } from '@aludel/core/dialect';
import test from 'ava';
import { sameValue } from './same-value.js';
import { typeCases, typeTitle } from './type-cases.js';

const decimal: ColumnType = { kind: 'decimal', precision: 10, scale: 2 };
const text: ColumnType = { kind: 'text' };
const stamp: ColumnType = { kind: 'timestamp', withTimeZone: false };
const zoned: ColumnType = { kind: 'timestamp', withTimeZone: true };

const same: readonly (readonly [ColumnType, Literal, unknown])[] = [
  [{ kind: 'bigint' }, 9_007_199_254_740_993n, '9007199254740993'],
  [decimal, '-0.01', '-0.010'],
  [decimal, '1.50', 1.5],
  [{ kind: 'boolean' }, true, 1],
  [{ kind: 'boolean' }, false, 0],
  [{ kind: 'char', length: 3 }, 'a', 'a  '],
  [{ kind: 'date' }, '2024-02-29', new Date(2024, 1, 29)],
  [{ kind: 'time', withTimeZone: true }, '10:20:30+00', '10:20:30+00:00'],
  [stamp, '2024-02-29 10:20:30', '2024-02-29T10:20:30.000'],
  [stamp, '2024-02-29 10:20:30', new Date(2024, 1, 29, 10, 20, 30)],
  [zoned, '2024-02-29 10:20:30+00:00', '2024-02-29 11:20:30+01'],
  [zoned, '2024-02-29 10:20:30+00:00', new Date('2024-02-29T10:20:30Z')],
  [{ kind: 'interval' }, 'P1DT2H', '1 day 02:00:00'],
  [{ kind: 'json' }, '{"a": [1]}', { a: [1] }],
  [{ kind: 'uuid' }, '0B6F2A52-3f6e-4c55-9d0c-0f2f3b1f9a11', Buffer.from('0b6f2a523f6e4c559d0c0f2f3b1f9a11', 'hex')],
  [{ kind: 'real' }, 0.1, 0.10000000149011612],
  [text, null, null],
];

const other: readonly (readonly [ColumnType, Literal, unknown])[] = [
  [{ kind: 'bigint' }, 9_007_199_254_740_993n, 9_007_199_254_740_992],
  [decimal, '12.50', '12.5001'],
  [decimal, '100', '1'],
  [{ kind: 'boolean' }, true, 0],
  [{ kind: 'boolean' }, false, '0 '],
  [{ kind: 'boolean' }, false, Buffer.from([1])],
  [text, 'a ', 'a'],
  [text, '', null],
  [text, null, ''],
  [{ kind: 'date' }, '2024-02-29', '2024-02-28'],
  [{ kind: 'time', withTimeZone: false }, '10:20:30', '10:20:31'],
  [{ kind: 'time', precision: 3, withTimeZone: false }, '10:20:30.125', '10:20:30'],
  [stamp, '2024-02-29 10:20:30.125', '2024-02-29 10:20:30'],
  [zoned, '2024-02-29 10:20:30+00:00', '2024-02-29 10:20:30+01'],
  [{ kind: 'interval' }, 'P1D', 'P2D'],
  [{ kind: 'json' }, '{"a": 1}', '{"a": 2}'],
  [{ kind: 'binary' }, new Uint8Array([1, 2]), new Uint8Array([1])],
  [{ kind: 'binary' }, new Uint8Array([65]), 'A'],
  [{ kind: 'double' }, 0.1, 0.100000001],
];

for (const [type, put, got] of same) {
  test(`a ${type.kind} that was put in as ${String(put)} may come back as ${String(got)} (${typeof got})`, (t) => {
    t.true(sameValue(type, put, got));
  });
}

for (const [type, put, got] of other) {
  test(`a ${type.kind} that was put in as ${String(put)} may not come back as ${String(got)} (${typeof got})`, (t) => {
    t.false(sameValue(type, put, got));
  });
}

test('no two values of a type are taken for one another', (t) => {
  for (const { type, values } of Object.values(typeCases).flat()) {
    for (const [at, value] of values.entries()) {
      t.true(sameValue(type, value, value), typeTitle(type));
      for (const second of values.slice(at + 1)) t.false(sameValue(type, value, second), typeTitle(type));
    }
  }
});
