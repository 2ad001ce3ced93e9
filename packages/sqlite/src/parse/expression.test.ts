import test from 'ava';
import * as fc from 'fast-check';
import { SqliteDialect } from '../dialect.js';
import { readDefault } from './default-value.js';
import { bareExpression, mentions, sameExpression } from './expression.js';

test('strips parentheses only where they are around the whole', (t) => {
  t.is(bareExpression(' ((a > 0) ) '), 'a > 0');
  t.is(bareExpression('(a) > (b)'), '(a) > (b)');
  t.is(bareExpression(`(')')`), `')'`);
  t.is(bareExpression('(a -- )\n)'), 'a');
});

test('takes two spellings of an expression for one, and two expressions for two', (t) => {
  t.true(sameExpression('("A" IS  not NULL)', '[a] is NOT null -- sure'));
  t.true(sameExpression('a!=1', 'a <> 1'));
  t.false(sameExpression(`a = 'X'`, `a = 'x'`));
  t.false(sameExpression('(a) or (b)', 'a) or (b'));
});

test('finds a name in any quoting, but not within others', (t) => {
  t.true(mentions('SELECT * FROM [We "ird]', 'we "ird'));
  t.false(mentions('SELECT users_id FROM x -- users', 'users'));
});

test('makes literals of defaults that would be written back the same', (t) => {
  const literal = (text: string, parenthesized = false): unknown => {
    const value = readDefault(text, parenthesized);
    return value.kind === 'literal' ? value.value : value;
  };
  t.is(literal('10'), 10);
  t.is(literal('-1.50'), -1.5);
  t.is(literal('+ 7'), 7);
  t.is(literal('9223372036854775807'), 9223372036854775807n);
  t.is(literal("'it''s'"), "it's");
  t.is(literal('"quoted"'), 'quoted');
  t.is(literal('bare'), 'bare');
  t.is(literal('NULL'), null);
  t.is(literal('TRUE'), 1);
  t.is(literal("('x')", true), 'x');
  t.deepEqual(literal("x'00FF'"), Uint8Array.of(0, 255));
});

test('leaves defaults as SQL text that no literal says', (t) => {
  const texts = ['1e3', '1.0', '0x10', '-0', '9223372036854775808', 'CURRENT_TIMESTAMP', 'current_date'];
  for (const sql of texts) t.deepEqual(readDefault(sql, false), { kind: 'sql', sql });
  t.deepEqual(readDefault(` (datetime('now')) `, true), { kind: 'sql', sql: `datetime('now')` });
  t.deepEqual(readDefault('name', true), { kind: 'sql', sql: 'name' });
  t.deepEqual(readDefault('1 + 1', true), { kind: 'sql', sql: '1 + 1' });
});

test('reads the value that was written', (t) => {
  const dialect = new SqliteDialect();
  const literals = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
    fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 63n - 1n }),
    fc.constant(null),
    fc.uint8Array(),
  );
  fc.assert(
    fc.property(literals, fc.boolean(), (value, parenthesized) => {
      const text = dialect.literal(value);
      t.deepEqual(readDefault(parenthesized ? ` (${text}) ` : text, parenthesized), { kind: 'literal', value });
    }),
  );
});
