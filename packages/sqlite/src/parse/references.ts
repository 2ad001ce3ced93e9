import type {
  ConflictAction,
  ConflictText,
  DeferrableText,
  NameText,
  ReferenceAction,
  ReferenceText,
} from './table-syntax.js';
import type { TokenCursor } from './token-cursor.js';
import type { TextRange } from './tokens.js';

/** From REFERENCES on, with the DEFERRABLE that follows at once. */
export function parseReferences(cursor: TokenCursor): ReferenceText {
  const start = cursor.expect('references');
  const table = cursor.name('a table');
  const columns = cursor.sees('(') ? parseNames(cursor) : [];
  const parts: { -readonly [P in 'onDelete' | 'onUpdate' | 'match']?: ReferenceText[P] } = {};
  for (;;) {
    const on = cursor.accept('on', 'delete') ?? cursor.accept('on', 'update') ?? cursor.accept('on', 'insert');
    if (on !== undefined) {
      const event = cursor.text.slice(on.end - 6, on.end).toLowerCase();
      const action = { action: parseAction(cursor), range: cursor.rangeFrom(on) };
      // ON INSERT is read by SQLite, and forgotten.
      if (event === 'delete') parts.onDelete = action;
      if (event === 'update') parts.onUpdate = action;
    } else if (cursor.accept('match') !== undefined) {
      parts.match = cursor.name('a match type');
    } else {
      break;
    }
  }
  const deferrable = parseDeferrable(cursor);
  return {
    range: cursor.rangeFrom(start),
    table,
    columns,
    ...parts,
    ...(deferrable === undefined ? {} : { deferrable }),
  };
}

const actions: readonly (readonly [ReferenceAction, ...string[]])[] = [
  ['set null', 'set', 'null'],
  ['set default', 'set', 'default'],
  ['cascade', 'cascade'],
  ['restrict', 'restrict'],
  ['no action', 'no', 'action'],
];

function parseAction(cursor: TokenCursor): ReferenceAction {
  const found = actions.find(([, ...words]) => cursor.accept(...words) !== undefined);
  return found === undefined ? cursor.fail('an action such as CASCADE') : found[0];
}

export function parseDeferrable(cursor: TokenCursor): DeferrableText | undefined {
  const not = cursor.accept('not', 'deferrable');
  const start = not ?? cursor.accept('deferrable');
  if (start === undefined) return undefined;
  const deferred = cursor.accept('initially', 'deferred') !== undefined;
  if (!deferred) cursor.accept('initially', 'immediate');
  const mode = not === undefined ? (deferred ? 'deferred' : 'immediate') : 'not';
  return { mode, range: cursor.rangeFrom(start) };
}

/** `(a, b)` */
export function parseNames(cursor: TokenCursor): readonly NameText[] {
  cursor.expect('(');
  const names: NameText[] = [];
  do names.push(cursor.name('a column'));
  while (cursor.accept(',') !== undefined);
  cursor.expect(')');
  return names;
}

const conflictActions: readonly ConflictAction[] = ['rollback', 'abort', 'fail', 'ignore', 'replace'];

export function parseConflict(cursor: TokenCursor): { readonly onConflict?: ConflictText } {
  const start: TextRange | undefined = cursor.accept('on', 'conflict');
  if (start === undefined) return {};
  const action = conflictActions.find((word) => cursor.accept(word) !== undefined);
  if (action === undefined) return cursor.fail('an action such as IGNORE');
  return { onConflict: { action, range: cursor.rangeFrom(start) } };
}
