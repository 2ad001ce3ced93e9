import test from 'ava';
import * as fc from 'fast-check';
import { folded, isTrivia, tokenize, unquoted } from './tokens.js';

const kindsOf = (text: string): readonly string[] =>
  tokenize(text)
    .filter((token) => token.kind !== 'space')
    .map((token) => `${token.kind} ${token.text}`);

test('loses no character of any text', (t) => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      "'",
      '"',
      '[',
      ']',
      '`',
      '--',
      '/*',
      '*/',
      '\n',
      'x',
      "x'0'",
      '1.',
      '.5',
      '1e',
      '0x',
      '(',
      ')',
      'é',
      '😀',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      const tokens = tokenize(text);
      t.is(tokens.map((token) => token.text).join(''), text);
      for (const token of tokens) t.is(text.slice(token.start, token.end), token.text);
    }),
  );
});

test('knows the four ways to write a name, and the string that is none', (t) => {
  t.deepEqual(kindsOf(`a "b""c" [d e] \`f\`\`\` 'g''h' x'0F' ü`), [
    'word a',
    'name "b""c"',
    'name [d e]',
    'name `f```',
    `string 'g''h'`,
    "blob x'0F'",
    'word ü',
  ]);
  t.is(unquoted('"b""c"'), 'b"c');
  t.is(unquoted('[d e]'), 'd e');
  t.is(unquoted('`f```'), 'f`');
  t.is(unquoted(`'g''h'`), `g'h`);
  t.is(unquoted('plain'), 'plain');
});

test('passes over comments of both kinds, and one that is never closed', (t) => {
  const significant = (text: string): string =>
    tokenize(text)
      .filter((token) => !isTrivia(token))
      .map((token) => token.text)
      .join(' ');
  t.is(significant('a -- it\'s "b"\nc /* , ( */ d /* open'), 'a c d');
});

test('keeps numbers and operators of several characters whole', (t) => {
  t.deepEqual(kindsOf('1.5e-3||0x1F->>.5<>1_000'), [
    'number 1.5e-3',
    'other ||',
    'number 0x1F',
    'other ->>',
    'number .5',
    'other <>',
    'number 1_000',
  ]);
});

test('folds ASCII letters only, as SQLite does', (t) => {
  t.is(folded('NAME Ä'), 'name Ä');
});
