import type { Operation, SchemaModel } from '@aludel/core/dialect';

/** Where a table and its columns are after operations, by the names that they had before. */
export interface Followed {
  readonly table: string;
  readonly columns: ReadonlyMap<string, string>;
}

/** Follows tables and columns through renames and drops; what is gone is not there. */
export function followColumns(before: SchemaModel, operations: readonly Operation[]): ReadonlyMap<string, Followed> {
  const found = new Map(
    before.tables.map(({ name, columns }): [string, { table: string; columns: Map<string, string> }] => [
      name.name,
      { table: name.name, columns: new Map(columns.map((column) => [column.name, column.name])) },
    ]),
  );
  for (const operation of operations) {
    for (const [origin, followed] of found) {
      switch (operation.kind) {
        case 'dropTable':
          if (operation.table.name === followed.table) found.delete(origin);
          break;
        case 'renameTable':
          if (operation.table.name === followed.table) followed.table = operation.to;
          break;
        case 'dropColumn':
          if (operation.table.name !== followed.table) break;
          for (const [column, now] of followed.columns) if (now === operation.column) followed.columns.delete(column);
          break;
        case 'alterColumn':
          if (operation.table.name !== followed.table || operation.to.name === undefined) break;
          for (const [column, now] of followed.columns) {
            if (now === operation.column) followed.columns.set(column, operation.to.name);
          }
          break;
        default:
      }
    }
  }
  return found;
}
