import type { Comparator } from '../dialect/comparator.js';
import { dependentsOf } from '../operations/drop-column.js';
import type { Operation } from '../operations/operation.js';
import type { Constraint, ForeignKey, Index, Table } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';
import { diffColumns, type ColumnDiff } from './columns.js';
import { diffConstraints } from './constraints.js';
import { diffIndexes } from './indexes.js';
import { equal } from './equal.js';
import type { Pair, Pairs } from './pairs.js';

/** What must happen to a table that stays. */
export interface TableDiff {
  readonly from: Table;
  readonly to: Table;
  readonly columns: ColumnDiff;
  readonly constraints: Pairs<Constraint>;
  readonly indexes: Pairs<Index>;
}

const noColumns: ColumnDiff = { dropped: [], created: [], changed: [] };

/** Most tables: nobody need be asked about their parts. */
function unchanged(from: Table, to: Table): TableDiff {
  return {
    from,
    to,
    columns: noColumns,
    constraints: new SameParts(from.constraints, to.constraints),
    indexes: new SameParts(from.indexes, to.indexes),
  };
}

/** Parts that are equal one by one. Of most tables nobody asks for the pairs: they are made for who does. */
class SameParts<Part> implements Pairs<Part> {
  readonly dropped: readonly Part[] = nothing;
  readonly created: readonly Part[] = nothing;

  constructor(
    private readonly from: readonly Part[],
    private readonly to: readonly Part[],
  ) {}

  get kept(): readonly Pair<Part>[] {
    return this.from.flatMap((one, place) => {
      const other = this.to[place];
      return other === undefined ? [] : [{ from: one, to: other }];
    });
  }
}

const nothing: readonly never[] = [];

/** Whether there is any difference between the two. */
export function mayChange({ columns, constraints, indexes }: TableDiff): boolean {
  return columns !== noColumns || !(constraints instanceof SameParts) || !(indexes instanceof SameParts);
}

export function diffTable({ from, to }: Pair<Table>, comparator: Comparator): TableDiff {
  if (equal(from, to)) return unchanged(from, to);
  const columns = diffColumns(from, to, comparator);
  const constraints = diffConstraints(from, to, comparator);
  const indexes = diffIndexes(from, to, comparator);
  if (columns.dropped.length === 0) return { from, to, columns, constraints, indexes };
  // What mentions a column goes with it, also where it only seems to: such a part is made anew.
  const gone = columns.dropped.map(({ name }) => dependentsOf(from, name));
  const goneConstraints = new Set(gone.flatMap((dependents) => dependents.constraints));
  const goneIndexes = new Set(gone.flatMap((dependents) => dependents.indexes));
  return {
    from,
    to,
    columns,
    constraints: madeAnew(constraints, (constraint) => goneConstraints.has(constraint)),
    indexes: madeAnew(indexes, (index) => goneIndexes.has(index)),
  };
}

/** Moves what `isGone` picks from the kept parts to those that are dropped and created. */
function madeAnew<T>(pairs: Pairs<T>, isGone: (from: T) => boolean): Pairs<T> {
  const anew = pairs.kept.filter((pair) => isGone(pair.from));
  if (anew.length === 0) return pairs;
  return {
    dropped: [...pairs.dropped, ...anew.map((pair) => pair.from)],
    created: [...pairs.created, ...anew.map((pair) => pair.to)],
    kept: pairs.kept.filter((pair) => !isGone(pair.from)),
  };
}

/**
 * A foreign key has to be taken off, and put on again, while the type of one of its columns changes on either side, or
 * the key that it points at is replaced: no database alters what a foreign key rests on.
 */
export function withForeignKeysMadeAnew(diffs: readonly TableDiff[]): readonly TableDiff[] {
  const shaken = new Map(
    diffs.filter(mayChange).flatMap((diff) => {
      const columns = shakenColumns(diff);
      return columns.size === 0 ? [] : [[tableKey(diff.from.name), columns]];
    }),
  );
  if (shaken.size === 0) return diffs;
  const keys = new Map(diffs.map(({ from }) => [tableKey(from.name), primaryKeyColumns(from)]));
  const isShaken = (own: TableName, constraint: Constraint): boolean => {
    if (constraint.kind !== 'foreignKey') return false;
    const target = tableKey(constraint.references.table);
    const { columns } = constraint.references;
    return (
      constraint.columns.some((column) => shaken.get(tableKey(own))?.has(column)) ||
      (columns.length === 0 ? (keys.get(target) ?? []) : columns).some((column) => shaken.get(target)?.has(column))
    );
  };
  return diffs.map((diff) => ({
    ...diff,
    constraints: madeAnew(diff.constraints, (constraint) => isShaken(diff.from.name, constraint)),
  }));
}

/** The columns whose type changes, and those of keys that go. */
function shakenColumns({ columns, constraints, indexes }: TableDiff): ReadonlySet<string> {
  return new Set([
    ...columns.changed.flatMap(({ column, to }) => (to.type === undefined ? [] : [column])),
    ...constraints.dropped.flatMap((constraint) =>
      constraint.kind === 'primaryKey' || constraint.kind === 'unique' ? constraint.columns : [],
    ),
    ...indexes.dropped.flatMap((index) =>
      index.unique ? index.columns.flatMap((element) => ('column' in element ? [element.column] : [])) : [],
    ),
  ]);
}

function primaryKeyColumns(table: Table): readonly string[] {
  return table.constraints.find((constraint) => constraint.kind === 'primaryKey')?.columns ?? [];
}

/** Whether anything goes, or comes, that a foreign key could rest on. */
export function keysChange(diff: TableDiff): { readonly dropped: boolean; readonly created: boolean } {
  const isKey = ({ kind }: Constraint): boolean => kind === 'primaryKey' || kind === 'unique';
  const { columns, constraints, indexes } = diff;
  const retyped = columns.changed.some(({ to }) => to.type !== undefined);
  return {
    dropped:
      retyped || columns.dropped.length > 0 || constraints.dropped.some(isKey) || indexes.dropped.some((i) => i.unique),
    created:
      retyped || columns.created.length > 0 || constraints.created.some(isKey) || indexes.created.some((i) => i.unique),
  };
}

export function isForeignKey(constraint: Constraint): constraint is ForeignKey {
  return constraint.kind === 'foreignKey';
}

export function commentOperations({ from, to }: TableDiff): readonly Operation[] {
  const table = to.name;
  if (from.comment === to.comment) return [];
  return to.comment === undefined
    ? [{ kind: 'dropTableComment', table }]
    : [{ kind: 'createTableComment', table, comment: to.comment }];
}
