import type { ColumnText, CreateTableText, TableConstraintText } from './table-syntax.js';
import { isTrivia, type TextRange, type Token } from './tokens.js';

/** Replaces a stretch of a text; an empty one inserts. */
export interface TextEdit extends TextRange {
  readonly text: string;
}

/** Applies edits, which must not overlap; of several insertions at one place the first comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let position = 0;
  for (const edit of ordered) {
    if (edit.start < position) throw new RangeError(`Two edits overlap at ${edit.start}.`);
    parts.push(text.slice(position, edit.start), edit.text);
    position = edit.end;
  }
  return parts.join('') + text.slice(position);
}

export function insertAt(position: number, text: string): TextEdit {
  return { start: position, end: position, text };
}

export function replaceRange(range: TextRange, text: string): TextEdit {
  return { start: range.start, end: range.end, text };
}

/** Takes a part out, and the space before it unless that ends a comment of one line or is needed by what follows. */
export function removeRange(tokens: readonly Token[], range: TextRange): TextEdit {
  const after = tokens.find((token) => token.start === range.end);
  const isApart = after === undefined || isTrivia(after) || after.text === ',' || after.text === ')';
  return { start: isApart ? withSpaceBefore(tokens, range.start) : range.start, end: range.end, text: '' };
}

/** Takes a column or table constraint out with its comma; comments stay. At least one column must be left. */
export function removeItem(table: CreateTableText, item: ColumnText | TableConstraintText): readonly TextEdit[] {
  const items: readonly (ColumnText | TableConstraintText)[] = [...table.columns, ...table.constraints];
  const following = items[items.indexOf(item) + 1];
  if (item.comma === undefined) {
    if (item.kind !== 'column') return [removeRange(table.tokens, item.range)];
    // The first column takes the comma after it along.
    const comma = following?.comma;
    const removed = { start: item.range.start, end: item.range.end, text: '' };
    if (comma === undefined || following === undefined) return [removed];
    const blank = table.text.slice(comma.end, following.range.start).trim() === '';
    const rest = { start: comma.start, end: blank ? following.range.start : comma.end, text: '' };
    return rest.start === removed.end ? [{ ...removed, end: rest.end }] : [removed, rest];
  }
  const own = removeRange(table.tokens, item.range);
  // A constraint after it that has no comma of its own takes over this one, which may be the one after the columns.
  if (following !== undefined && following.comma === undefined) return [own];
  if (own.start <= item.comma.end) return [{ ...own, start: withSpaceBefore(table.tokens, item.comma.start) }];
  return [replaceRange(item.comma, ''), own];
}

function withSpaceBefore(tokens: readonly Token[], position: number): number {
  const index = tokens.findIndex((token) => token.end === position);
  const space = tokens[index];
  const before = tokens[index - 1];
  if (space?.kind !== 'space') return position;
  return before?.kind === 'comment' && before.text.startsWith('--') ? position : space.start;
}
