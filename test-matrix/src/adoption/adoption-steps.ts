import type { Column, ColumnType, Literal, Table } from '@aludel/core';
import { sqliteTypeText } from '../../../packages/sqlite/dist/column-types.js';
import type { ColumnChange, Operation } from '@aludel/core/dialect';

/** What is done to a table of a program that knows nothing of Aludel: one operation a migration. */
export interface TableSteps {
  readonly add: Operation;
  readonly alter: Operation;
  readonly rename: Operation;
  readonly drop: Operation;
}

export const stepNames = ['add', 'alter', 'rename', 'drop'] as const satisfies readonly (keyof TableSteps)[];

/** @param number of the table: tables get different changes by it */
export function stepsFor(table: Table, number: number): TableSteps {
  const key = table.constraints.find((constraint) => constraint.kind === 'primaryKey')?.columns ?? [];
  const plain = table.columns.filter(({ generated }) => generated === undefined);
  const altered = plain.find(({ name }) => !key.includes(name)) ?? plain[0] ?? first(table);
  const renamed = plain[number % 2 === 0 ? 0 : plain.length - 1] ?? first(table);
  const to = number % 3 === 0 ? `it's "new" ${number}` : `renamed_${number}`;
  const now = (name: string): string => (name === renamed.name ? to : name);
  return {
    add: {
      kind: 'addColumn',
      table: table.name,
      // The one has one value for all rows, and can be added in place; the other can't.
      column: {
        name: 'aludel added',
        type: { kind: 'timestamp', withTimeZone: false },
        nullable: false,
        default:
          number % 2 === 0 ? { kind: 'literal', value: '2024-02-29' } : { kind: 'sql', sql: 'CURRENT_TIMESTAMP' },
      },
    },
    alter: {
      kind: 'alterColumn',
      table: table.name,
      column: altered.name,
      to: changeOf(altered, number, key.includes(altered.name) || table.options?.sqlite?.strict === true),
    },
    rename: { kind: 'alterColumn', table: table.name, column: renamed.name, to: { name: now(renamed.name) } },
    drop: { kind: 'dropColumn', table: table.name, column: 'aludel added' },
  };
}

function first({ columns }: Table): Column {
  const [column] = columns;
  if (column === undefined) throw new Error('a table without columns');
  return column;
}

/** Values stay what they are: the type changes into one that treats them alike. */
function changeOf(column: Column, number: number, keepsType: boolean): ColumnChange {
  if (number % 3 === 1 && !keepsType) return { type: likeType(column.type) };
  if (number % 3 === 2 && !column.nullable && !keepsType) return { nullable: true };
  return { default: { kind: 'literal', value: defaultFor(column) } };
}

function likeType(type: ColumnType): ColumnType {
  const text = sqliteTypeText(type).toLowerCase();
  if (text.includes('int')) return { kind: 'native', sql: 'UNSIGNED BIG INT' };
  if (/char|clob|text/u.test(text)) return { kind: 'native', sql: 'NATIVE CHARACTER(77)' };
  if (text === '' || text.includes('blob')) return { kind: 'native', sql: 'BLOB(77)' };
  if (/real|floa|doub/u.test(text)) return { kind: 'native', sql: 'DOUBLE PRECISION' };
  return { kind: 'decimal', precision: 33, scale: 3 };
}

function defaultFor({ type }: Column): Literal {
  return /int|real|floa|doub|num|dec/iu.test(sqliteTypeText(type)) ? 77 : "it's 77";
}
