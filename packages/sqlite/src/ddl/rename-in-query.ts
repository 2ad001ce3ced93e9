import { applyEdits, replaceRange } from '../parse/text-edits.js';
import { folded, isTrivia, tokenize, unquoted, type Token } from '../parse/tokens.js';
import { bareName, keywords } from './bare-name.js';
import { quoted } from './writing.js';

/** A view or trigger, and the table in which a column, or which itself, gets another name. */
export interface Renaming {
  readonly definition: string;
  readonly table: string;
  /** It is a trigger of that table, where NEW and OLD are rows of it. */
  readonly watches: boolean;
}

/**
 * A renamed column in a view or trigger, as SQLite renames it: behind the table's name or alias, behind NEW and OLD, and
 * bare where a statement uses the table. Where it is a column of another table that is set or inserted, it stays.
 */
export function renameColumnInQuery({ definition, table, watches }: Renaming, from: string, to: string): string {
  // SQLite writes a column's new name as the RENAME spells it where it stood bare, and a table's always in quotes.
  const spelled = (token: Token): string => (token.kind === 'name' ? quoted(to) : bareName(to));
  return edited(definition, from, spelled, (query) => {
    const qualifiers = new Set([folded(table), ...aliases(query, table), ...(watches ? ['new', 'old'] : [])]);
    return query.flatMap((token, index) => {
      if (!isName(token, from) || query[index + 1]?.text === '(' || isTable(query, index, from)) return [];
      if (before(query, index) === '.') return qualifiers.has(word(query[index - 2])) ? [token] : [];
      if (isAlias(query, index) || index < headOf(query)) return [];
      const owner = ownerOf(query, index);
      if (owner !== undefined) return owner === folded(table) ? [token] : [];
      return scopeOf(query, index).some((other) => isTable(query, other, table)) ? [token] : [];
    });
  });
}

/** A renamed table in a view or trigger: where a table is named, and before the name of a column. */
export function renameTableInQuery({ definition, table }: Renaming, to: string): string {
  return edited(
    definition,
    table,
    () => quoted(to),
    (query) =>
      query.filter(
        (token, index) => isName(token, table) && (isTable(query, index, table) || query[index + 1]?.text === '.'),
      ),
  );
}

type Query = readonly Token[];

function edited(
  definition: string,
  name: string,
  spelled: (token: Token) => string,
  find: (query: Query) => readonly Token[],
): string {
  // Most views and triggers speak of something else; within quotes, quotes are doubled.
  if (!/["`]/u.test(name) && !folded(definition).includes(folded(name))) return definition;
  const query = tokenize(definition).filter((token) => !isTrivia(token));
  return applyEdits(
    definition,
    find(query).map((token) => replaceRange(token, spelled(token))),
  );
}

function word(token: Token | undefined): string {
  return token === undefined ? '' : folded(unquoted(token.text));
}

/** A bare word or sign; nothing for a name in quotes. */
function before(query: Query, index: number): string {
  const token = query[index - 1];
  return token === undefined || token.kind === 'name' ? '' : folded(token.text);
}

function isName(token: Token, name: string): boolean {
  return (token.kind === 'word' || token.kind === 'name') && word(token) === folded(name);
}

/** A name that is given to a column, not one that is meant: `AS n`, `total n`. */
function isAlias(query: Query, index: number): boolean {
  const previous = query[index - 1];
  if (previous === undefined) return false;
  if (previous.kind !== 'word') return previous.kind !== 'other' || previous.text === ')';
  return ['as', 'end', 'null'].includes(folded(previous.text)) || !keywords.has(folded(previous.text));
}

/** Where a view's query begins, after the names of its columns; a trigger's head names columns of its table. */
function headOf(query: Query): number {
  const isView = query.slice(0, 4).some((token) => token.kind === 'word' && folded(token.text) === 'view');
  return isView ? query.findIndex((token) => token.kind === 'word' && folded(token.text) === 'as') : 0;
}

/**
 * The tokens that stand in the same SELECT, or other statement, as one; not those of a query within it, which sees tables
 * of its own first.
 */
function scopeOf(query: Query, index: number): readonly number[] {
  const scopes: number[][] = [[]];
  let found: number[] | undefined;
  const begin = bodyOf(query);
  for (const [at, { text, kind }] of query.entries()) {
    const isCompound = kind === 'word' && compounds.has(folded(text));
    if (text === ')' && scopes.length > 1) scopes.pop();
    if (isCompound || text === ';' || at === begin) scopes.splice(-1, 1, []);
    const scope = scopes.at(-1) ?? [];
    scope.push(at);
    if (at === index) found = scope;
    // Parentheses around anything but a query are part of what they stand in.
    if (text === '(') scopes.push(/^(?:select|with|values)$/iu.test(query[at + 1]?.text ?? '') ? [] : scope);
  }
  return found ?? [];
}

const compounds: ReadonlySet<string> = new Set(['union', 'except', 'intersect']);

/** Where a trigger's body begins; a view has none. */
function bodyOf(query: Query): number {
  const begin = query.findIndex((token) => token.kind === 'word' && folded(token.text) === 'begin');
  return begin === -1 ? query.length : begin;
}

/** Whether a name stands where a table is named. */
function isTable(query: Query, index: number, table: string): boolean {
  const token = query[index];
  if (token === undefined || !isName(token, table)) return false;
  const start = before(query, index) === '.' ? index - 2 : index;
  const previous = before(query, start);
  if (['from', 'join', 'into', 'update', 'in'].includes(previous)) return true;
  if (['ignore', 'replace', 'abort', 'fail', 'rollback'].includes(previous))
    return before(query, start - 2) === 'update';
  if (previous === 'on') return start < bodyOf(query) && query.some(({ text }) => folded(text) === 'trigger');
  return (previous === ',' || previous === '(') && inFrom(query, start - 1);
}

/** Whether a comma or parenthesis belongs to a list of tables. */
function inFrom(query: Query, index: number): boolean {
  let depth = 0;
  for (let at = index - (query[index]?.text === '(' ? 1 : 0); at >= 0; at--) {
    const { text, kind } = query[at] ?? { text: '', kind: 'other' };
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth < 0 || text === ';') return false;
    if (depth > 0 || kind !== 'word') continue;
    if (['from', 'join'].includes(folded(text))) return true;
    if (clauses.has(folded(text))) return false;
  }
  return false;
}

const clauses: ReadonlySet<string> = new Set(
  'select where group order having limit set values on using window returning into union except intersect'.split(' '),
);

/** Words that can follow a table and are no alias of it. */
const notAliases: ReadonlySet<string> = new Set(
  `${[...clauses].join(' ')} join left right full inner cross natural outer indexed not begin for when default as end`.split(
    ' ',
  ),
);

function aliases(query: Query, table: string): readonly string[] {
  return query.flatMap((_, index) => {
    if (!isTable(query, index, table)) return [];
    const next = folded(query[index + 1]?.text ?? '') === 'as' ? query[index + 2] : query[index + 1];
    if (next === undefined || (next.kind !== 'word' && next.kind !== 'name')) return [];
    return next.kind === 'word' && notAliases.has(folded(next.text)) ? [] : [word(next)];
  });
}

/** Of a column that is set, inserted or watched: the table that the statement says. */
function ownerOf(query: Query, index: number): string | undefined {
  let depth = 0;
  for (let at = index - 1; at >= 0; at--) {
    const { text, kind } = query[at] ?? { text: '', kind: 'other' };
    if (text === ';') return undefined;
    if (text === ')') depth += 1;
    if (text === '(') {
      depth -= 1;
      if (depth < 0) return before(query, at - 1) === 'into' ? word(query[at - 1]) : undefined;
    }
    if (depth > 0 || kind !== 'word') continue;
    if (folded(text) === 'of' && index < bodyOf(query)) return watched(query);
    if (folded(text) === 'set')
      return query[index + 1]?.text === '=' && isTarget(query, index) ? word(query[at - 1]) : undefined;
    if (clauses.has(folded(text)) || folded(text) === 'from') return undefined;
  }
  return undefined;
}

/** The first of `a = …, b = …`. */
function isTarget(query: Query, index: number): boolean {
  return ['set', ','].includes(before(query, index));
}

function watched(query: Query): string | undefined {
  const on = query.findIndex((token) => token.kind === 'word' && folded(token.text) === 'on');
  return on === -1 ? undefined : word(query[on + 2]?.text === '.' ? query[on + 3] : query[on + 1]);
}
