import type { Table } from '@aludel/core';
import { sqliteTypeText } from '../../../packages/sqlite/dist/column-types.js';
import { parseCreateTable } from '../../../packages/sqlite/dist/parse/create-table-text.js';
import { applyEdits, insertAt, removeRange } from '../../../packages/sqlite/dist/parse/text-edits.js';
import { tokenize, unquoted } from '../../../packages/sqlite/dist/parse/tokens.js';
import type { Way } from '../sqlite/session.js';
import type { Row } from '../sqlite/state.js';

/**
 * What `sqlite_schema` says, in one spelling where SQLite itself has several. When a column gets another name and then its
 * own again, SQLite may put other quotes around it, or none, and writes the column's name where a trigger said `rowid`.
 * Where tables were changed in place, it has also put NOT NULL after all else of its column, and does as it likes with the
 * space beside a clause or column that it takes out. All else that names a column comes back with the table's spelling of it. All else must be as it was; after rebuilds spaces and comments, too.
 */
export function canonicalSchema(rows: readonly Row[], way: Way, tables: readonly Table[]): readonly string[] {
  const names = new Set(tables.flatMap(({ columns }) => columns.map((column) => column.name.toLowerCase())));
  return rows.map(({ type, name, tbl_name: table, sql }) => {
    const altered = type === 'table' && way === 'natively';
    const number = type === 'trigger' ? rowNumber(tables.find((one) => one.name.name === table)) : undefined;
    const tokens = tokenize(altered ? withNotNullLast(String(sql)) : String(sql));
    const text = tokens.map((token, index) => {
      if (number !== undefined && /^rowid$/iu.test(token.text)) return number.toLowerCase();
      // A view or constraint names a column as it likes; after a rename, as the table does.
      const isName = token.kind === 'name' || names.has(token.text.toLowerCase());
      if (isName || (token.kind === 'word' && type !== 'table')) return unquoted(token.text).toLowerCase();
      if (!altered || token.kind !== 'space') return token.text;
      return [')', ','].includes(tokens[index + 1]?.text ?? '') ? '' : ' ';
    });
    return `${[type, name, table].map(String).join(' ')}: ${text.join('')}`;
  });
}

/** The column that is another name of `rowid`. */
function rowNumber(table: Table | undefined): string | undefined {
  const key = table?.constraints.find((constraint) => constraint.kind === 'primaryKey');
  const [name] = key?.columns ?? [];
  const column = table?.columns.find((one) => one.name === name);
  const isInteger = column !== undefined && /^integer$/iu.test(sqliteTypeText(column.type));
  return isInteger && key?.columns.length === 1 ? column.name : undefined;
}

function withNotNullLast(sql: string): string {
  if (!/^create\s+table/iu.test(sql)) return sql;
  const table = parseCreateTable(sql);
  const edits = table.columns.flatMap((column) =>
    column.clauses.flatMap((clause) =>
      clause.kind === 'notNull'
        ? [removeRange(table.tokens, clause.range), insertAt(column.range.end, ' NOT NULL')]
        : [],
    ),
  );
  return applyEdits(sql, edits);
}
