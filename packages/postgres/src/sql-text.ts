/** A piece of SQL text. `place` is a `?` that stands for a value, `escaped` a `\?` that stands for a question mark. */
export interface Piece {
  readonly kind: 'code' | 'space' | 'string' | 'name' | 'comment' | 'place' | 'escaped';
  readonly text: string;
}

const patterns: readonly (readonly [Piece['kind'], RegExp])[] = [
  ['space', /\s+/uy],
  ['comment', /--[^\n]*/uy],
  // Strings with escapes take a backslash for one: https://www.postgresql.org/docs/current/sql-syntax-lexical.html
  ['string', /[eE]'(?:[^'\\]|''|\\[\s\S])*'/uy],
  ['string', /(?:[bBxX]|[uU]&)?'(?:[^']|'')*'/uy],
  ['string', /\$((?:[\p{L}_][\p{L}\p{N}_]*)?)\$[\s\S]*?\$\1\$/uy],
  ['name', /(?:[uU]&)?"(?:[^"]|"")*"/uy],
  ['escaped', /\\\?/uy],
  ['place', /\?/uy],
  // A word may hold a dollar, which then begins no string.
  ['code', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['code', /[\s\S]/uy],
];

/** Cuts SQL text into pieces; together they are the text. What is not closed is code, which the server will refuse. */
export function pieces(sql: string): readonly Piece[] {
  const result: Piece[] = [];
  let at = 0;
  while (at < sql.length) {
    const piece = blockComment(sql, at) ?? matched(sql, at);
    result.push(piece);
    at += piece.text.length;
  }
  return result;
}

function matched(sql: string, at: number): Piece {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const text = pattern.exec(sql)?.[0];
    if (text !== undefined) return { kind, text };
  }
  return { kind: 'code', text: sql.slice(at) };
}

/** Comments of this sort lie in each other. */
function blockComment(sql: string, at: number): Piece | undefined {
  if (!sql.startsWith('/*', at)) return undefined;
  const mark = /\/\*|\*\//gu;
  mark.lastIndex = at;
  for (let depth = 0; ;) {
    const found = mark.exec(sql);
    if (found === null) return undefined;
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return { kind: 'comment', text: sql.slice(at, mark.lastIndex) };
  }
}

/** The statement's words in lower case, one space between them, without comments; a string is `''`, names stay as they are. */
export function plainWords(sql: string): string {
  return pieces(sql)
    .map(({ kind, text }) => {
      if (kind === 'space' || kind === 'comment') return ' ';
      if (kind === 'string') return "''";
      return kind === 'code' ? text.toLowerCase() : text;
    })
    .join('')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** The statements of a text, without the semicolons between them; those within parentheses or a body separate none. */
export function statementsIn(sql: string): readonly string[] {
  const found: string[] = [];
  let statement = '';
  let depth = 0;
  for (const { kind, text } of pieces(sql)) {
    if (kind === 'code') depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (kind === 'code' && text === ';' && depth === 0) {
      found.push(statement.trim());
      statement = '';
    } else statement += text;
  }
  return [...found, statement.trim()].filter((text) => text !== '');
}

/** `?` as the server has them: `$1`, `$2` …, and `\?` as a question mark. */
export function numbered(sql: string): { readonly sql: string; readonly places: number } {
  return withPlaces(sql, (place) => `$${place}`);
}

/** Puts something else in place of each `?`, of which the first is 1, and a question mark in place of `\?`. */
export function withPlaces(
  sql: string,
  write: (place: number) => string,
): { readonly sql: string; readonly places: number } {
  let places = 0;
  const text = pieces(sql)
    .map((piece) => {
      if (piece.kind === 'place') return write(++places);
      return piece.kind === 'escaped' ? '?' : piece.text;
    })
    .join('');
  return { sql: text, places };
}
