import type { Column, Table } from '@aludel/core';
import { isStrict, isStrictWord } from '../column-types.js';
import { SqliteComparator } from '../comparator.js';
import { SqliteNormalizer } from '../normalizer.js';
import type { ColumnClause, ColumnText, CreateTableText } from '../parse/create-table-text.js';
import { insertAt, removeRange, replaceRange, type TextEdit } from '../parse/text-edits.js';
import { folded } from '../parse/tokens.js';
import { afterDefault } from '../parse/default-value.js';
import { defaultRange } from './stored-default.js';
import { enumClause, type TableItems } from './table-items.js';
import { enumText, generatedText, notNullText, typeText } from './table-text.js';
import { defaultClause, defaultText, quoted } from './writing.js';

const comparator = new SqliteComparator();
const normalizer = new SqliteNormalizer();
/** Tables are asked for one column after another. */
const normals = new WeakMap<Table, Table>();

/** The edits that make a column's definition mean another column: only the clauses that differ are touched. */
export function editColumn(items: TableItems, place: ColumnText, column: Column, to: Table): readonly TextEdit[] {
  const from = normalColumn(items.table, place.name.value);
  const wanted = normalColumn(to, column.name);
  const edits: TextEdit[] = [];
  if (place.name.value !== column.name) edits.push(replaceRange(place.name.range, quoted(column.name)));
  if (from === undefined || wanted === undefined) return edits;

  const change = comparator.columnChange(from, wanted) ?? {};
  const clauses = new ClauseEdits(items, place);
  if (change.type !== undefined || change.identity !== undefined || isUnknownWord(place, to))
    edits.push(...typeEdits(items, place, column, to));
  if (change.nullable !== undefined || change.options !== undefined) {
    edits.push(...nullEdits(clauses, place, wanted, items.text));
  }
  if (change.default !== undefined) {
    edits.push(...defaultEdits(clauses, place, column, items.text));
  }
  if (change.collation !== undefined) {
    edits.push(
      ...clauses.set('collate', column.collation === undefined ? undefined : `COLLATE ${quoted(column.collation)}`),
    );
  }
  if (change.generated !== undefined) {
    edits.push(
      ...clauses.set('generated', column.generated === undefined ? undefined : generatedText(column.generated)),
    );
  }
  if (change.identity !== undefined) edits.push(...identityEdits(items, place, column));
  return edits;
}

/** A STRICT table takes no words but its own, whatever they mean elsewhere. */
function isUnknownWord(place: ColumnText, to: Table): boolean {
  return isStrict(to) && !isStrictWord(place.type?.text ?? '');
}

function normalColumn(table: Table, name: string): Column | undefined {
  const normal = normals.get(table) ?? normalizer.normalize({ tables: [table], objects: [] }).tables[0];
  if (normal === undefined) return undefined;
  normals.set(table, normal);
  return normal.columns.find((column) => folded(column.name) === folded(name));
}

/** Where a NOT NULL goes that would not come back to its place by itself, NULL keeps the place. */
function nullEdits(
  clauses: ClauseEdits,
  place: ColumnText,
  wanted: Column,
  table: CreateTableText,
): readonly TextEdit[] {
  const { clauses: standing } = place;
  const [last, ...others] = standing.filter(({ kind }) => kind === 'notNull').toReversed();
  const nothing = standing.find(({ kind }) => kind === 'null');
  if (!wanted.nullable) {
    const takesPlace = last === undefined && nothing !== undefined;
    const text = inCaseOf(takesPlace ? nothing : usualClause(table), table, notNullText(wanted));
    return takesPlace ? [replaceRange(nothing.range, text)] : clauses.set('notNull', text);
  }
  const isPlain = last?.kind === 'notNull' && last.name === undefined && last.onConflict === undefined;
  const comesBack = last?.range.start === headEnd(place) + 1;
  if (!isPlain || comesBack || others.length > 0 || nothing !== undefined) return clauses.set('notNull', undefined);
  return [replaceRange(last.range, inCaseOf(last, table, 'NULL'))];
}

/** By which to tell how words are written in a definition: what comes last may be ours. */
function usualClause({ columns }: CreateTableText): ColumnClause | undefined {
  return columns.find(({ clauses }) => clauses.length > 0)?.clauses[0];
}

/** Plain words in small letters where those of a clause are small. */
function inCaseOf(clause: ColumnClause | undefined, { text }: CreateTableText, words: string): string {
  const isSmall = clause !== undefined && /[a-z]/u.test(text[clause.range.start] ?? '');
  return isSmall && /^(?:NOT )?NULL$/u.test(words) ? words.toLowerCase() : words;
}

/** Of a default that changes only the value: its word stays as it is written. */
function defaultEdits(
  clauses: ClauseEdits,
  { clauses: standing }: ColumnText,
  column: Column,
  { text: definition, tokens }: CreateTableText,
): readonly TextEdit[] {
  if (column.default === undefined) return clauses.set('default', undefined);
  const clause = defaultClause(column.default);
  const last = standing.findLast((clause) => clause.kind === 'default');
  if (last?.kind !== 'default') return clauses.set('default', clause);
  const range = defaultRange(tokens, last);
  // `DEFAULT'x'NOT NULL` has nothing that would set a number apart.
  const after = /\w/u.test(definition[range.end] ?? '') ? ' ' : '';
  const isJoined = /\S/u.test(definition[range.start - 1] ?? '');
  const isWhole = column.default.kind === 'sql' && afterDefault(column.default.sql) !== undefined;
  if (isJoined || isWhole) return clauses.set('default', clause + after);
  return [replaceRange(range, defaultText(column.default) + after)];
}

class ClauseEdits {
  constructor(
    private readonly items: TableItems,
    private readonly place: ColumnText,
  ) {}

  /** Replaces the clauses of a kind by one, or takes them out. Where one stands twice, SQLite takes the last. */
  set(kind: ColumnClause['kind'], text: string | undefined): readonly TextEdit[] {
    const standing = this.place.clauses.filter((clause) => clause.kind === kind);
    const last = standing.at(-1);
    if (text === undefined) return standing.map((clause) => removeRange(this.items.text.tokens, clause.range));
    if (last !== undefined) return [replaceRange(last.range, text)];
    return [insertAt(headEnd(this.place), ` ${text}`)];
  }
}

/** The end of name and type. */
function headEnd(place: ColumnText): number {
  return place.type?.range.end ?? place.name.range.end;
}

function typeEdits(items: TableItems, place: ColumnText, column: Column, to: Table): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const text = typeText(column, to);
  if (place.type === undefined) {
    if (text !== '') edits.push(insertAt(place.name.range.end, ` ${text}`));
  } else if (text === '') {
    edits.push(removeRange(items.text.tokens, place.type.range));
  } else if (folded(place.type.text) !== folded(text)) {
    edits.push(replaceRange(place.type.range, text));
  }
  const words = enumClause(place);
  const [wanted] = enumText(column);
  if (words !== undefined) {
    edits.push(wanted === undefined ? removeRange(items.text.tokens, words.range) : replaceRange(words.range, wanted));
  } else if (wanted !== undefined) {
    edits.push(insertAt(place.range.end, ` ${wanted}`));
  }
  return edits;
}

/** AUTOINCREMENT is a word of the primary key, wherever that stands. */
function identityEdits(items: TableItems, place: ColumnText, column: Column): readonly TextEdit[] {
  const clause = place.clauses.find((one) => one.kind === 'primaryKey');
  const item = items.text.constraints.find((one) => one.kind === 'primaryKey');
  const autoincrement = clause?.autoincrement ?? item?.autoincrement;
  if (column.identity === undefined) {
    return autoincrement === undefined ? [] : [removeRange(items.text.tokens, autoincrement)];
  }
  // Where there is no key yet, the key comes later, and brings the word with it.
  const end = clause === undefined ? item?.columns.at(-1)?.range.end : clause.range.end;
  return end === undefined || autoincrement !== undefined ? [] : [insertAt(end, ' AUTOINCREMENT')];
}
