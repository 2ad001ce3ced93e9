import type { Comparator } from '../dialect/comparator.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { findTable } from '../schema/edit.js';
import type { Column, Constraint, Index, SchemaModel, Table } from '../schema/model.js';
import { sameTable, tableKey, type TableName } from '../schema/names.js';
import { nameLikeness } from './likeness.js';
import { pairByKey, sortedBy, type Pairs } from './pairs.js';
import { inFreeOrder, spareName, type NameStep } from './rename-order.js';

/** A table or a column that has another name in the new model. */
export type Rename =
  | { readonly kind: 'table'; readonly from: TableName; readonly to: TableName }
  /** `table` is the table's name in the new model. */
  | { readonly kind: 'column'; readonly table: TableName; readonly from: string; readonly to: string };

/** What goes and what comes are so alike that it may be a rename: only a person knows. */
export type RenameQuestion = Rename & {
  /** From 0 to 1. */
  readonly likeness: number;
};

const tableLikeness = 0.5;
const columnLikeness = 0.5;

/**
 * Pairs of what goes and what comes that look like renames, each name in one pair at most, most alike first among those
 * that compete for a name. The same models give the same questions in the same order.
 */
export function renameQuestions(from: SchemaModel, to: SchemaModel, comparator: Comparator): readonly RenameQuestion[] {
  const tables = pairByKey(from.tables, to.tables, ({ name }) => tableKey(name));
  const asked = bestPairs(
    tables,
    ({ name }) => tableKey(name),
    tableLikeness,
    (before, after) => (before.name.schema === after.name.schema ? likenessOfTables(before, after, comparator) : 0),
  );
  const kept = sortedBy(tables.kept, (pair) => tableKey(pair.to.name));
  return [
    ...asked.map((pair): RenameQuestion => ({
      kind: 'table',
      from: pair.from.name,
      to: pair.to.name,
      likeness: pair.likeness,
    })),
    ...kept.flatMap((pair) => columnQuestions(pair.from, pair.to, comparator)),
  ];
}

function columnQuestions(from: Table, to: Table, comparator: Comparator): readonly RenameQuestion[] {
  // Most tables: nothing goes, and nothing comes.
  if (hasSameNames(from.columns, to.columns)) return [];
  const columns = pairByKey(from.columns, to.columns, ({ name }) => name);
  const asked = bestPairs(
    columns,
    ({ name }) => name,
    columnLikeness,
    (before, after) => likenessOfColumns(before, after, comparator),
  );
  return asked.map((pair) => ({
    kind: 'column',
    table: to.name,
    from: pair.from.name,
    to: pair.to.name,
    likeness: pair.likeness,
  }));
}

function hasSameNames(from: readonly Column[], to: readonly Column[]): boolean {
  return from.length === to.length && from.every(({ name }, place) => name === to[place]?.name);
}

/** Columns in common count most; then the name. */
function likenessOfTables(from: Table, to: Table, comparator: Comparator): number {
  const { kept } = pairByKey(from.columns, to.columns, ({ name }) => name);
  const same = kept.filter((pair) => comparator.columnChange(pair.from, pair.to)?.type === undefined).length;
  const shared = same / Math.max(from.columns.length, to.columns.length);
  return 0.7 * shared + 0.3 * nameLikeness(from.name.name, to.name.name);
}

function likenessOfColumns(from: Column, to: Column, comparator: Comparator): number {
  const change = comparator.columnChange(from, { ...to, name: from.name });
  const type = change === undefined ? 1 : change.type === undefined ? 0.8 : 0;
  return 0.5 * type + 0.5 * nameLikeness(from.name, to.name);
}

interface LikelyPair<T> {
  readonly from: T;
  readonly to: T;
  readonly likeness: number;
}

function bestPairs<T>(
  { dropped, created }: Pairs<T>,
  keyOf: (member: T) => string,
  least: number,
  likeness: (from: T, to: T) => number,
): readonly LikelyPair<T>[] {
  const pairs = dropped
    .flatMap((from) => created.map((to) => ({ from, to, likeness: likeness(from, to) })))
    .filter((pair) => pair.likeness >= least);
  const ordered = sortedBy(pairs, (pair) => `${keyOf(pair.from)}\0${keyOf(pair.to)}`).toSorted(
    (a, b) => b.likeness - a.likeness,
  );
  const taken = new Set<T>();
  const best = ordered.filter((pair) => {
    if (taken.has(pair.from) || taken.has(pair.to)) return false;
    taken.add(pair.from).add(pair.to);
    return true;
  });
  return sortedBy(best, (pair) => keyOf(pair.to));
}

/**
 * The operations that carry decided renames out, and those that give constraints and indexes of the same content the
 * names of the new model. Applied to `from`, they leave to the differ only what is really different.
 */
export function renameOperations(
  from: SchemaModel,
  to: SchemaModel,
  renames: readonly Rename[],
  comparator: Comparator,
  registry: OperationRegistry,
): readonly Operation[] {
  const tables = tablesInOrder(from, to, renames);
  const afterTables = registry.applyAll(from, tables);
  const operations = [...tables, ...columnsInOrder(afterTables, to, renames)];
  const renamed = registry.applyAll(from, operations);
  const touched = renames.map((rename) => (rename.kind === 'table' ? rename.to : rename.table));
  const parts = touched
    .filter((name, index) => touched.findIndex((other) => sameTable(other, name)) === index)
    .flatMap((name) => partRenames(findTable(renamed, name), findTable(to, name), comparator));
  return [...operations, ...partsInOrder(parts, renamed, to)];
}

function tablesInOrder(from: SchemaModel, to: SchemaModel, renames: readonly Rename[]): readonly Operation[] {
  const present = new Set(
    [...from.tables, ...to.tables, ...from.objects, ...to.objects].map(({ name }) => tableKey(name)),
  );
  const steps = renames.flatMap((rename) => (rename.kind === 'table' ? [rename] : []));
  const ordered = inFreeOrder<TableName, NameStep<TableName>>(steps, tableKey, (name) => ({
    ...name,
    name: spareName(name.name, (other) => present.has(tableKey({ ...name, name: other }))),
  }));
  return ordered.map((step): Operation => ({ kind: 'renameTable', table: step.from, to: step.to.name }));
}

function columnsInOrder(from: SchemaModel, to: SchemaModel, renames: readonly Rename[]): readonly Operation[] {
  const columns = renames.flatMap((rename) => (rename.kind === 'column' ? [rename] : []));
  const steps = new Map<string, (typeof columns)[number][]>();
  for (const rename of columns) {
    const key = tableKey(rename.table);
    steps.set(key, [...(steps.get(key) ?? []), rename]);
  }
  return [...steps.values()].flatMap((ofTable) => {
    const [{ table } = {}] = ofTable;
    const tables = table === undefined ? [] : [findTable(from, table), findTable(to, table)];
    const present = new Set(tables.flatMap((one) => one?.columns.map(({ name }) => name) ?? []));
    return inFreeOrder(ofTable, String, (name) => spareName(name, (other) => present.has(other))).map(
      (step): Operation => ({ kind: 'alterColumn', table: step.table, column: step.from, to: { name: step.to } }),
    );
  });
}

/** What a constraint or an index is called, and where. */
interface PartName {
  readonly table: TableName;
  readonly name: string;
}

interface PartRename extends NameStep<PartName> {
  readonly kind: 'renameConstraint' | 'renameIndex';
}

/** Where a schema has each name of a key or an index but once, tables that swap names have to swap those, too. */
function partsInOrder(parts: readonly PartRename[], from: SchemaModel, to: SchemaModel): readonly Operation[] {
  if (parts.length === 0) return [];
  const tables = [...from.tables, ...to.tables];
  const present = new Set(
    tables.flatMap(({ constraints, indexes }) => [...constraints, ...indexes].map(({ name }) => name)),
  );
  return inFreeOrder<PartName, PartRename>(
    parts,
    ({ table, name }) => tableKey({ ...table, name }),
    ({ table, name }) => ({ table, name: spareName(name, (other) => present.has(other)) }),
  ).map((step): Operation => ({ kind: step.kind, table: step.from.table, name: step.from.name, to: step.to.name }));
}

/** Names that follow from a table's or a column's name follow it when it is renamed. */
function partRenames(from: Table | undefined, to: Table | undefined, comparator: Comparator): readonly PartRename[] {
  if (from === undefined || to === undefined) return [];
  return [
    ...renamedParts(from.constraints, to.constraints, (a, b) => sameBesidesName(a, b, comparator)).map(
      (names): PartRename => ({ kind: 'renameConstraint', ...partStep(to.name, names) }),
    ),
    ...renamedParts(from.indexes, to.indexes, (a, b) => comparator.sameIndex({ ...a, name: b.name }, b)).map(
      (names): PartRename => ({ kind: 'renameIndex', ...partStep(to.name, names) }),
    ),
  ];
}

function partStep(table: TableName, [from, to]: readonly [string, string]): NameStep<PartName> {
  return { from: { table, name: from }, to: { table, name: to } };
}

function sameBesidesName(from: Constraint, to: Constraint, comparator: Comparator): boolean {
  if (from.kind !== to.kind || to.name === undefined) return false;
  return comparator.sameConstraint({ ...from, name: to.name }, to);
}

function renamedParts<T extends Constraint | Index>(
  from: readonly T[],
  to: readonly T[],
  isSame: (from: T, to: T) => boolean,
): readonly (readonly [from: string, to: string])[] {
  const stays = new Set(to.map(({ name }) => name));
  const known = new Set(from.map(({ name }) => name));
  const created = to.filter(({ name }) => !known.has(name));
  return from.flatMap((before) => {
    if (before.name === undefined || stays.has(before.name)) return [];
    const at = created.findIndex((after) => after.name !== undefined && isSame(before, after));
    const [after] = at === -1 ? [] : created.splice(at, 1);
    return after?.name === undefined ? [] : [[before.name, after.name] as const];
  });
}
