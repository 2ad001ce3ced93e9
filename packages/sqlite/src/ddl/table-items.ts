import type { Constraint, Table } from '@aludel/core';
import { readEnumCheck } from '../column-types.js';
import { readTable } from '../inspect/read-table.js';
import {
  parseCreateTable,
  type ColumnClause,
  type ColumnText,
  type CreateTableText,
  type TableConstraintText,
} from '../parse/create-table-text.js';

/** Where in a definition a constraint stands: a clause of a column, or an item after the columns. */
export type ConstraintPlace =
  | { readonly column: ColumnText; readonly clause: ColumnClause }
  | { readonly column?: undefined; readonly item: TableConstraintText };

/** A definition, what it means, and which part of the meaning stands where. */
export interface TableItems {
  readonly text: CreateTableText;
  readonly table: Table;
  readonly constraints: readonly { readonly constraint: Constraint; readonly place: ConstraintPlace }[];
}

export function readTableItems(definition: string, name: Table['name']): TableItems {
  const text = parseCreateTable(definition);
  const table = readTable(name, text);
  const places = constraintPlaces(text);
  // The reader gives constraints in the order of the text, so the two lists go together.
  return {
    text,
    table,
    constraints: table.constraints.flatMap((constraint, index) => {
      const place = places[index];
      return place === undefined ? [] : [{ constraint, place }];
    }),
  };
}

function constraintPlaces(text: CreateTableText): readonly ConstraintPlace[] {
  return [
    ...text.columns.flatMap((column) => {
      const ofEnum = enumClause(column);
      return column.clauses
        .filter((clause) => constraintClauses.has(clause.kind) && clause !== ofEnum)
        .map((clause) => ({ column, clause }));
    }),
    ...text.constraints.filter((item) => item.kind !== 'name').map((item) => ({ item })),
  ];
}

const constraintClauses: ReadonlySet<ColumnClause['kind']> = new Set(['primaryKey', 'unique', 'check', 'references']);

/** The check that makes an enum of a TEXT column, which is no constraint of its own. */
export function enumClause(column: ColumnText): ColumnClause | undefined {
  if (column.type?.text !== 'TEXT') return undefined;
  return column.clauses.find(
    (clause) =>
      clause.kind === 'check' &&
      clause.name === undefined &&
      readEnumCheck(column.name.value, clause.expression.text) !== undefined,
  );
}
