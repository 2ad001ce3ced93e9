import type { Column, Constraint, Index, IndexElement, TableName } from '@aludel/core';
import type { SqliteConstraintOptions, SqliteKeyElement } from './augment.js';
import { bareExpression } from './parse/expression.js';
import { folded } from './parse/tokens.js';

/** A constraint of a table as the inspector would report it, spelling aside. `columns`: the table's, normalised. */
export function normalConstraint(constraint: Constraint, table: TableName, columns: readonly Column[]): Constraint {
  const { options, ...rest } = constraint;
  const kept = constraintOptions(options?.sqlite, constraint, columns);
  const withOptions = kept === undefined ? {} : { options: { sqlite: kept } };
  switch (rest.kind) {
    case 'primaryKey':
      return { ...rest, ...withOptions };
    case 'unique': {
      const { deferrable: _, ...unique } = rest; // SQLite defers foreign keys only.
      return { ...unique, ...withOptions };
    }
    case 'check':
      return { ...rest, expression: bareExpression(rest.expression), ...withOptions };
    case 'foreignKey': {
      const { name, schema = table.schema ?? 'main' } = rest.references.table;
      const target = schema === 'main' ? { name } : { name, schema };
      return { ...rest, references: { ...rest.references, table: target }, ...withOptions };
    }
    default:
      return constraint; // Of another database: the compiler refuses it.
  }
}

export function normalIndex(index: Index, columns: readonly Column[]): Index {
  return {
    name: index.name,
    columns: index.columns.map((element) => normalElement(element, columns)),
    unique: index.unique,
    ...(index.where === undefined ? {} : { where: bareExpression(index.where) }),
  };
}

function normalElement(element: IndexElement, columns: readonly Column[]): IndexElement {
  const target = 'column' in element ? { column: element.column } : { expression: bareExpression(element.expression) };
  const { order, nulls, collation } = element;
  // SQLite takes NULL for smaller than anything, and knows no other order in an index.
  const isUsual = nulls === (order === 'desc' ? 'last' : 'first');
  const own = 'column' in element && collation !== undefined && isOwnCollation(collation, element.column, columns);
  return {
    ...target,
    ...(order === undefined ? {} : { order }),
    ...(nulls === undefined || isUsual ? {} : { nulls }),
    ...(collation === undefined || own ? {} : { collation }),
  };
}

/** A key or index compares a column by the column's own collation, unless it says otherwise. */
function isOwnCollation(collation: string, name: string, columns: readonly Column[]): boolean {
  const column = columns.find((candidate) => folded(candidate.name) === folded(name));
  return folded(collation) === folded(column?.collation ?? 'BINARY');
}

function constraintOptions(
  options: SqliteConstraintOptions | undefined,
  constraint: Constraint,
  columns: readonly Column[],
): SqliteConstraintOptions | undefined {
  if (options === undefined) return undefined;
  const names = 'columns' in constraint ? constraint.columns : [];
  const elements = (options.elements ?? []).map(({ collation, order }, index): SqliteKeyElement => {
    const own = collation === undefined || isOwnCollation(collation, names[index] ?? '', columns);
    return { ...(own ? {} : { collation }), ...(order === undefined ? {} : { order }) };
  });
  const { onConflict, match, onColumn, unchecked } = options;
  // By an old mistake that is kept, such a key is not the row's number: https://sqlite.org/lang_createtable.html#rowids
  const isOdd = constraint.kind === 'primaryKey' && onColumn === true && elements[0]?.order === 'desc';
  const kept = {
    ...(isOdd ? { onColumn } : {}),
    ...(onConflict === undefined || onConflict === 'abort' ? {} : { onConflict }),
    ...(elements.some((element) => Object.keys(element).length > 0) ? { elements } : {}),
    ...(match === undefined ? {} : { match }),
    ...(unchecked === true ? { unchecked } : {}),
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}
