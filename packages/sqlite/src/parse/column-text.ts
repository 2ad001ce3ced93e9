import { parseConflict, parseDeferrable, parseReferences } from './references.js';
import type { ColumnClause, ColumnText, ExpressionText, NameText } from './table-syntax.js';
import { isName, rangeOf, type TokenCursor } from './token-cursor.js';
import { folded, type TextRange } from './tokens.js';

/** A column definition, up to the comma or parenthesis after it. */
export function parseColumn(cursor: TokenCursor, comma: TextRange | undefined): ColumnText {
  const name = cursor.name('a column or a constraint');
  const type = parseType(cursor);
  const clauses: ColumnClause[] = [];
  while (!cursor.sees(',') && !cursor.sees(')')) clauses.push(parseClause(cursor));
  return {
    kind: 'column',
    range: cursor.rangeFrom(name.range),
    name,
    clauses,
    ...(comma === undefined ? {} : { comma }),
    ...(type === undefined ? {} : { type }),
  };
}

/** Keywords that begin a clause; all other words after the column's name belong to the type. */
const clauseWords: ReadonlySet<string> = new Set([
  'as',
  'check',
  'collate',
  'constraint',
  'default',
  'deferrable',
  'not',
  'null',
  'primary',
  'references',
  'unique',
]);

function parseType(cursor: TokenCursor): ExpressionText | undefined {
  const first = cursor.peek();
  if (first === undefined) return undefined;
  let words = 0;
  for (let token = first; isName(token); token = cursor.peek() ?? cursor.fail('a closing parenthesis')) {
    if (token.kind === 'word' && clauseWords.has(folded(token.text))) break;
    if (cursor.sees('generated', 'always', 'as')) break;
    cursor.next('a type');
    words += 1;
  }
  if (words === 0) return undefined;
  if (cursor.sees('(')) cursor.group();
  const range = cursor.rangeFrom(first);
  return { text: cursor.text.slice(range.start, range.end), range };
}

interface Start {
  readonly start: TextRange;
  readonly named: { readonly name?: NameText };
}

function parseClause(cursor: TokenCursor): ColumnClause {
  const start = rangeOf(cursor.peek() ?? cursor.fail('a closing parenthesis'));
  if (cursor.accept('constraint') === undefined) return parseNamedClause(cursor, { start, named: {} });
  const name = cursor.name('the name of a constraint');
  if (cursor.sees(',') || cursor.sees(')') || cursor.sees('constraint')) {
    return { kind: 'name', name, range: cursor.rangeFrom(start) };
  }
  return parseNamedClause(cursor, { start, named: { name } });
}

function parseNamedClause(cursor: TokenCursor, { start, named }: Start): ColumnClause {
  const done = (): { readonly range: TextRange; readonly name?: NameText } => ({
    range: cursor.rangeFrom(start),
    ...named,
  });
  if (cursor.accept('primary', 'key') !== undefined) {
    const order = cursor.accept('asc') ? 'asc' : cursor.accept('desc') ? 'desc' : undefined;
    const conflict = parseConflict(cursor);
    const autoincrement = cursor.accept('autoincrement');
    return {
      kind: 'primaryKey',
      ...(order === undefined ? {} : { order }),
      ...conflict,
      ...(autoincrement === undefined ? {} : { autoincrement }),
      ...done(),
    };
  }
  if (cursor.accept('not', 'null') !== undefined) return { kind: 'notNull', ...parseConflict(cursor), ...done() };
  if (cursor.accept('null') !== undefined) {
    parseConflict(cursor);
    return { kind: 'null', ...done() };
  }
  if (cursor.accept('unique') !== undefined) return { kind: 'unique', ...parseConflict(cursor), ...done() };
  if (cursor.accept('check') !== undefined) return { kind: 'check', expression: cursor.group().inner, ...done() };
  if (cursor.accept('default') !== undefined) return { kind: 'default', ...parseDefault(cursor), ...done() };
  if (cursor.accept('collate') !== undefined) {
    return { kind: 'collate', collation: cursor.name('a collation'), ...done() };
  }
  if (cursor.sees('references')) return { kind: 'references', references: parseReferences(cursor), ...done() };
  const deferrable = parseDeferrable(cursor);
  if (deferrable !== undefined) return { kind: 'deferrable', deferrable, ...done() };
  if (cursor.accept('generated', 'always', 'as') !== undefined || cursor.accept('as') !== undefined) {
    const expression = cursor.group().inner;
    const stored = cursor.accept('stored') !== undefined;
    if (!stored) cursor.accept('virtual');
    return { kind: 'generated', expression, stored, ...done() };
  }
  return cursor.fail('a column constraint, a comma or a closing parenthesis');
}

/** One token, perhaps with a sign, or an expression in parentheses. */
function parseDefault(cursor: TokenCursor): { readonly value: ExpressionText; readonly parenthesized: boolean } {
  if (cursor.sees('(')) return { value: cursor.group().inner, parenthesized: true };
  const first = cursor.next('a value');
  const signed = first.text === '+' || first.text === '-';
  if (!signed && first.kind === 'other') return cursor.fail('a value');
  if (signed) cursor.next('a value');
  const range = cursor.rangeFrom(first);
  return { value: { text: cursor.text.slice(range.start, range.end), range }, parenthesized: false };
}
