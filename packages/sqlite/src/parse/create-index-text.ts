import { parseQualifiedName } from './create-table-text.js';
import { parseElements } from './elements.js';
import type { ElementText, ExpressionText, NameText } from './table-syntax.js';
import { TokenCursor } from './token-cursor.js';
import type { TextRange, Token } from './tokens.js';

/** The concrete syntax of a stored CREATE INDEX. */
export interface CreateIndexText {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly unique: boolean;
  readonly schema?: NameText;
  readonly name: NameText;
  readonly table: NameText;
  /** The parentheses around the elements. */
  readonly open: TextRange;
  readonly close: TextRange;
  readonly elements: readonly ElementText[];
  /** What follows WHERE. */
  readonly where?: ExpressionText;
}

/** Reads a stored CREATE INDEX. Throws `UnparsedDefinitionError` for what it does not understand whole. */
export function parseCreateIndex(text: string): CreateIndexText {
  let known: string | undefined;
  const cursor = new TokenCursor(text, () => (known === undefined ? 'index' : `index ${known}`));
  cursor.expect('create');
  const unique = cursor.accept('unique') !== undefined;
  cursor.expect('index');
  cursor.accept('if', 'not', 'exists');
  const qualified = parseQualifiedName(cursor);
  known = qualified.name.value;
  cursor.expect('on');
  const table = cursor.name('a table');
  const open = cursor.expect('(');
  const elements = parseElements(cursor);
  const close = cursor.expect(')');
  const where = parseWhere(cursor);
  const parsed = { text, tokens: cursor.tokens, unique, ...qualified, table, open, close, elements };
  return where === undefined ? parsed : { ...parsed, where };
}

function parseWhere(cursor: TokenCursor): ExpressionText | undefined {
  let where: ExpressionText | undefined;
  if (cursor.accept('where') !== undefined) {
    const { start } = cursor.peek() ?? cursor.fail('a condition');
    let { end } = cursor.next('a condition');
    while (!cursor.atEnd && !cursor.sees(';')) end = cursor.next('a condition').end;
    where = cursor.expression(start, end);
  }
  cursor.accept(';');
  if (!cursor.atEnd) cursor.fail('WHERE or the end');
  return where;
}
