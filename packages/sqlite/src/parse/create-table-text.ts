import { parseColumn } from './column-text.js';
import { atTableConstraint, parseTableConstraint } from './table-constraint-text.js';
import type { ColumnText, CreateTableText, NameText, TableConstraintText, TableOptionText } from './table-syntax.js';
import { TokenCursor } from './token-cursor.js';
import type { TextRange } from './tokens.js';

export type * from './table-syntax.js';
export { UnparsedDefinitionError } from './errors.js';

/** Reads a stored CREATE TABLE. Throws `UnparsedDefinitionError` for what it does not understand whole. */
export function parseCreateTable(text: string): CreateTableText {
  let known: string | undefined;
  const cursor = new TokenCursor(text, () => (known === undefined ? 'table' : `table ${known}`));
  cursor.expect('create');
  if (cursor.accept('temp') === undefined) cursor.accept('temporary');
  cursor.expect('table');
  cursor.accept('if', 'not', 'exists');
  const qualified = parseQualifiedName(cursor);
  known = qualified.name.value;
  const open = cursor.expect('(');
  const { columns, constraints } = parseItems(cursor);
  const close = cursor.expect(')');
  const options = parseTableOptions(cursor);
  return { text, tokens: cursor.tokens, ...qualified, open, close, columns, constraints, options };
}

/** `name` or `schema.name`. */
export function parseQualifiedName(cursor: TokenCursor): { readonly schema?: NameText; readonly name: NameText } {
  const first = cursor.name();
  return cursor.accept('.') === undefined ? { name: first } : { schema: first, name: cursor.name() };
}

function parseItems(cursor: TokenCursor): {
  readonly columns: readonly ColumnText[];
  readonly constraints: readonly TableConstraintText[];
} {
  const columns: ColumnText[] = [];
  const constraints: TableConstraintText[] = [];
  let comma: TextRange | undefined;
  do {
    if (constraints.length > 0 || (columns.length > 0 && atTableConstraint(cursor))) {
      constraints.push(parseTableConstraint(cursor, comma));
      // SQLite reads table constraints without commas between them, too.
      while (atTableConstraint(cursor)) constraints.push(parseTableConstraint(cursor, undefined));
    } else {
      columns.push(parseColumn(cursor, comma));
    }
    comma = cursor.accept(',');
  } while (comma !== undefined);
  return { columns, constraints };
}

function parseTableOptions(cursor: TokenCursor): readonly TableOptionText[] {
  const options: TableOptionText[] = [];
  if (!cursor.atEnd && !cursor.sees(';')) {
    do {
      const strict = cursor.accept('strict');
      if (strict !== undefined) options.push({ kind: 'strict', range: strict });
      else options.push({ kind: 'withoutRowid', range: cursor.expect('without', 'rowid') });
    } while (cursor.accept(',') !== undefined);
  }
  cursor.accept(';');
  if (!cursor.atEnd) cursor.fail('the end');
  return options;
}
