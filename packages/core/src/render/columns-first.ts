import { columnOfConstraint, isPlainIndex } from '../operations/source.js';
import type { Constraint, Index, Table } from '../schema/model.js';

/** The order of constraints means nothing: those of one column come first, so that they can be written on it. */
export function columnsFirst(table: Table): Table {
  const position = new Map(table.columns.map(({ name }, at) => [name, at]));
  const rank = ({ columns }: { readonly columns: readonly string[] }): number =>
    columns.length === 1 ? (position.get(columns[0] ?? '') ?? Infinity) : Infinity;
  const kinds = ['primaryKey', 'unique', 'foreignKey', 'check'];
  const constraintRank = (constraint: Constraint): number => {
    const column = columnOfConstraint(constraint, table);
    return column === undefined ? Infinity : (position.get(column) ?? Infinity);
  };
  const ranked = (one: number, other: number): number => (one === other ? 0 : one - other);
  return {
    ...table,
    constraints: table.constraints.toSorted(
      (one, other) =>
        ranked(constraintRank(one), constraintRank(other)) || kinds.indexOf(one.kind) - kinds.indexOf(other.kind),
    ),
    indexes: table.indexes.toSorted((one, other) =>
      ranked(
        rank({ columns: isPlainIndex(one) ? columnsOf(one) : [] }),
        rank({ columns: isPlainIndex(other) ? columnsOf(other) : [] }),
      ),
    ),
  };
}

function columnsOf({ columns }: Index): readonly string[] {
  return columns.flatMap((element) => ('column' in element ? [element.column] : []));
}
