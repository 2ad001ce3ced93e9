import { isDeepStrictEqual } from 'node:util';
import { openHandle } from '../handle.js';
import type { SchemaRow } from './schema-rows.js';

/** What a view or trigger lacks, in SQLite's words. */
export interface BrokenRow {
  readonly row: SchemaRow;
  readonly message: string;
}

/** What was found is kept until a definition changes. */
export class BrokenObjects {
  #looked: { readonly rows: readonly SchemaRow[]; readonly broken: readonly BrokenRow[] } = { rows: [], broken: [] };

  of(rows: readonly SchemaRow[]): readonly BrokenRow[] {
    if (!isDeepStrictEqual(rows, this.#looked.rows)) this.#looked = { rows, broken: brokenRows(rows) };
    return this.#looked.broken;
  }
}

/**
 * The views and triggers that do not work: SQLite reads them all again before it drops or renames a column or renames a
 * table, and stops at the first, whatever it is about (https://sqlite.org/lang_altertable.html). Which ones it would stop at is
 * asked of it in an empty database with the same definitions, so that the real one is left alone.
 */
function brokenRows(rows: readonly SchemaRow[]): readonly BrokenRow[] {
  if (!rows.some(isRead)) return [];
  const scratch = openHandle({ filename: ':memory:' });
  const says = (sql: string): string | undefined => {
    try {
      scratch.exec(sql);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  try {
    // What cannot be made here (a virtual table whose module is not loaded) cannot be used there either.
    for (const { sql } of rows) says(sql);
    const broken: BrokenRow[] = [];
    says('CREATE TABLE aludel_tried (x)');
    for (;;) {
      const message = says('ALTER TABLE aludel_tried RENAME TO aludel_tried_again');
      const row = message === undefined ? undefined : namedIn(message, rows);
      if (message === undefined || row === undefined || broken.some((known) => known.row === row)) return broken;
      broken.push({ row, message });
      says(`DROP ${row.type} "${row.name.replaceAll('"', '""')}"`);
    }
  } finally {
    scratch.close();
  }
}

/** `error in trigger audit: no such table: main.log`; a name may hold anything. */
function namedIn(message: string, rows: readonly SchemaRow[]): SchemaRow | undefined {
  return rows.find(
    (row) =>
      isRead(row) &&
      [':', ' after rename:'].some((end) => message.startsWith(`error in ${row.type} ${row.name}${end} `)),
  );
}

function isRead({ type }: SchemaRow): boolean {
  return type === 'view' || type === 'trigger';
}
