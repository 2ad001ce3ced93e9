import test from 'ava';
import { execute } from './execute.js';

const described = (sql: string): string => execute.describe({ kind: 'execute', sql });

test('a short statement is described whole, on one line', (t) => {
  t.is(described('\n  UPDATE users\n     SET age = 7 '), 'execute UPDATE users SET age = 7');
  t.is(described(`SELECT '${'x'.repeat(51)}'`), `execute SELECT '${'x'.repeat(51)}'`);
});

test('of a long one its beginning is shown, however long it is', (t) => {
  const shown = `execute SELECT '${'x'.repeat(49)}...`;
  t.is(described(`SELECT '${'x'.repeat(52)}'`), shown);
  t.is(described(`SELECT '${'x'.repeat(5_000_000)}'`), shown);
  t.is(described(`SELECT 1${' '.repeat(2000)}+ 1`), 'execute SELECT 1...');
});
