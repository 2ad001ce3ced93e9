import { tokenize } from './tokens.js';

/** A partition's bound with its words and spaces as the server writes them: `FOR VALUES FROM (1) TO (9)`. */
export function normalBound(text: string): string {
  const tokens = tokenize(text);
  let result = '';
  for (const [at, { kind, value, text: spelled }] of tokens.entries()) {
    const before = tokens[at - 1];
    const isTight = at === 0 || spelled === ')' || spelled === ',' || before?.text === '(' || before?.text === '-';
    result += `${isTight ? '' : ' '}${kind === 'word' ? wordOf(value) : spelled}`;
  }
  return result;
}

/** In `WITH (modulus 4, remainder 0)`, the words are names. */
function wordOf(word: string): string {
  return ['modulus', 'remainder', 'true', 'false'].includes(word) ? word : word.toUpperCase();
}
