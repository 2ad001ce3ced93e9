/** A token of an expression as the server or a person writes it. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'operator' | 'punctuation' | 'other';
  /** Words in lower case, names without their quotes, strings' contents; else as it stands. */
  readonly value: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const trivia = /(?:\s+|--[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)+/uy;

const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /'(?:[^']|'')*'/uy],
  ['string', /[eE]'(?:[^'\\]|''|\\[\s\S])*'/uy],
  ['string', /\$((?:[\p{L}_][\p{L}\p{N}_]*)?)\$[\s\S]*?\$\1\$/uy],
  // Bits, and strings and names with escapes of their own, are left as they stand.
  ['other', /(?:[bBxXnN]|[uU]&)'(?:[^']|'')*'|[uU]&"(?:[^"]|"")*"/uy],
  ['name', /"(?:[^"]|"")*"/uy],
  ['number', /(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['punctuation', /::|:=|[()[\],;.:]/uy],
  ['operator', /[-+*/<>=~!@#%^&|`?]+/uy],
  ['other', /[\s\S]/uy],
];

/** The tokens of a text, without space and comments. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipTrivia(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipTrivia(text, token.end);
  }
  return tokens;
}

function skipTrivia(text: string, at: number): number {
  trivia.lastIndex = at;
  return trivia.test(text) ? trivia.lastIndex : at;
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    // `a<-1` is an operator and a sign: only one with one of these letters ends in a sign itself.
    const own =
      kind === 'operator' && found.length > 1 && !/[~!@#%^&|`?]/u.test(found)
        ? found.replace(/(?<=.)[-+]+$/u, '')
        : found;
    return { kind, value: valueOf(kind, own), text: own, start, end: start + own.length };
  }
  throw new TypeError('There is a character that is none.');
}

function valueOf(kind: Token['kind'], text: string): string {
  switch (kind) {
    case 'word':
      return text.toLowerCase();
    case 'name':
      return text.slice(1, -1).replaceAll('""', '"');
    case 'string':
      return unquoted(text);
    default:
      return text;
  }
}

function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.startsWith('$')) return text.slice(text.indexOf('$', 1) + 1, text.lastIndexOf('$', text.length - 2));
  return text
    .slice(2, -1)
    .replaceAll(/''|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\x([0-9a-f]{1,2})|\\([0-7]{1,3})|\\([\s\S])/giu, unescaped);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(
  match: string,
  four?: string,
  eight?: string,
  hexadecimal?: string,
  octal?: string,
  letter?: string,
): string {
  if (match === "''") return "'";
  const code = four ?? eight ?? hexadecimal;
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
  if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
  return escapes[letter ?? ''] ?? letter ?? '';
}
