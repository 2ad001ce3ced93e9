import test from 'ava';
import { AludelError, type ErrorLocation } from '../errors.js';
import { explained } from './explained.js';

const step = { revision: 'a1', file: '/app/migrations/a1.ts' };

function raised(location: ErrorLocation, stack = ''): AludelError {
  const error = new AludelError('BROKEN', 'broken', { location });
  error.stack = `AludelError: broken\n${stack}`;
  return error;
}

test('what the migration threw is named, with the place in its own code', (t) => {
  const cause = new TypeError('broken');
  cause.stack = 'TypeError: broken\n    at Object.upgrade (/app/migrations/a1.ts:7:3)';
  const error = explained(cause, step);
  t.is(error.code, 'MIGRATION_FAILED');
  t.is(error.cause, cause);
  t.deepEqual(error.location, { ...step, line: 7 });
});

test('an error without any place is in the file of the migration', (t) => {
  t.deepEqual(explained(raised({}), step).location, step);
  t.deepEqual(explained('just a text', step).location, step);
});

test('a place that is known already stays, and is not mixed with another', (t) => {
  const stack = '    at Object.upgrade (/app/migrations/a1.ts:7:3)';
  t.deepEqual(explained(raised({ file: '/app/shared.ts', line: 2 }, stack), step).location, {
    file: '/app/shared.ts',
    line: 2,
    revision: 'a1',
  });
  t.deepEqual(explained(raised({ file: '/app/shared.ts' }, stack), step).location, {
    file: '/app/shared.ts',
    revision: 'a1',
  });
  t.deepEqual(explained(raised({ file: step.file }, stack), step).location, { ...step, line: 7 });
  t.deepEqual(explained(raised({ revision: 'b2', sql: 'SELECT 1' }, stack), step).location, {
    file: step.file,
    line: 7,
    revision: 'b2',
    sql: 'SELECT 1',
  });
});

test('says something of whatever was thrown', (t) => {
  t.is(explained('a text', step).message, 'a text');
  t.is(explained(new RangeError(''), step).message, 'RangeError');
  t.is(explained({ reason: 7 }, step).message, 'It threw { reason: 7 }.');
  t.is(explained(undefined, step).message, 'It threw undefined.');
});
