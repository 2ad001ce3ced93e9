import { parseElements } from './elements.js';
import { parseConflict, parseNames, parseReferences } from './references.js';
import type { TableConstraintText } from './table-syntax.js';
import { rangeOf, type TokenCursor } from './token-cursor.js';
import type { TextRange } from './tokens.js';

/** Whether a table constraint begins here: these keywords can't be the bare name of a column. */
export function atTableConstraint(cursor: TokenCursor): boolean {
  return ['constraint', 'primary', 'unique', 'check', 'foreign'].some((word) => cursor.sees(word));
}

export function parseTableConstraint(cursor: TokenCursor, comma: TextRange | undefined): TableConstraintText {
  const start = rangeOf(cursor.peek() ?? cursor.fail('a constraint'));
  const name = cursor.accept('constraint') === undefined ? undefined : cursor.name('the name of a constraint');
  const done = () => ({
    range: cursor.rangeFrom(start),
    ...(name === undefined ? {} : { name }),
    ...(comma === undefined ? {} : { comma }),
  });
  if (cursor.accept('primary', 'key') !== undefined) {
    cursor.expect('(');
    const columns = parseElements(cursor);
    const autoincrement = cursor.accept('autoincrement');
    cursor.expect(')');
    const conflict = parseConflict(cursor);
    const key = { kind: 'primaryKey', columns, ...conflict, ...done() } as const;
    return autoincrement === undefined ? key : { ...key, autoincrement };
  }
  if (cursor.accept('unique') !== undefined) {
    cursor.expect('(');
    const columns = parseElements(cursor);
    cursor.expect(')');
    return { kind: 'unique', columns, ...parseConflict(cursor), ...done() };
  }
  if (cursor.accept('check') !== undefined) {
    const expression = cursor.group().inner;
    return { kind: 'check', expression, ...parseConflict(cursor), ...done() };
  }
  if (cursor.accept('foreign', 'key') !== undefined) {
    const columns = parseNames(cursor);
    const references = parseReferences(cursor);
    return { kind: 'foreignKey', columns, references, ...done() };
  }
  if (name === undefined) return cursor.fail('a constraint');
  return { kind: 'name', ...done(), name };
}
