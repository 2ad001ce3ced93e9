import type { Column, ColumnType, Connection, Literal, SchemaModel, Table } from '@aludel/core/dialect';
import { mentionsName } from '@aludel/core/dialect';
import { quoted } from '../sqlite/state.js';

const rowsEach = 3;

/**
 * Fills each table with three rows. The same type has the same value in the same row of every table, so that each foreign
 * key that can be made finds its parent; values of a row differ from those of the others, and fulfil every condition that
 * is made at random.
 */
export async function makeRows(connection: Connection, model: SchemaModel): Promise<void> {
  // Tables may point at each other in a circle.
  await connection.execute('PRAGMA foreign_keys = OFF');
  for (const table of model.tables) {
    const columns = table.columns.filter(({ generated }) => generated === undefined);
    const names = columns.map(({ name }) => quoted(name)).join(', ');
    for (let row = 1; row <= rowsEach; row++) {
      const values = columns.map((column) => (isNull(column, table, row) ? null : valueOf(column.type, row)));
      await connection.execute(
        `INSERT INTO ${quoted(table.name.name)} (${names}) VALUES (${values.map(() => '?').join(', ')})`,
        values,
      );
    }
  }
  await connection.execute('PRAGMA foreign_keys = ON');
}

function isNull(column: Column, table: Table, row: number): boolean {
  if (row !== rowsEach || !column.nullable) return false;
  const inKey = table.constraints.some((constraint) =>
    constraint.kind === 'check'
      ? mentionsName(constraint.expression, column.name)
      : constraint.kind !== 'foreignKey' && constraint.columns.includes(column.name),
  );
  // A computed column may be in a key or condition itself.
  return !inKey && !table.columns.some(({ generated }) => generated && mentionsName(generated.expression, column.name));
}

export function valueOf(type: ColumnType, row: number): Literal {
  switch (type.kind) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return row;
    case 'decimal':
    case 'real':
    case 'double':
      return row + 0.25;
    case 'boolean':
      return row % 2 === 0;
    case 'char':
      return `c${row} `;
    case 'date':
      return `2024-02-0${row}`;
    case 'time':
      return `10:00:0${row}`;
    case 'timestamp':
      return `2024-02-29 10:00:0${row}.250`;
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
    default:
      return `it's row ${row}, größe \u{1F600}`;
  }
}
