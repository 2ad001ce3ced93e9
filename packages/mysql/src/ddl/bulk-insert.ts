import type { SchemaModel } from '@aludel/core';
import {
  findTable,
  insertGroups,
  type BulkInsert,
  type Literal,
  type Row,
  type RuleOutput,
} from '@aludel/core/dialect';
import { momentText } from '../moment.js';
import type { MysqlTarget } from './target.js';
import { nameList, quotedTable } from './writing.js';

const mostRows = 1000;
/** Bytes of values in a statement, about: the smallest max_allowed_packet that a server is likely to have is 4 MB. */
const mostBytes = 1_000_000;

const limits = {
  rows: mostRows,
  size: mostBytes,
  sizeOf: (row: Row, columns: readonly string[]) => columns.reduce((sum, column) => sum + size(row[column]), 0),
};

/** One INSERT for many rows. Rows that have the same columns and follow each other go together. */
export function bulkInsert(operation: BulkInsert, before: SchemaModel, target: MysqlTarget): readonly RuleOutput[] {
  const { table } = operation;
  return insertGroups(operation, before, limits, lower).map(({ columns, rows }) => {
    const moments = momentsOf(operation, before);
    const moment = (row: Row, column: string): string | undefined =>
      moments.has(column.toLowerCase()) ? momentText(row[column], target.flavour.kind) : undefined;
    const places = (row: Row): string => `(${columns.map((column) => moment(row, column) ?? '?').join(', ')})`;
    return {
      sql: `INSERT INTO ${quotedTable(table)} ${nameList(columns)} VALUES ${rows.map(places).join(', ')}`,
      bindings: rows.flatMap((row) =>
        columns.filter((column) => moment(row, column) === undefined).map((column): Literal => row[column] ?? null),
      ),
      transaction: 'inside',
    };
  });
}

/** How long a value is as text, at most. */
function size(value: Literal | undefined): number {
  if (typeof value === 'string') return value.length * 3 + 4;
  return value instanceof Uint8Array ? value.length * 2 + 5 : 25;
}

/** Columns of moments, whose offset is said in the server's own way. */
function momentsOf({ table }: BulkInsert, before: SchemaModel): ReadonlySet<string> {
  const columns = findTable(before, table)?.columns.filter(
    ({ type }) => type.kind === 'timestamp' && type.withTimeZone,
  );
  return new Set(columns?.map(({ name }) => name.toLowerCase()));
}

function lower(name: string): string {
  return name.toLowerCase();
}
