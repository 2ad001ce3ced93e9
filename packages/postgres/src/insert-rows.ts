import type { Literal, TableName } from '@aludel/core';
import { PostgresDialect } from './dialect.js';

const dialect = new PostgresDialect();

/** The most values that a statement takes. */
const mostValues = 65_535;

export interface RowsSession {
  query(sql: string, bindings?: readonly Literal[]): Promise<readonly Record<string, unknown>[]>;
  execute(sql: string, bindings?: readonly Literal[]): Promise<number>;
  copy(target: string, rows: Iterable<readonly Literal[]>): Promise<number>;
}

/**
 * Many rows at once: by COPY, and by INSERT where COPY would do something else, which is where row-level security holds, or
 * where numbers are given that only the database may give. Then the sequences count on from the greatest number given.
 */
export async function insertRows(
  session: RowsSession,
  table: TableName,
  columns: readonly string[],
  rows: Iterable<readonly Literal[]>,
): Promise<number> {
  const name = dialect.tableName(table);
  const target = `${name} (${columns.map((column) => dialect.identifier(column)).join(', ')})`;
  const found = await session.query(
    `SELECT a.attname AS name, a.attidentity::text AS identity, pg_get_serial_sequence(?, a.attname) AS sequence,
            row_security_active(a.attrelid) OR c.relkind NOT IN ('r', 'p') AS "insertOnly"
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [name, name],
  );
  const named = found.filter((row) => columns.includes(String(row['name'])));
  const byInsert = named.some((row) => row['insertOnly'] === true || row['identity'] === 'a');
  const counters = named.flatMap((row) =>
    typeof row['sequence'] === 'string'
      ? [{ at: columns.indexOf(String(row['name'])), sequence: row['sequence'], most: 0n }]
      : [],
  );
  const watched = counters.length === 0 ? rows : counted(rows, counters);
  const inserted = byInsert
    ? await byStatements(session, target, columns.length, watched)
    : await session.copy(target, watched);
  for (const { sequence, most } of counters) {
    if (most > 0n) {
      await session.query(
        'SELECT setval(?::regclass, ?) WHERE coalesce(pg_sequence_last_value(?::regclass), 0) < ? AND (SELECT seqincrement > 0 FROM pg_sequence WHERE seqrelid = ?::regclass)',
        [sequence, most, sequence, most, sequence],
      );
    }
  }
  return inserted;
}

interface SequenceCounter {
  readonly at: number;
  readonly sequence: string;
  most: bigint;
}

function* counted(
  rows: Iterable<readonly Literal[]>,
  counters: readonly SequenceCounter[],
): Generator<readonly Literal[]> {
  for (const row of rows) {
    for (const counter of counters) {
      const value = row[counter.at];
      const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value);
      if (isWhole && BigInt(value as number | bigint) > counter.most) counter.most = BigInt(value as number | bigint);
    }
    yield row;
  }
}

async function byStatements(
  session: RowsSession,
  target: string,
  width: number,
  rows: Iterable<readonly Literal[]>,
): Promise<number> {
  const most = Math.max(1, Math.min(1000, Math.floor(mostValues / width)));
  const places = `(${Array.from({ length: width }, () => '?').join(', ')})`;
  let [inserted, portion]: [number, (readonly Literal[])[]] = [0, []];
  const send = async (): Promise<void> => {
    if (portion.length === 0) return;
    inserted += await session.execute(
      `INSERT INTO ${target} VALUES ${portion.map(() => places).join(', ')}`,
      portion.flat(),
    );
    portion = [];
  };
  for (const row of rows) {
    portion.push(row);
    // oxlint-disable-next-line no-await-in-loop
    if (portion.length === most) await send();
  }
  await send();
  return inserted;
}
