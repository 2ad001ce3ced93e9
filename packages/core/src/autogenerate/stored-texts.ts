import type { Comparator } from '../dialect/comparator.js';
import { findTable } from '../schema/edit.js';
import type { Column, Constraint, Index, SchemaModel, SchemaObject, Table } from '../schema/model.js';
import { sameTable, tableKey, type TableName } from '../schema/names.js';
import { sameButForName } from './found-names.js';
import type { AutogenerateInput, AutogeneratePlan } from './plan.js';

/** What of a wanted schema differs in SQL text, at least as far as can be told without the database that rewrites such text. */
export interface DoubtfulTexts {
  readonly wanted: SchemaModel;
  /** Tables that wanted objects may rest on, and that the database does not have as they are wanted. */
  readonly around: readonly Table[];
}

/** The tables and objects of the wanted schema, and how the database would keep them: the same but for their texts. */
export type StoredTexts = ReadonlyMap<object, Table | SchemaObject>;

/**
 * What is worth asking the database about. Tables that may be others under a new name are asked about as a whole.
 * @param plan what was found without asking
 */
export function doubtfulTexts(
  { database, wanted, renames, filter }: Pick<AutogenerateInput, 'database' | 'wanted' | 'renames' | 'filter'>,
  plan: Pick<AutogeneratePlan, 'upgrade' | 'questions'>,
  comparator: Comparator,
): DoubtfulTexts | undefined {
  if (plan.upgrade.length === 0) return undefined;
  const present = new Map(database.tables.map((table) => [tableKey(table.name), table]));
  const objects = new Map(database.objects.map((object) => [objectKey(object), object]));
  const moves = [...renames, ...plan.questions];
  const isNewName = (name: TableName): boolean =>
    moves.some((move) => move.kind === 'table' && sameTable(move.to, name));
  const isNewColumn = (table: TableName, name: string): boolean =>
    moves.some((move) => move.kind === 'column' && sameTable(move.table, table) && move.to === name);

  const doubtful: SchemaModel = {
    tables: wanted.tables.filter((table) => {
      if (!filter({ kind: 'table', name: table.name })) return false;
      const from = present.get(tableKey(table.name));
      if (from === undefined) return isNewName(table.name) && hasTexts(table);
      return differsInTexts(from, table, (column) => isNewColumn(table.name, column), comparator);
    }),
    objects: wanted.objects.filter((object) => {
      const from = objects.get(objectKey(object));
      return from !== undefined && filter(object) && !comparator.sameObject(from, object);
    }),
  };
  if (doubtful.tables.length + doubtful.objects.length === 0) return undefined;
  const around = wanted.tables.filter((table) => {
    const from = present.get(tableKey(table.name));
    return from === undefined || !sameColumns(from, table, comparator);
  });
  return { wanted: doubtful, around: doubtful.objects.length === 0 ? [] : around };
}

/**
 * The same with tables as they were given: to be kept as the database would keep what a migration says, they must be in the
 * very words that it has. A normaliser keeps order.
 * @param normalised all that is wanted, of which `asked` is a part
 * @param given the same before it was normalised
 */
export function asGiven(asked: SchemaModel, normalised: SchemaModel, given: SchemaModel): SchemaModel {
  const originals = new Map(normalised.tables.map((table, at) => [table, given.tables[at]]));
  const tables = asked.tables.map((table) => {
    const original = originals.get(table);
    const isSame =
      original?.name.name === table.name.name &&
      original.columns.length === table.columns.length &&
      original.constraints.length === table.constraints.length &&
      original.indexes.length === table.indexes.length;
    return isSame ? { ...original, name: table.name } : table;
  });
  return { ...asked, tables };
}

/** Pairs what was asked with the answer, which has the same parts in the same order. */
export function storedTexts(asked: SchemaModel, answer: SchemaModel): StoredTexts {
  const pairs = [
    ...asked.tables.map((table, at) => [table, answer.tables[at]] as const),
    ...asked.objects.map((object, at) => [object, answer.objects[at]] as const),
  ];
  return new Map(pairs.flatMap(([part, stored]) => (stored === undefined ? [] : [[part, stored] as const])));
}

/**
 * The wanted schema with the database's own words wherever what the database would keep is what it has. Whatever is not
 * proven so stays as it is: differences only ever become fewer.
 * @param database as its tables are called after the renames
 */
export function withProvenTexts(
  database: SchemaModel,
  wanted: SchemaModel,
  stored: StoredTexts,
  comparator: Comparator,
): SchemaModel {
  if (stored.size === 0) return wanted;
  const objects = new Map(database.objects.map((object) => [objectKey(object), object]));
  return {
    tables: wanted.tables.map((table) => {
      const kept = stored.get(table);
      const from = kept === undefined ? undefined : findTable(database, table.name);
      return kept === undefined || 'kind' in kept || from === undefined ? table : proven(from, table, kept, comparator);
    }),
    objects: wanted.objects.map((object) => {
      const kept = stored.get(object);
      const from = objects.get(objectKey(object));
      if (kept === undefined || !('kind' in kept) || from === undefined) return object;
      return !comparator.sameObject(from, object) && comparator.sameObject(from, kept) ? from : object;
    }),
  };
}

function proven(from: Table, table: Table, stored: Table, comparator: Comparator): Table {
  const columns = new Map(from.columns.map((column) => [column.name, column]));
  return {
    ...table,
    columns: table.columns.map((column, at) => {
      const [before, kept] = [columns.get(column.name), stored.columns[at]];
      return before === undefined || kept === undefined ? column : provenColumn(before, column, kept, comparator);
    }),
    constraints: provenParts(
      from.constraints,
      { wanted: table.constraints, stored: stored.constraints },
      (one, other) => hasText(other) && sameButForName(one, other, comparator),
    ),
    indexes: provenParts(from.indexes, { wanted: table.indexes, stored: stored.indexes }, (one, other) =>
      comparator.sameIndex(one, other),
    ),
  };
}

function provenColumn(from: Column, column: Column, stored: Column, comparator: Comparator): Column {
  const change = comparator.columnChange(from, column);
  if (change === undefined) return column;
  const left = comparator.columnChange(from, stored) ?? {};
  return {
    ...column,
    ...('default' in change && !('default' in left) && from.default !== undefined ? { default: from.default } : {}),
    ...('generated' in change && !('generated' in left) && from.generated !== undefined
      ? { generated: from.generated }
      : {}),
  };
}

/** Each part of the database stands for one wanted part at most; one that is the same without proof is not looked at. */
function provenParts<Part extends { readonly name?: string }>(
  from: readonly Part[],
  { wanted, stored }: { readonly wanted: readonly Part[]; readonly stored: readonly Part[] },
  same: (from: Part, to: Part) => boolean,
): readonly Part[] {
  const open = [...from];
  const take = (to: Part): Part | undefined => {
    const found = open.filter((one) => same(one, to));
    const taken = found.find(({ name }) => name === to.name) ?? found[0];
    if (taken !== undefined) open.splice(open.indexOf(taken), 1);
    return taken;
  };
  const settled = wanted.map((part) => take(part) !== undefined);
  return wanted.map((part, at) => {
    const kept = stored[at];
    const found = settled[at] === true || kept === undefined ? undefined : take(kept);
    if (found === undefined) return part;
    const { name: _, ...rest } = found;
    return { ...rest, ...(part.name === undefined ? {} : { name: part.name }) } as Part;
  });
}

function differsInTexts(
  from: Table,
  to: Table,
  isNewColumn: (name: string) => boolean,
  comparator: Comparator,
): boolean {
  const columns = new Map(from.columns.map((column) => [column.name, column]));
  return (
    to.columns.some((column) => {
      const before = columns.get(column.name);
      if (before === undefined) return hasColumnText(column) && isNewColumn(column.name);
      const { default: value, generated } = comparator.columnChange(before, column) ?? {};
      return (value !== undefined && value !== null) || (generated !== undefined && generated !== null);
    }) ||
    to.constraints.some(
      (constraint) =>
        hasText(constraint) && !from.constraints.some((one) => sameButForName(one, constraint, comparator)),
    ) ||
    to.indexes.some((index) => hasIndexText(index) && !from.indexes.some((one) => comparator.sameIndex(one, index)))
  );
}

function sameColumns(from: Table, to: Table, comparator: Comparator): boolean {
  if (from.columns.length !== to.columns.length) return false;
  const columns = new Map(from.columns.map((column) => [column.name, column]));
  return to.columns.every((column) => {
    const before = columns.get(column.name);
    return before !== undefined && comparator.columnChange(before, column)?.type === undefined;
  });
}

function hasTexts({ columns, constraints, indexes }: Table): boolean {
  return columns.some(hasColumnText) || constraints.some(hasText) || indexes.some(hasIndexText);
}

function hasColumnText({ default: value, generated }: Column): boolean {
  return value?.kind === 'sql' || generated !== undefined;
}

/** Constraints of a dialect's own are taken to have some. */
function hasText({ kind }: Constraint): boolean {
  return kind !== 'primaryKey' && kind !== 'unique' && kind !== 'foreignKey';
}

function hasIndexText({ columns, where }: Index): boolean {
  return where !== undefined || columns.some((element) => 'expression' in element);
}

function objectKey({ kind, name }: SchemaObject): string {
  return `${kind} ${tableKey(name)}`;
}
