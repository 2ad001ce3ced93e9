import type Driver from 'better-sqlite3';
import { quoted } from '../sqlite/state.js';

interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly pk: number;
  readonly hidden: number;
}

type Value = string | number | bigint | Buffer | null;

const rowsEach = 4;

export interface Filled {
  readonly table: string;
  readonly rows: number;
  /** A check lets it have one row only: `CHECK (lock = 'X')`. */
  readonly holdsOne: boolean;
}

/**
 * Makes rows for every table of a loaded schema, out of what PRAGMAs and its checks say. Triggers are taken away
 * meanwhile and come back with their own text; foreign keys are not enforced, but the same row has the same numbers in all
 * tables, so that most point at something.
 */
export function fillTables(driver: Driver.Database): readonly Filled[] {
  driver.pragma('foreign_keys = OFF');
  driver.exec('BEGIN');
  const triggers = driver.prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`).all() as readonly {
    readonly name: string;
    readonly sql: string;
  }[];
  for (const { name } of triggers) driver.exec(`DROP TRIGGER ${quoted(name)}`);
  const tables = driver
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .pluck()
    .all() as readonly string[];
  const filled: Filled[] = [];
  for (const table of tables) {
    // Shows what is in another one, and holds nothing.
    if (/\busing\s+\w+vocab\b/iu.test(definitionOf(driver, table))) continue;
    let rows = 0;
    for (let row = 1; row <= rowsEach; row++) rows += insertRow(driver, table, row) ? 1 : 0;
    // A schema may bring rows of its own, which have the first numbers.
    if (rows < rowsEach)
      rows = Number(
        driver
          .prepare(`SELECT count(*) FROM ${quoted(table)}`)
          .pluck()
          .get(),
      );
    filled.push({
      table,
      rows,
      holdsOne: /check\s*\(\s*\w+\s*=\s*(?:\d+|'[^']*')\s*\)/iu.test(definitionOf(driver, table)),
    });
  }
  for (const { sql } of triggers) driver.exec(sql);
  driver.exec('COMMIT');
  driver.pragma('foreign_keys = ON');
  return filled;
}

function definitionOf(driver: Driver.Database, table: string): string {
  return String(driver.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').pluck().get(table));
}

/** Tries values of several kinds until one row fulfils the checks. */
function insertRow(driver: Driver.Database, table: string, row: number): boolean {
  const columns = (driver.prepare('SELECT * FROM pragma_table_xinfo(?)').all(table) as readonly ColumnFacts[]).filter(
    ({ hidden }) => hidden === 0,
  );
  const definition = definitionOf(driver, table);
  const insert = driver.prepare(
    `INSERT INTO ${quoted(table)} (${columns.map(({ name }) => quoted(name)).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  for (const [pick, nulls] of [
    [0, 'some'],
    [0, 'none'],
    [1, 'some'],
    [1, 'none'],
    [2, 'none'],
    [3, 'none'],
    [4, 'none'],
    [0, 'all'],
  ] as const) {
    try {
      insert.run(...columns.map((column) => valueOf(column, row, pick, nulls, definition)));
      return true;
    } catch (error) {
      if (!(error instanceof Error) || !/constraint failed/u.test(error.message)) throw error;
    }
  }
  return false;
}

/** @param pick which of the values that come to mind */
function valueOf(
  column: ColumnFacts,
  row: number,
  pick: number,
  nulls: 'none' | 'some' | 'all',
  definition: string,
): Value {
  const words = checkedWords(column.name, definition);
  const mayBeNull = column.notnull === 0 && column.pk === 0;
  if (mayBeNull && (nulls === 'all' || (nulls === 'some' && (row + column.name.length) % 4 === 0))) return null;
  if (words.length > 0 && pick === 0) return words[row % words.length] ?? null;
  const type = column.type.toLowerCase();
  if (/date|time/u.test(type) && !type.includes('int')) return `2001-0${row}-1${row} 10:00:00`;
  if (/int|bool|serial/u.test(type))
    return pick === 2 ? row % 2 : row === 4 && pick === 0 ? 9_007_199_254_740_993n : row;
  if (/real|floa|doub|dec|num/u.test(type)) return pick === 2 ? 1 : pick === 3 ? 1 / (row + 1) : row + 0.25;
  if (/blob/u.test(type)) return Buffer.from([row, 0, 255]);
  if (type === '') return [`${row}`, row, Buffer.from([row])][row % 3] ?? null;
  // SQLite takes a value of any kind into most columns, and keeps its kind where the type does not turn it.
  if (row === 3 && pick === 0 && column.pk === 0) return Buffer.from(`blob in text ${row}`);
  // Hashes want a length.
  if (pick === 4) return `${row}`.repeat(64);
  return pick === 1 ? `http://example.org/${row}` : `it's "row" ${row}; größe`;
}

/** The words of `CHECK (column IN ('a', 'b'))`, if there is such a check. */
function checkedWords(column: string, definition: string): readonly string[] {
  const name = column.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const list = new RegExp(`["\`[]?${name}["\`\\]]?\\s+IN\\s*\\(([^()]*)\\)`, 'iu').exec(definition)?.[1] ?? '';
  const only = new RegExp(`check\\s*\\(\\s*${name}\\s*=\\s*(\\d+|'[^']*')\\s*\\)`, 'iu').exec(definition)?.[1];
  if (only !== undefined) return [only.replaceAll("'", '')];
  return [...list.matchAll(/'((?:[^']|'')*)'/gu)].map(([, word]) => (word ?? '').replaceAll("''", "'"));
}
