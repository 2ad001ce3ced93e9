import test from 'ava';
import { sameBound } from './same-bound.js';

const range = (from: string, to: string): string => `FOR VALUES FROM (${from}) TO (${to})`;

test('a bound is the same however the server writes its values', (t) => {
  for (const [one, other] of [
    [range('1', '9'), range(`'1'`, `'9'`)],
    [range(`'2024-01-01'`, `'2024-02-01'`), range(`'2024-01-01 00:00:00'`, `'2024-02-01 00:00:00'`)],
    [range(`'2024-01-01'`, 'MAXVALUE'), range(`'2024-01-01 00:00:00+00'`, 'maxvalue')],
    [
      range(`'2024-01-01 00:00:00+00'`, `'2025-01-01 10:30Z'`),
      range(`'2024-01-01 01:00:00+01'`, `'2025-01-01 10:30:00+00'`),
    ],
    [range(`date '2024-01-01'`, `'2024-02-01'::date`), range(`'2024-01-01'`, `'2024-02-01'`)],
    [
      range(`'2024-01-01 10:20:30.500'`, `'2024-02-01 10:20:30'`),
      range(`'2024-01-01 10:20:30.5'`, `'2024-02-01 10:20:30'`),
    ],
    [range(`current_date`, `date_trunc('day', now())`), range(`'2024-01-01'`, `'2024-02-01'`)],
    [range('-1, MINVALUE', '5, 2'), range(`'-1', MINVALUE`, `'5', '2'`)],
    [`FOR VALUES IN ('a', 'it''s', NULL)`, `for values in (NULL, 'it''s', 'a')`],
    ['FOR VALUES IN (true)', `FOR VALUES IN ('t')`],
    ['FOR VALUES WITH (modulus 4, remainder 0)', 'for values with (MODULUS 4, REMAINDER 0)'],
    ['DEFAULT', 'default'],
  ] as const) {
    t.true(sameBound(one, other), `${one} ${other}`);
    t.true(sameBound(other, one), `${other} ${one}`);
  }
});

test('bounds with other values are others', (t) => {
  for (const [one, other] of [
    [range('1', '9'), range('1', '10')],
    [range('1', '9'), range('-1', '9')],
    [range('0', '9'), range('MINVALUE', '9')],
    [range(`'2024-01-01'`, `'2024-02-01'`), range(`'2024-01-01 00:00:01'`, `'2024-02-01 00:00:00'`)],
    [range(`'2024-01-01 00:00:00+00'`, '1'), range(`'2024-01-01 00:00:00+01'`, '1')],
    [`FOR VALUES IN ('a', 'b')`, `FOR VALUES IN ('a')`],
    [`FOR VALUES IN ('a', 'a')`, `FOR VALUES IN ('a', 'b')`],
    [`FOR VALUES IN ('')`, `FOR VALUES IN ('0')`],
    [`FOR VALUES IN ('A')`, `FOR VALUES IN ('a')`],
    ['FOR VALUES WITH (modulus 4, remainder 0)', 'FOR VALUES WITH (modulus 4, remainder 1)'],
    ['DEFAULT', range('1', '9')],
  ] as const) {
    t.false(sameBound(one, other), `${one} ${other}`);
    t.false(sameBound(other, one), `${other} ${one}`);
  }
});
