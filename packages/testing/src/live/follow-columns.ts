import { sameTable, tableKey, type Operation, type SchemaModel, type TableName } from '@aludel/core/dialect';

/** Where a table and its columns are after operations, by the names that they had before. */
export interface Followed {
  readonly table: TableName;
  readonly columns: ReadonlyMap<string, string>;
}

/** Follows tables and columns through renames and drops, by `tableKey`; what is gone is not there. */
export function followColumns(before: SchemaModel, operations: readonly Operation[]): ReadonlyMap<string, Followed> {
  const found = new Map(
    before.tables.map(({ name, columns }): [string, { table: TableName; columns: Map<string, string> }] => [
      tableKey(name),
      { table: name, columns: new Map(columns.map((column) => [column.name, column.name])) },
    ]),
  );
  for (const operation of operations) {
    for (const [origin, followed] of found) {
      switch (operation.kind) {
        case 'dropTable':
          if (sameTable(operation.table, followed.table)) found.delete(origin);
          break;
        case 'renameTable':
          if (sameTable(operation.table, followed.table)) followed.table = { ...followed.table, name: operation.to };
          break;
        case 'dropColumn':
          if (!sameTable(operation.table, followed.table)) break;
          for (const [column, now] of followed.columns) if (now === operation.column) followed.columns.delete(column);
          break;
        case 'alterColumn':
          if (!sameTable(operation.table, followed.table) || operation.to.name === undefined) break;
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
