import type { Comparator } from '../dialect/comparator.js';
import { equal } from '../diff/equal.js';
import type { Constraint, SchemaModel, Table } from '../schema/model.js';
import { tableKey } from '../schema/names.js';

/**
 * The wanted schema, in which constraints that no model names are called what they are called in the database: one that
 * the server named keeps that name when its table is renamed, and when others beside it go.
 * @param wanted normalised, so that a name may be in it that the database would give
 */
export function withFoundNames(
  database: SchemaModel,
  wanted: SchemaModel,
  models: SchemaModel,
  comparator: Comparator,
): SchemaModel {
  const present = new Map(database.tables.map((table) => [tableKey(table.name), table]));
  const modelled = new Map(models.tables.map((table) => [tableKey(table.name), table]));
  const tables = wanted.tables.map((table) => {
    const from = present.get(tableKey(table.name));
    return from === undefined ? table : named(table, from, modelled.get(tableKey(table.name)), comparator);
  });
  return tables.every((table, place) => table === wanted.tables[place]) ? wanted : { ...wanted, tables };
}

function named(table: Table, from: Table, model: Table | undefined, comparator: Comparator): Table {
  const chosen = model?.constraints ?? [];
  const isFree = ({ name }: Constraint): boolean => name === undefined || !chosen.some((one) => one.name === name);
  if (!table.constraints.some(isFree) || equal(from.constraints, table.constraints)) return table;
  const open = from.constraints.filter(isFree);
  const constraints = table.constraints.map((constraint) => {
    if (!isFree(constraint)) return constraint;
    const same = open.filter((one) => sameButForName(one, constraint, comparator));
    const found = same.find(({ name }) => name === constraint.name) ?? same[0];
    if (found === undefined) return constraint;
    open.splice(open.indexOf(found), 1);
    return found.name === constraint.name || found.name === undefined
      ? constraint
      : { ...constraint, name: found.name };
  });
  return constraints.every((one, place) => one === table.constraints[place]) ? table : { ...table, constraints };
}

/** Whether two constraints are the same, whatever they are called. */
export function sameButForName(from: Constraint, to: Constraint, comparator: Comparator): boolean {
  if (from.kind !== to.kind) return false;
  const { name: _, ...nameless } = from;
  return comparator.sameConstraint(to.name === undefined ? nameless : { ...nameless, name: to.name }, to);
}
