import test from 'ava';
import { duration } from './duration.js';

test('tells a time in the unit that people would take', (t) => {
  t.deepEqual([0, 0.42, 12.4, 999, 1000, 3449, 59_940, 59_960, 125_000].map(duration), [
    '0 ms',
    '0.4 ms',
    '12 ms',
    '999 ms',
    '1.0 s',
    '3.4 s',
    '59.9 s',
    '1 min 0 s',
    '2 min 5 s',
  ]);
});
