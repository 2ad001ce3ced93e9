import test from 'ava';
import * as fc from 'fast-check';

import { textHash } from './text-hash.js';

test('a changed, added, removed or swapped character changes the hash', (t) => {
  fc.assert(
    fc.property(fc.string({ minLength: 2, maxLength: 50 }), fc.nat(), (text, seed) => {
      const at = seed % (text.length - 1);
      const variants = [
        text,
        `${text} `,
        text.slice(1),
        text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1),
        text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
      ];
      const distinct = new Set(variants);
      t.is(new Set([...distinct].map(textHash)).size, distinct.size);
      t.is(textHash(text), textHash(text));
    }),
  );
});

test('hashes of similar texts do not meet, in either half', (t) => {
  const hashes = Array.from({ length: 200_000 }, (_, index) => textHash(`migration number ${index}`));
  t.is(new Set(hashes).size, hashes.length);
  t.is(new Set(hashes.map((hash) => hash.slice(0, 11))).size, hashes.length);
  t.is(new Set(hashes.map((hash) => hash.slice(11))).size, hashes.length);
});

test('a hash can be a file name', (t) => {
  t.regex(textHash('/a/b'), /^[0-9a-z]{22,24}$/);
});

test('of a large text, too, each character counts', (t) => {
  const text = 'x'.repeat(300_000);
  t.is(textHash(text), textHash('x'.repeat(300_000)));
  t.not(textHash(text), textHash(`${text}x`));
  t.not(textHash(text), textHash(`y${text.slice(1)}`));
});
