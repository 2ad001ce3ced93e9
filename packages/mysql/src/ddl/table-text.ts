import type { Column, Table } from '@aludel/core';
import type { MysqlTableOptions } from '../augment.js';
import { withMissingForeignKeyIndexes } from '../foreign-key-index.js';
import { withServerNames } from '../server-names.js';
import { columnText } from './column-text.js';
import { constraintText } from './constraint-text.js';
import { indexText } from './index-text.js';
import type { TableOptionChanges } from '../operations/kinds.js';
import { assertNullable } from './set-null.js';
import type { MysqlTarget } from './target.js';
import { literal, nameList, quoted, quotedTable, unsupported } from './writing.js';

/** A CREATE TABLE: one line for each column, constraint and index. */
export function createTableText(
  given: Table,
  target: MysqlTarget,
  settings: { readonly ifNotExists?: boolean } = {},
): string {
  const table = withMissingForeignKeyIndexes(withServerNames(given, target.flavour));
  assertNumbered(table);
  assertNullable(table);
  const own = table.constraints.filter(({ options }) => options?.mysql?.onColumn !== true);
  const items = [
    ...table.columns.map((column) => columnText(column, table, target)),
    ...own.filter(({ kind }) => kind === 'primaryKey' || kind === 'unique'),
    ...table.indexes,
    ...own.filter(({ kind }) => kind !== 'primaryKey' && kind !== 'unique'),
    ...periodTexts(table),
  ].map((item) => {
    if (typeof item === 'string') return item;
    return 'kind' in item ? constraintText(item, table, target) : indexText(item, table, target);
  });
  const ifNotExists = settings.ifNotExists === true ? 'IF NOT EXISTS ' : '';
  return `CREATE TABLE ${ifNotExists}${quotedTable(table.name)} (\n  ${items.join(',\n  ')}\n)${optionsText(table)}`;
}

function periodTexts({ options }: Table): readonly string[] {
  return Object.entries(options?.mysql?.periods ?? {}).map(
    ([name, columns]) => `${periodText(name)} ${nameList(columns)}`,
  );
}

function periodText(name: string): string {
  return `PERIOD FOR ${name === 'SYSTEM_TIME' ? name : quoted(name)}`;
}

function optionsText(table: Table): string {
  const { autoIncrement, partitioning, systemVersioning, ...options } = table.options?.mysql ?? {};
  const start = autoIncrement ?? table.columns.find(({ identity }) => identity?.start !== undefined)?.identity?.start;
  const parts = [
    ...tableOptionTexts({ ...options, ...(start === undefined ? {} : { autoIncrement: start }) }),
    ...(table.comment === undefined ? [] : [`COMMENT = ${literal(table.comment)}`]),
    ...(systemVersioning === true ? ['WITH SYSTEM VERSIONING'] : []),
  ];
  return `${parts.map((part) => ` ${part}`).join('')}${partitioning === undefined ? '' : `\n${partitioning}`}`;
}

/** What follows ALTER TABLE, statement by statement. */
export function optionChangeTexts({
  partitioning,
  systemVersioning,
  rowFormat,
  keyBlockSize,
  statsPersistent,
  periods = {},
  ...options
}: TableOptionChanges): readonly string[] {
  const said = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
  const texts = [
    ...tableOptionTexts(said),
    ...(rowFormat === undefined ? [] : [`ROW_FORMAT = ${(rowFormat ?? 'default').toUpperCase()}`]),
    ...(keyBlockSize === undefined ? [] : [`KEY_BLOCK_SIZE = ${keyBlockSize ?? 0}`]),
    ...(statsPersistent === undefined
      ? []
      : [`STATS_PERSISTENT = ${statsPersistent === null ? 'DEFAULT' : Number(statsPersistent)}`]),
  ];
  const bounds = Object.entries(periods);
  return [
    ...bounds.flatMap(([name, columns]) => (columns === null ? [`DROP ${periodText(name)}`] : [])),
    ...bounds.flatMap(([name, columns]) => (columns === null ? [] : [`ADD ${periodText(name)} ${nameList(columns)}`])),
    ...(texts.length === 0 ? [] : [texts.join(', ')]),
    ...(systemVersioning === undefined ? [] : [`${systemVersioning === true ? 'ADD' : 'DROP'} SYSTEM VERSIONING`]),
    ...(partitioning === undefined ? [] : [partitioning ?? 'REMOVE PARTITIONING']),
  ];
}

/** Options as they stand after CREATE TABLE and in ALTER TABLE. */
function tableOptionTexts(options: MysqlTableOptions): readonly string[] {
  const { engine, charset, collation, rowFormat, autoIncrement, keyBlockSize, statsPersistent, others } = options;
  return [
    ...(engine === undefined ? [] : [`ENGINE = ${engine}`]),
    ...(charset === undefined ? [] : [`DEFAULT CHARACTER SET = ${charset}`]),
    ...(collation === undefined ? [] : [`DEFAULT COLLATE = ${collation}`]),
    ...(rowFormat === undefined ? [] : [`ROW_FORMAT = ${rowFormat.toUpperCase()}`]),
    ...(keyBlockSize === undefined ? [] : [`KEY_BLOCK_SIZE = ${keyBlockSize}`]),
    ...(statsPersistent === undefined ? [] : [`STATS_PERSISTENT = ${statsPersistent ? 1 : 0}`]),
    ...(autoIncrement === undefined ? [] : [`AUTO_INCREMENT = ${BigInt(autoIncrement)}`]),
    ...Object.entries(others ?? {}).map(([name, value]) => `${name} = ${value}`),
  ];
}

/** The column that the server would number, if there is no key that begins with it yet. */
export function numberedWithoutKey(table: Table): Column | undefined {
  const column = table.columns.find(({ identity }) => identity !== undefined);
  if (column === undefined || leadsOf(table).includes(column.name)) return undefined;
  return numbersWithinKeys(table) && keyColumns(table).includes(column.name) ? undefined : column;
}

/** Whether numbers may begin anew for each value of the columns before: https://mariadb.com/kb/en/auto_increment/ */
function numbersWithinKeys({ options }: Table): boolean {
  return /^(?:myisam|aria|mrg_myisam|merge|blackhole)$/iu.test(options?.mysql?.engine ?? '');
}

/** The server says the same, but not which column, nor what to do. */
export function assertNumbered(table: Table): void {
  const [column, second] = table.columns.filter(({ identity }) => identity !== undefined);
  if (column === undefined) return;
  if (second !== undefined) {
    throw unsupported(
      `identity on the columns ${column.name} and ${second.name}`,
      'a table has one AUTO_INCREMENT column at most.',
    );
  }
  if (numberedWithoutKey(table) === undefined) return;
  throw unsupported(
    `identity on the column ${column.name}`,
    'AUTO_INCREMENT needs a key that begins with the column.',
    'Make it the primary key, t.integer().identity().primaryKey(), or give it an index; or take the identity away first: alterColumn(…, { identity: null }).',
  );
}

/** With which columns its keys and indexes begin. */
function leadsOf(table: Table): readonly (string | undefined)[] {
  return keysOf(table).map(([first]) => first);
}

function keyColumns(table: Table): readonly (string | undefined)[] {
  return keysOf(table).flat();
}

function keysOf({ constraints, indexes }: Table): readonly (readonly (string | undefined)[])[] {
  return [
    ...constraints.flatMap((constraint) =>
      constraint.kind === 'primaryKey' || constraint.kind === 'unique' ? [constraint.columns] : [],
    ),
    ...indexes.map(({ columns }) => columns.map((element) => ('column' in element ? element.column : undefined))),
  ];
}
