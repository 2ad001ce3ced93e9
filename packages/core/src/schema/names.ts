/** A table's (or view's) name; without a schema it is in the connection's default one. */
export interface TableName {
  readonly schema?: string;
  readonly name: string;
}

/** What users may write where a table is named: `'users'`, or an object when it lies in another schema. */
export type TableReference = string | TableName;

/** Turns what a user wrote into a name. A string is taken whole: a dot in it is part of the name. */
export function tableName(reference: TableReference): TableName {
  return typeof reference === 'string' ? { name: reference } : reference;
}

export function sameTable(a: TableName, b: TableName): boolean {
  return a.name === b.name && a.schema === b.schema;
}

/** A text that is the same for the same table, for maps. */
export function tableKey(table: TableName): string {
  return table.schema === undefined ? table.name : `${table.schema}\0${table.name}`;
}

/** A name for people: `users`, `shop.users`. Not for SQL: that is the dialect's `tableName`. */
export function displayName(table: TableName): string {
  return table.schema === undefined ? table.name : `${table.schema}.${table.name}`;
}
