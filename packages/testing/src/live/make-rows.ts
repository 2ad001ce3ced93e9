import {
  findTable,
  mentionsName,
  sameTable,
  type Column,
  type ColumnType,
  type ForeignKey,
  type Literal,
  type Operation,
  type Row,
  type SchemaModel,
  type Table,
} from '@aludel/core/dialect';

const rowsEach = 3;

/** A value for a type of a dialect's own, in a row counted from 1; `undefined` where it is a portable type. */
export type OwnValue = (type: ColumnType, row: number) => Literal | undefined;

/**
 * Operations that make a schema out of nothing and fill each table with three rows. Foreign keys that point ahead, and
 * those of a table to itself, come last. The same type has the same value in the same row of every table, and a foreign
 * key that of its parent; values of a row differ from those of the others, and fulfil every condition that is made at
 * random.
 */
export function makingWithRows(model: SchemaModel, own: OwnValue = () => undefined): readonly Operation[] {
  return makingOf(model, (table) => [{ kind: 'bulkInsert', table: table.name, rows: rowsOf(model, table, own) }]);
}

/** Operations that make a schema out of nothing. Foreign keys that point ahead come last. */
export function making(model: SchemaModel): readonly Operation[] {
  return makingOf(model);
}

function makingOf(model: SchemaModel, filling?: (table: Table) => readonly Operation[]): readonly Operation[] {
  const tables: Operation[] = [];
  const ahead: Operation[] = [];
  for (const [at, table] of model.tables.entries()) {
    // A row may point at one that comes after it.
    const isAhead = ({ references }: ForeignKey): boolean =>
      model.tables.slice(filling === undefined ? at + 1 : at).some(({ name }) => sameTable(name, references.table));
    const kept = table.constraints.filter((constraint) => constraint.kind !== 'foreignKey' || !isAhead(constraint));
    tables.push({ kind: 'createTable', table: { ...table, constraints: kept } }, ...(filling?.(table) ?? []));
    for (const constraint of table.constraints) {
      if (constraint.kind !== 'foreignKey' || !isAhead(constraint)) continue;
      ahead.push({ kind: 'createForeignKey', table: table.name, constraint });
    }
  }
  return [...tables, ...ahead, ...creatingViews(model)];
}

function creatingViews({ objects }: SchemaModel): readonly Operation[] {
  return objects.flatMap((object): readonly Operation[] =>
    object.kind === 'view' ? [{ kind: 'createView', view: object }] : [],
  );
}

/** Three rows that a table of a model can hold. */
export function rowsOf(model: SchemaModel, table: Table, own: OwnValue = () => undefined): readonly Row[] {
  const columns = table.columns.filter(
    ({ generated, identity }) => generated === undefined && identity?.generation !== 'always',
  );
  return Array.from({ length: rowsEach }, (_, at) =>
    Object.fromEntries(
      columns.map((column) => [
        column.name,
        isNull(column, table, at + 1) ? null : keyValue(model, table, column, at + 1, own, 9),
      ]),
    ),
  );
}

/** The value of the column that a foreign key points at, or one of the column's own. */
function keyValue(model: SchemaModel, table: Table, column: Column, row: number, own: OwnValue, deep: number): Literal {
  const { identity } = column;
  if (identity?.generation === 'always')
    return BigInt(identity.start ?? 1) + BigInt(identity.increment ?? 1) * BigInt(row - 1);
  for (const constraint of deep === 0 ? [] : table.constraints) {
    if (constraint.kind !== 'foreignKey') continue;
    const at = constraint.columns.indexOf(column.name);
    const parent = findTable(model, constraint.references.table);
    if (at === -1 || parent === undefined) continue;
    const key = parent.constraints.find((candidate) => candidate.kind === 'primaryKey');
    const name = (constraint.references.columns.length === 0 ? key?.columns : constraint.references.columns)?.[at];
    const found = parent.columns.find((candidate) => candidate.name === name);
    if (found !== undefined) return keyValue(model, parent, found, row, own, deep - 1);
  }
  return own(column.type, row) ?? valueOf(column.type, row);
}

function isNull(column: Column, table: Table, row: number): boolean {
  if (row !== rowsEach || !column.nullable || column.identity !== undefined) return false;
  const inKey = table.constraints.some((constraint) =>
    constraint.kind === 'check'
      ? mentionsName(constraint.expression, column.name)
      : constraint.kind !== 'foreignKey' && constraint.columns.includes(column.name),
  );
  // A computed column may be in a key or condition itself.
  return !inKey && !table.columns.some(({ generated }) => generated && mentionsName(generated.expression, column.name));
}

/** A value of a portable type for a row counted from 1. */
export function valueOf(type: ColumnType, row: number): Literal {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return row;
    case 'decimal':
      return type.scale === undefined ? row : row + 0.25;
    case 'real':
    case 'double':
      return row + 0.25;
    case 'boolean':
      return row % 2 === 0;
    case 'char':
      return `c${row}`;
    case 'date':
      return `2024-02-0${row}`;
    case 'time':
      return type.withTimeZone ? `10:00:0${row}+00` : `10:00:0${row}`;
    case 'timestamp':
      return type.withTimeZone ? `2024-02-29 10:00:0${row}+00:00` : `2024-02-29 10:00:0${row}`;
    case 'interval':
      return `P${row}D`;
    case 'json':
      return `{"row": ${row}}`;
    case 'uuid':
      return `0b6f2a52-3f6e-4c55-9d0c-0f2f3b1f9a0${row}`;
    case 'binary':
      return new Uint8Array([0, row, 255]);
    case 'enum':
      return type.values[row % type.values.length] ?? null;
    case 'string':
      return type.length !== undefined && type.length < 20 ? `w${row}`.slice(0, type.length) : `it's row ${row} 😀`;
    default:
      return `it's row ${row}, größe 😀`;
  }
}
