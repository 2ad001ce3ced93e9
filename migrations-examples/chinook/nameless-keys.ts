import { foreignKey, table, type ColumnBuilders, type Constraint, type Op, type TableSettings } from '@aludel/core';

/*
 * The real Chinook gives its keys no names, but for one. Aludel names what its author left without a name, so that every
 * database and every later migration finds the same; these two say the operations as data, where nothing is added.
 */

/** `op.createTable`, with no names but those that stand in `settings`. */
export function createTable(op: Op, name: string, columns: ColumnBuilders, settings: TableSettings = {}): void {
  const built = table(name, columns, settings);
  const ownNames = new Set((settings.constraints ?? []).map((constraint) => constraint.name));
  op.apply({
    kind: 'createTable',
    table: {
      ...built,
      constraints: built.constraints.map((constraint) =>
        ownNames.has(constraint.name) ? constraint : withoutName(constraint),
      ),
    },
  });
}

/** `op.createForeignKey` of one column, without a name. */
export function createForeignKey(op: Op, name: string, referenced: string, column: string): void {
  op.apply({ kind: 'createForeignKey', table: { name }, constraint: foreignKey([column], referenced, [column]) });
}

function withoutName(constraint: Constraint): Constraint {
  const { name: _, ...rest } = constraint;
  return rest;
}
