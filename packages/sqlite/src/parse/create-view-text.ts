import { parseQualifiedName } from './create-table-text.js';
import { parseNames } from './references.js';
import type { NameText } from './table-syntax.js';
import { TokenCursor } from './token-cursor.js';
import { isTrivia, tokenize } from './tokens.js';

/** The concrete syntax of a stored CREATE VIEW. */
export interface CreateViewText {
  readonly text: string;
  readonly schema?: NameText;
  readonly name: NameText;
  /** Empty where the statement gives no names. */
  readonly columns: readonly NameText[];
  /** What follows AS, without a semicolon. */
  readonly query: string;
}

/** Reads a stored CREATE VIEW. Throws `UnparsedDefinitionError` for what it does not understand. */
export function parseCreateView(text: string): CreateViewText {
  let known: string | undefined;
  const cursor = new TokenCursor(text, () => (known === undefined ? 'view' : `view ${known}`));
  cursor.expect('create');
  if (cursor.accept('temp') === undefined) cursor.accept('temporary');
  cursor.expect('view');
  cursor.accept('if', 'not', 'exists');
  const qualified = parseQualifiedName(cursor);
  known = qualified.name.value;
  const columns = cursor.sees('(') ? parseNames(cursor) : [];
  const as = cursor.expect('as');
  let end = cursor.next('a query').end;
  while (!cursor.atEnd && !cursor.sees(';')) end = cursor.next('a query').end;
  return { text, ...qualified, columns, query: bareQuery(text.slice(as.end, end)) };
}

/** A query without the semicolon and the comments after it. */
export function bareQuery(text: string): string {
  const tokens = tokenize(text).filter((token) => !isTrivia(token));
  const last = tokens.at(-1)?.text === ';' ? tokens.at(-2) : tokens.at(-1);
  return text.slice(0, last?.end ?? 0).trim();
}
