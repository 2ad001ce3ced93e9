import type { SchemaModel } from '@aludel/core';
import {
  displayName,
  findTable,
  InvalidDefinitionError,
  UnknownTablePartError,
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

/** One INSERT for many rows. Rows that have the same columns and follow each other go together. */
export function bulkInsert(operation: BulkInsert, before: SchemaModel, target: MysqlTarget): readonly RuleOutput[] {
  const { table, rows } = operation;
  if (!Array.isArray(rows)) {
    throw new InvalidDefinitionError(
      `The rows for ${displayName(table)} come one after another, and have to be cut into lists before they are compiled.`,
      'Give them as an array, or run the operation in a migration.',
    );
  }
  return portions(rows as readonly Row[]).map(({ columns, rows: portion }) => {
    assertColumns(operation, columns, before);
    const moments = momentsOf(operation, before);
    const moment = (row: Row, column: string): string | undefined =>
      moments.has(column.toLowerCase()) ? momentText(row[column], target.flavour.kind) : undefined;
    const places = (row: Row): string => `(${columns.map((column) => moment(row, column) ?? '?').join(', ')})`;
    return {
      sql: `INSERT INTO ${quotedTable(table)} ${nameList(columns)} VALUES ${portion.map(places).join(', ')}`,
      bindings: portion.flatMap((row) =>
        columns.filter((column) => moment(row, column) === undefined).map((column): Literal => row[column] ?? null),
      ),
      transaction: 'inside',
    };
  });
}

interface Portion {
  readonly columns: readonly string[];
  readonly rows: Row[];
  bytes: number;
}

function portions(rows: readonly Row[]): readonly Portion[] {
  const result: Portion[] = [];
  for (const row of rows) {
    // What is undefined is left out: the column gets its default.
    const columns = Object.keys(row).filter((column) => row[column] !== undefined);
    const bytes = columns.reduce((sum, column) => sum + size(row[column]), 0);
    const last = result.at(-1);
    if (
      last !== undefined &&
      last.rows.length < mostRows &&
      last.bytes + bytes <= mostBytes &&
      sameColumns(last.columns, columns)
    ) {
      last.rows.push(row);
      last.bytes += bytes;
    } else {
      result.push({ columns, rows: [row], bytes });
    }
  }
  return result;
}

/** How long a value is as text, at most. */
function size(value: Literal | undefined): number {
  if (typeof value === 'string') return value.length * 3 + 4;
  return value instanceof Uint8Array ? value.length * 2 + 5 : 25;
}

function sameColumns(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && (a.every((name, index) => name === b[index]) || a.every((name) => b.includes(name)));
}

/** Columns of moments, whose offset is said in the server's own way. */
function momentsOf({ table }: BulkInsert, before: SchemaModel): ReadonlySet<string> {
  const columns = findTable(before, table)?.columns.filter(
    ({ type }) => type.kind === 'timestamp' && type.withTimeZone,
  );
  return new Set(columns?.map(({ name }) => name.toLowerCase()));
}

function assertColumns({ table }: BulkInsert, columns: readonly string[], before: SchemaModel): void {
  const known = findTable(before, table)?.columns.map(({ name }) => name.toLowerCase());
  const unknown = columns.find((column) => known?.includes(column.toLowerCase()) === false);
  if (unknown !== undefined) throw new UnknownTablePartError(table, 'column', unknown, known ?? []);
}
