import type { ForeignKey, SchemaModel, Table, TableName } from '@aludel/core';
import { sameTable, type Operations, type RuleOutput } from '@aludel/core/dialect';
import { guard } from './guard.js';
import type { SqliteTarget } from './target.js';
import { literal, quoted, quotedTable } from './writing.js';

/**
 * While foreign keys are enforced, SQLite deletes the rows before it drops the table (https://sqlite.org/foreignkeys.html,
 * section 5), and with them whatever says ON DELETE CASCADE: no other database does that, and nobody means it.
 */
export function dropTable(
  { table, ifExists }: Operations['dropTable'],
  before: SchemaModel,
  target: SqliteTarget,
): readonly RuleOutput[] {
  const referrers = target.foreignKeys ? before.tables.flatMap((other) => references(other, table)) : [];
  return [
    ...referrers.map(({ from, key }) => {
      const points = key.columns.map((column) => `${quoted(column)} IS NOT NULL`).join(' AND ');
      return guard(
        `Dropping ${table.name} would delete or change rows of other tables that point at it`,
        `SELECT ${literal(from.name.name)} AS found FROM ${quotedTable(from.name)} WHERE ${points} LIMIT 1`,
        target,
      );
    }),
    `DROP TABLE ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(table)}`,
  ];
}

/** Foreign keys of a table that would pass a deletion on to it. */
function references(from: Table, to: TableName): readonly { readonly from: Table; readonly key: ForeignKey }[] {
  if (sameTable(from.name, to)) return [];
  return from.constraints.flatMap((key) =>
    key.kind === 'foreignKey' &&
    sameTable(key.references.table, to) &&
    (key.onDelete === 'cascade' || key.onDelete === 'set null' || key.onDelete === 'set default')
      ? [{ from, key }]
      : [],
  );
}
