import type { Comparator } from '../dialect/comparator.js';
import type { Operation } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import { referenceTo } from '../schema/edit.js';
import type { Constraint, Index, SchemaModel, Table } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';
import { columnOperations } from './columns.js';
import { arrange, type Piece } from './arrange.js';
import { diffObjects, objectTypeOf } from './objects.js';
import { numberingApart } from './numbered-keys.js';
import { pairByKey, sortedBy } from './pairs.js';
import {
  commentOperations,
  diffTable,
  isForeignKey,
  keysChange,
  mayChange,
  withForeignKeysMadeAnew,
  type TableDiff,
} from './tables.js';
import { without } from './waiting-parts.js';

/**
 * The operations that make `from` into `to`; both normalised by the same dialect. The same input gives the same
 * operations in the same order, in time proportional to its size:
 *
 * 1. Views, and other objects that rest on tables, that change or go; then types and other objects that tables rest on, as
 *    far as they come or change; foreign keys that point at what goes, and parts whose name another table will take.
 * 2. Tables that go, each before those that it points at, and before the functions that it alone needs.
 * 3. Tables that stay, by name, all of one table together: what it loses, its columns, what it gains.
 * 4. New tables, each after those that it points at and the functions that it needs; then the foreign keys that had to
 *    wait, views, and indexes and checks over functions of their own table's rows.
 * 5. Types and the like that go.
 *
 * The order of columns does not count as a difference, and a table's own options (engine, storage …) only where the
 * comparator says what changes them.
 *
 * @param operations knows the kinds of object of the dialect; default: views alone
 * @param renamed tables that had another name a moment ago, they or columns of theirs; by both names
 */
export function diff(
  from: SchemaModel,
  to: SchemaModel,
  comparator: Comparator,
  operations: OperationRegistry = new OperationRegistry(),
  renamed: readonly TableName[] = [],
): readonly Operation[] {
  const tables = pairByKey(from.tables, to.tables, ({ name }) => tableKey(name));
  const kept = withForeignKeysMadeAnew(
    sortedBy(tables.kept, (pair) => tableKey(pair.to.name)).map((pair) => diffTable(pair, comparator)),
  );
  // Of a large schema little changes: the rest is not gone through again.
  const changing = kept.filter(mayChange);
  const away = new Set(
    changing
      .filter((diff) => comparator.keysStayAway?.(diff.from, diff.to) === true)
      .flatMap((diff) => [tableKey(diff.from.name), tableKey(diff.to.name)]),
  );
  const stable = stability(kept, away);
  const namesTaken = takenNames(changing, tables.created);
  const isEarly = (own: TableName, part: Constraint | Index): boolean =>
    namesTaken(own, part.name) ||
    ('kind' in part && isForeignKey(part) && !stable(own, part.references.table).beforeDrop);
  const isLate = (own: TableName, part: Constraint): boolean =>
    isForeignKey(part) && (away.has(tableKey(own)) || !stable(own, part.references.table).beforeCreate);

  const parted = changing.map((diff) => numberingApart(diff, (part) => isEarly(diff.from.name, part)));

  const retyped = changing.filter(({ columns }) => columns.changed.some((change) => change.to.type !== undefined));
  const objects = diffObjects(
    from,
    to,
    { retyped: retyped.map((diff) => diff.from.name), renamed },
    comparator,
    operations,
  );
  const staying = changing.filter(isChanged);
  const created = arrange(
    tables.created,
    objects.created,
    staying.map((diff) => diff.to),
    operations,
  );
  const dropped = arrange(
    tables.dropped,
    objects.dropped,
    staying.map((diff) => diff.from),
    operations,
  );
  const drop = (piece: Piece): Operation =>
    'table' in piece
      ? { kind: 'dropTable', table: piece.table.name }
      : objectTypeOf(piece.object, operations).drop(piece.object);
  const create = (piece: Piece): Operation =>
    'table' in piece
      ? createTable(without(piece.table, created.waiting), created.cut.get(piece.table))
      : objectTypeOf(piece.object, operations).create(piece.object);
  const isInTheWay = (piece: Piece): boolean => 'table' in piece || objects.inTheWay.has(piece.object);
  const [droppedEarly, droppedLate] = [
    dropped.early.toReversed().filter(isInTheWay),
    dropped.early.toReversed().filter((piece) => !isInTheWay(piece)),
  ];
  return [
    ...objects.releases,
    ...[...dropped.waiting].map(([part, table]) => dropPart(table, part)),
    ...dropped.late.toReversed().map(drop),
    ...droppedEarly.map(drop),
    ...created.early.map(create),
    ...objects.earlyChanges,
    ...changing.flatMap((diff) => dropParts(diff, (part) => isPointer(part) && isEarly(diff.from.name, part))),
    ...dropped.middle.flatMap((piece) =>
      'table' in piece ? dropConstraints(piece.table.name, dropped.cut.get(piece.table) ?? []) : [],
    ),
    ...dropped.middle.toReversed().map(drop),
    // Keys among them: nothing that goes points at these any more.
    ...parted.flatMap(({ released, diff }) => [
      ...released,
      ...dropParts(diff, (part) => !isPointer(part) && isEarly(diff.from.name, part)),
    ]),
    ...parted.flatMap(({ diff }) => {
      const around = comparator.optionsAroundColumns?.(diff.from, diff.to);
      const options = comparator.tableOptionsChange?.(diff.from, diff.to) ?? [];
      const comesFirst = (change: Operation): boolean => comparator.comesFirst?.(change, diff.from, diff.to) === true;
      return [
        ...dropParts(diff, (part) => !isEarly(diff.from.name, part)),
        ...(around?.before ?? []),
        ...options.filter(comesFirst),
        ...columnOperations(diff.to.name, diff.columns),
        ...(around?.after ?? []),
        ...createParts(diff, (part) => !isLate(diff.to.name, part), operations),
        ...options.filter((change) => !comesFirst(change)),
        ...commentOperations(diff),
      ];
    }),
    ...created.middle.map(create),
    ...[...created.cut].flatMap(([{ name }, keys]) => createConstraints(name, keys, operations)),
    ...changing.flatMap((diff) =>
      createConstraints(
        diff.to.name,
        diff.constraints.created.filter((part) => isLate(diff.to.name, part)),
        operations,
      ),
    ),
    ...created.late.map(create),
    ...[...created.waiting].map(([part, table]) => createPart(table, part, operations)),
    ...objects.changes,
    ...objects.completions,
    ...droppedLate.map(drop),
  ];
}

function isPointer(part: Constraint | Index): boolean {
  return 'kind' in part && isForeignKey(part);
}

/** Whether anything of a table changes: then what it mentions is of interest. */
function isChanged({ columns, constraints, indexes }: TableDiff): boolean {
  return [columns, constraints, indexes].some(
    (parts) => parts.dropped.length > 0 || parts.created.length > 0 || ('changed' in parts && parts.changed.length > 0),
  );
}

interface Stability {
  /** Nothing that a foreign key could rest on goes from the table. */
  readonly beforeDrop: boolean;
  /** Nor comes to it. */
  readonly beforeCreate: boolean;
}

/**
 * Whether a foreign key of `own` to `target` can be changed together with the rest of its own table.
 * @param away the tables that no foreign key comes to, or goes from, while their options change
 */
function stability(
  kept: readonly TableDiff[],
  away: ReadonlySet<string>,
): (own: TableName, target: TableName) => Stability {
  let changes: ReadonlyMap<string, ReturnType<typeof keysChange>> | undefined;
  return (own, target) => {
    if (tableKey(own) === tableKey(target)) return { beforeDrop: true, beforeCreate: true };
    changes ??= new Map(kept.map((diff) => [tableKey(diff.from.name), keysChange(diff)]));
    const change = changes.get(tableKey(target));
    // A table that goes, or is new; one that is in neither model is no concern, but waiting does no harm.
    if (change === undefined || away.has(tableKey(target))) return { beforeDrop: false, beforeCreate: false };
    return { beforeDrop: !change.dropped, beforeCreate: !change.created };
  };
}

/**
 * Whether a name of a table's constraint or index is given to one of another table. Where a database wants such names to
 * be unique in a schema, the old owner must give it up first.
 */
function takenNames(
  kept: readonly TableDiff[],
  created: readonly Table[],
): (own: TableName, name: string | undefined) => boolean {
  const goes = kept.some(({ constraints, indexes }) => constraints.dropped.length > 0 || indexes.dropped.length > 0);
  if (!goes) return () => false;
  /** By name, the key of the one table that takes it, or that there are several. */
  const takers = new Map<string, string | typeof several>();
  const take = (table: TableName, parts: readonly { readonly name?: string }[]): void => {
    const key = tableKey(table);
    for (const { name } of parts) {
      if (name === undefined) continue;
      const known = takers.get(name);
      if (known === undefined) takers.set(name, key);
      else if (known !== key) takers.set(name, several);
    }
  };
  for (const { to, constraints, indexes } of kept) {
    take(to.name, constraints.created);
    take(to.name, indexes.created);
  }
  for (const { name, constraints, indexes } of created) {
    take(name, constraints);
    take(name, indexes);
  }
  return (own, name) => {
    const known = name === undefined ? undefined : takers.get(name);
    return known !== undefined && (known === several || known !== tableKey(own));
  };
}

const several = Symbol('several');

/** Foreign keys go first, since they rest on the others. */
function dropParts(
  { from, constraints, indexes }: TableDiff,
  wanted: (part: Constraint | Index) => boolean,
): readonly Operation[] {
  const dropped = constraints.dropped.filter(wanted);
  return [
    ...dropConstraints(from.name, dropped.filter(isForeignKey)),
    ...indexes.dropped.filter(wanted).map((index) => dropPart(from.name, index)),
    ...dropConstraints(
      from.name,
      dropped.filter((constraint) => !isForeignKey(constraint)),
    ),
  ];
}

function createParts(
  { to, constraints, indexes }: TableDiff,
  wanted: (part: Constraint) => boolean,
  operations: OperationRegistry,
): readonly Operation[] {
  const created = constraints.created.filter(wanted);
  return [
    ...createConstraints(
      to.name,
      created.filter((constraint) => !isForeignKey(constraint)),
      operations,
    ),
    ...created.flatMap((constraint) => nullsOfKey(to, constraint)),
    ...indexes.created.map((index) => createPart(to.name, index, operations)),
    ...createConstraints(to.name, created.filter(isForeignKey), operations),
  ];
}

/** A primary key makes its columns not null; a database may have it that they are null all the same. */
function nullsOfKey({ name, columns }: Table, constraint: Constraint): readonly Operation[] {
  if (constraint.kind !== 'primaryKey') return [];
  return columns
    .filter((column) => column.nullable && constraint.columns.includes(column.name))
    .map((column) => ({ kind: 'alterColumn', table: name, column: column.name, to: { nullable: true } }));
}

function createTable(table: Table, cut: readonly Constraint[] = []): Operation {
  if (cut.length === 0) return { kind: 'createTable', table };
  const waiting = new Set(cut);
  return {
    kind: 'createTable',
    table: { ...table, constraints: table.constraints.filter((constraint) => !waiting.has(constraint)) },
  };
}

function dropConstraints(table: TableName, constraints: readonly Constraint[]): readonly Operation[] {
  return constraints.map((constraint) => dropPart(table, constraint));
}

function dropPart(table: TableName, part: Constraint | Index): Operation {
  return 'kind' in part
    ? { kind: 'dropConstraint', table, constraint: referenceTo(part) }
    : { kind: 'dropIndex', table, name: part.name };
}

function createConstraints(
  table: TableName,
  constraints: readonly Constraint[],
  operations: OperationRegistry,
): readonly Operation[] {
  return constraints.map((constraint) => createPart(table, constraint, operations));
}

function createPart(table: TableName, part: Constraint | Index, operations: OperationRegistry): Operation {
  return 'kind' in part ? operations.constraintOperation(table, part) : { kind: 'createIndex', table, index: part };
}
