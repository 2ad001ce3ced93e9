import type { Column, Table, TableName } from '@aludel/core';
import type { RuleOutput } from '@aludel/core/dialect';
import type { RebuildTable } from '../operations/rebuild-table.js';
import { folded } from '../parse/tokens.js';
import { guard } from './guard.js';
import type { SqliteTarget } from './target.js';
import { typeText } from './table-text.js';
import { literal, quoted, quotedBeside, quotedTable } from './writing.js';

/** Copies the rows of a table that was renamed to `aside` into the new one, and counts them. */
export function copyStatements(operation: RebuildTable, aside: TableName, target: SqliteTarget): readonly RuleOutput[] {
  const { from, to } = operation;
  const pairs = [...rowNumber(from, to), ...columnPairs(operation)];
  const columns = pairs.map(([column]) => column).join(', ');
  const values = pairs.map(([, value]) => value).join(', ');
  const [table, old] = [quotedTable(to.name), quotedTable(aside)];
  const copies =
    pairs.length === 0
      ? []
      : [
          ...numbersThere(operation, pairs, old, target),
          // OR ABORT: a constraint of the table's own that says IGNORE or REPLACE must not make rows vanish now.
          `INSERT OR ABORT INTO ${table} (${columns})\nSELECT ${values} FROM ${old}`,
          guard(
            `Not all rows of ${from.name.name} were copied`,
            `SELECT changes() AS found WHERE changes() <> (SELECT count(*) FROM ${old})`,
            target,
          ),
        ];
  return [...copies, ...sequence(operation, aside)];
}

/** Each column of the new table that is given a value, and the value. */
function columnPairs({ from, to, fresh = [], using = {} }: RebuildTable): readonly (readonly [string, string])[] {
  return to.columns.flatMap((column): (readonly [string, string])[] => {
    if (column.generated !== undefined) return [];
    const text = Object.hasOwn(using, column.name) ? using[column.name] : undefined;
    if (text !== undefined) return [[quoted(column.name), text]];
    const old = fresh.includes(column.name) ? undefined : sameNamed(from, column);
    return old === undefined ? [] : [[quoted(column.name), quoted(old.name)]];
  });
}

function sameNamed({ columns }: Table, { name }: Column): Column | undefined {
  return columns.find((column) => folded(column.name) === folded(name));
}

/**
 * The row's own number, where no column is another name of it: a full-text index over the table keeps nothing else.
 * https://sqlite.org/lang_createtable.html#rowid
 */
function rowNumber(from: Table, to: Table): readonly (readonly [string, string])[] {
  const has = [from, to].every((table) => table.options?.sqlite?.withoutRowid !== true);
  if (!has || isNumbered(to)) return [];
  const taken = new Set([...from.columns, ...to.columns].map(({ name }) => folded(name)));
  const free = ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name));
  return free === undefined ? [] : [[free, free]];
}

/** To insert NULL into a column that numbers the rows makes a number up, NOT NULL or not. */
function numbersThere(
  { from, to }: RebuildTable,
  pairs: readonly (readonly [string, string])[],
  old: string,
  target: SqliteTarget,
): readonly RuleOutput[] {
  const [column, former] = [numberColumn(to), numberColumn(from)];
  const pair = pairs.find(([name]) => column !== undefined && name === quoted(column.name));
  if (column === undefined || pair === undefined || pair[1] === quoted(former?.name ?? '')) return [];
  return [
    guard(
      `NOT NULL constraint failed: ${to.name.name}.${column.name} is NULL and would be given a number`,
      `SELECT count(*) AS found FROM ${old} WHERE (${pair[1]}) IS NULL HAVING count(*) > 0`,
      target,
    ),
  ];
}

function isNumbered(table: Table): boolean {
  return numberColumn(table) !== undefined;
}

/** The column that is another name of the row's number. */
function numberColumn(table: Table): Column | undefined {
  if (table.options?.sqlite?.withoutRowid === true) return undefined;
  const key = table.constraints.find(({ kind }) => kind === 'primaryKey');
  if (key?.kind !== 'primaryKey' || key.columns.length !== 1) return undefined;
  // Written on its column, `PRIMARY KEY DESC` is an ordinary key: https://sqlite.org/lang_createtable.html#rowid
  const { onColumn, elements } = key.options?.sqlite ?? {};
  if (onColumn === true && elements?.[0]?.order === 'desc') return undefined;
  const column = table.columns.find(({ name }) => folded(name) === folded(key.columns[0] ?? ''));
  return column !== undefined && folded(typeText(column, table)) === 'integer' ? column : undefined;
}

/** AUTOINCREMENT must not give a number twice, even that of a row that is gone. */
function sequence({ from, to }: RebuildTable, aside: TableName): readonly RuleOutput[] {
  const counts = [from, to].every(({ columns }) => columns.some(({ identity }) => identity !== undefined));
  if (!counts) return [];
  const table = quotedBeside(to.name, 'sqlite_sequence');
  return [
    `DELETE FROM ${table} WHERE name = ${literal(to.name.name)}`,
    `UPDATE ${table} SET name = ${literal(to.name.name)} WHERE name = ${literal(aside.name)}`,
  ];
}
