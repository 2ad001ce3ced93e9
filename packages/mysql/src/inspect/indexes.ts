import type { Constraint, Index, IndexElement } from '@aludel/core';
import type { MysqlConstraintOptions, MysqlIndexElementOptions, MysqlIndexOptions } from '../augment.js';
import { groupBy, inOrder, optionalText, text, type CatalogPart, type CatalogRow } from './catalog.js';
import type { KeyWords } from './create-table-text.js';
import type { ServerFacts } from './facts.js';
import { storedExpression } from './stored-text.js';

type Read =
  | 'table'
  | 'name'
  | 'position'
  | 'nonUnique'
  | 'column'
  | 'order'
  | 'length'
  | 'type'
  | 'comment'
  | 'hidden'
  | 'expression';

export function indexesPart({ flavour }: ServerFacts): CatalogPart<Read> {
  return {
    from: 'information_schema.STATISTICS',
    columns: {
      table: 'TABLE_NAME',
      name: 'INDEX_NAME',
      position: 'SEQ_IN_INDEX',
      nonUnique: 'NON_UNIQUE',
      column: 'COLUMN_NAME',
      order: 'COLLATION',
      length: 'SUB_PART',
      type: 'INDEX_TYPE',
      comment: 'INDEX_COMMENT',
      hidden: flavour.kind === 'mysql' ? "IF(IS_VISIBLE = 'NO', 1, 0)" : "IF(IGNORED = 'YES', 1, 0)",
      expression: flavour.has.expressionIndexes ? 'EXPRESSION' : 'NULL',
    },
    schema: 'TABLE_SCHEMA',
    table: 'TABLE_NAME',
  };
}

export type IndexRow = CatalogRow<Read>;

export interface ReadIndexes {
  readonly constraints: readonly Constraint[];
  readonly indexes: readonly Index[];
}

const nothing: ReadIndexes = { constraints: [], indexes: [] };

/**
 * The keys and indexes of one table. A unique index over columns is a unique constraint: the servers make no difference.
 * @param words of SHOW CREATE TABLE, by index, where it was looked at
 */
export function readIndexes(
  rows: readonly IndexRow[] | undefined,
  engine: string,
  words: ReadonlyMap<string, KeyWords> | undefined,
  facts: ServerFacts,
): ReadIndexes {
  if (rows === undefined) return nothing;
  const constraints: Constraint[] = [];
  const indexes: Index[] = [];
  for (const [name, unordered] of inKeyOrder(
    groupBy(rows, (row) => text(row.name)),
    facts,
  )) {
    const parts = inOrder(unordered, (row) => row.position);
    const [first] = parts;
    if (first === undefined) continue;
    const isColumns = parts.every(({ expression }) => optionalText(expression) === undefined);
    if (Number(first.nonUnique) === 0 && isColumns) {
      constraints.push(readKey(name, parts, engine, words?.get(name)));
    } else {
      indexes.push(readIndex(name, parts, engine, words?.get(name), facts));
    }
  }
  return { constraints, indexes };
}

/**
 * MariaDB gives indexes in the order of the table; MySQL in whatever order it has found them, so that here it is the
 * primary key, unique ones, others, each by name.
 */
function inKeyOrder(
  groups: ReadonlyMap<string, readonly IndexRow[]>,
  { flavour }: ServerFacts,
): Iterable<readonly [string, readonly IndexRow[]]> {
  if (flavour.kind === 'mariadb' || groups.size < 2) return groups;
  const rank = ([name, [first]]: readonly [string, readonly IndexRow[]]): string =>
    `${name === 'PRIMARY' ? 0 : 1 + Number(first?.nonUnique)}${name}`;
  return [...groups].toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function readKey(name: string, all: readonly IndexRow[], engine: string, words: KeyWords | undefined): Constraint {
  // The last two columns of such a key are those of the period.
  const { withoutOverlaps } = words ?? {};
  const parts = withoutOverlaps === undefined ? all : all.slice(0, -2);
  const elements = parts.map((row) => ({
    ...elementOptions(row),
    ...(isDescending(row) ? { order: 'desc' as const } : {}),
  }));
  const [first] = parts;
  const using = first === undefined ? undefined : readUsing(first, engine, words);
  const options: MysqlConstraintOptions = {
    ...(elements.some((element) => Object.keys(element).length > 0) ? { elements } : {}),
    ...(using === undefined ? {} : { using }),
    ...(withoutOverlaps === undefined ? {} : { withoutOverlaps }),
    ...commentAndVisibility(first),
  };
  const rest = {
    columns: parts.map((row) => text(row.column)),
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  };
  return name === 'PRIMARY' ? { kind: 'primaryKey', ...rest } : { kind: 'unique', name, ...rest };
}

/** By what the catalogs call them. */
const specialTypes: ReadonlyMap<string, NonNullable<MysqlIndexOptions['type']>> = new Map([
  ['fulltext', 'fulltext'],
  ['spatial', 'spatial'],
  ['rtree', 'spatial'],
  ['vector', 'vector'],
]);

function readIndex(
  name: string,
  parts: readonly IndexRow[],
  engine: string,
  words: KeyWords | undefined,
  facts: ServerFacts,
): Index {
  const [first] = parts;
  const type = text(first?.type).toLowerCase();
  const special = specialTypes.get(type);
  const using = first === undefined || special !== undefined ? undefined : readUsing(first, engine, words);
  const options: MysqlIndexOptions = {
    ...(special === undefined ? {} : { type: special }),
    ...(using === undefined ? {} : { using }),
    ...(words?.parser === undefined ? {} : { parser: words.parser }),
    ...(words?.keyBlockSize === undefined ? {} : { keyBlockSize: words.keyBlockSize }),
    ...(words?.others === undefined ? {} : { others: words.others }),
    ...commentAndVisibility(first),
  };
  return {
    name,
    columns: parts.map((row): IndexElement => {
      const expression = optionalText(row.expression);
      const element = special === undefined ? elementOptions(row) : {};
      return {
        ...(expression === undefined
          ? { column: text(row.column) }
          : { expression: storedExpression(expression, facts.flavour) }),
        ...(isDescending(row) ? { order: 'desc' } : {}),
        ...(Object.keys(element).length === 0 ? {} : { options: { mysql: element } }),
      };
    }),
    unique: Number(first?.nonUnique) === 0,
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  };
}

function elementOptions({ length }: IndexRow): MysqlIndexElementOptions {
  return length === null || length === undefined ? {} : { length: Number(length) };
}

function isDescending({ order }: IndexRow): boolean {
  return text(order) === 'D';
}

/** Only MEMORY keeps indexes in more than one way, as hashes unless told; what was written for others means nothing. */
function readUsing(row: IndexRow, engine: string, words: KeyWords | undefined): 'btree' | 'hash' | undefined {
  if (engine.toLowerCase() !== 'memory') return undefined;
  return text(row.type) === 'BTREE' ? 'btree' : words?.using;
}

function commentAndVisibility(row: IndexRow | undefined): { readonly comment?: string; readonly invisible?: boolean } {
  const comment = text(row?.comment);
  return {
    ...(comment === '' ? {} : { comment }),
    ...(Number(row?.hidden) === 1 ? { invisible: true } : {}),
  };
}
