import type { OperationRegistry } from '../operations/registry.js';
import type { ForeignKey, SchemaObject, Table } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';
import { namesWithin } from '../schema/table.js';
import { sortedBy } from './pairs.js';
import { keyOf, keysOf, mentionedBy, objectReferences, parentsOf } from './references.js';

/** A table or another object, to be created; backwards, to be dropped. */
export type Piece = { readonly table: Table } | { readonly object: SchemaObject };

export interface Arrangement {
  /** What tables that stay may need, and whatever that needs itself. */
  readonly early: readonly Piece[];
  /** The tables, each after those that it points at, but for what `cut` names; with the objects that they need. */
  readonly middle: readonly Piece[];
  /** All other objects. */
  readonly late: readonly Piece[];
  /** The foreign keys that point at a table further on, since they close a circle; by the key of their table. */
  readonly cut: ReadonlyMap<string, readonly ForeignKey[]>;
}

/**
 * Brings tables and objects into one order, in which each can be created. Those that rest on each other, which none can
 * really do but for foreign keys, come by name.
 *
 * @param staying tables that are there already and change: what they mention comes before they do
 */
export function arrange(
  tables: readonly Table[],
  objects: readonly SchemaObject[],
  staying: readonly Table[],
  operations: OperationRegistry,
): Arrangement {
  const tablePieces = new Map<string, Piece>();
  for (const table of sortedBy(tables, ({ name }) => tableKey(name))) tablePieces.set(tableKey(table.name), { table });
  const objectPieces = sortedBy(objects, ({ kind, name }) => `${tableKey(name)} ${kind}`)
    .toSorted((one, other) => operations.objectRank(one.kind) - operations.objectRank(other.kind))
    .map((object): Piece => ({ object }));
  const isLeaf = (piece: Piece): boolean =>
    'object' in piece && operations.objectType(piece.object.kind)?.isLeaf === true;
  const all = index([...tablePieces.values(), ...objectPieces.filter((piece) => !isLeaf(piece))]);
  const flexible = index(objectPieces.filter((piece) => orderOf(piece, operations) === 'either'));
  const children = new Map<string, Piece[]>();
  for (const piece of tablePieces.values()) {
    for (const parent of 'table' in piece ? parentsOf(piece.table) : []) {
      children.set(tableKey(parent), [...(children.get(tableKey(parent)) ?? []), piece]);
    }
  }
  // A foreign key to a table rests on the parts of that, too.
  const withChildren = (name: TableName): readonly Piece[] => {
    const piece = tablePieces.get(tableKey(name));
    const below = children.get(tableKey(name)) ?? [];
    return [
      ...(piece === undefined ? [] : [piece]),
      ...below.flatMap((child) => ('table' in child ? withChildren(child.table.name) : [])),
    ];
  };
  const numbering = numberingTables([...tablePieces.values()]);
  const needsOf = (piece: Piece): readonly Piece[] => {
    if ('object' in piece)
      return objectReferences(piece.object, operations).flatMap((name) => all.get(keyOf(name)) ?? []);
    const { table } = piece;
    const mentioned =
      flexible.size === 0 && numbering.size === 0
        ? []
        : mentionedBy(table).flatMap((name) => [
            ...(flexible.get(keyOf(name)) ?? []),
            ...(numbering.get(keyOf(name)) ?? []),
          ]);
    const home = table.name.schema === undefined ? [] : (all.get(keyOf({ name: table.name.schema })) ?? []);
    const parents = parentsOf(table).flatMap((name) => tablePieces.get(tableKey(name)) ?? []);
    const pointedAt = foreignKeysOf(table).flatMap(({ references }) => withChildren(references.table));
    return [...home.filter((need) => 'object' in need), ...mentioned, ...parents, ...pointedAt];
  };
  const walk = new Walk(needsOf);
  const neededByStaying = new Set(
    flexible.size === 0 ? [] : staying.flatMap(mentionedBy).flatMap((name) => flexible.get(keyOf(name)) ?? []),
  );
  const early = walk.from([
    ...objectPieces.filter((piece) => orderOf(piece, operations) === 'beforeTables'),
    ...objectPieces.filter((piece) => neededByStaying.has(piece)),
  ]);
  const middle = walk.from([...tablePieces.values()]);
  const late = walk.from(objectPieces);
  return { early, middle, late, cut: cutForeignKeys([...early, ...middle]) };
}

function orderOf(piece: Piece, operations: OperationRegistry): string | undefined {
  return 'object' in piece ? operations.objectType(piece.object.kind)?.order : undefined;
}

/** The tables with columns that count, by the names of their sequences: a default of another table may take from one. */
function numberingTables(pieces: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const found = new Map<string, readonly Piece[]>();
  for (const piece of pieces) {
    if (!('table' in piece)) continue;
    const { name, columns } = piece.table;
    for (const column of columns) {
      if (column.identity === undefined) continue;
      const usual = { ...name, name: `${name.name}_${column.name}_seq` };
      for (const sequence of [usual, ...namesWithin(column.identity.options)]) {
        for (const key of keysOf(sequence)) found.set(key, [...(found.get(key) ?? []), piece]);
      }
    }
  }
  return found;
}

/** By name alone, and by name and schema. */
function index(pieces: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const found = new Map<string, Piece[]>();
  for (const piece of pieces) {
    for (const key of keysOf('table' in piece ? piece.table.name : piece.object.name)) {
      const known = found.get(key);
      if (known === undefined) found.set(key, [piece]);
      else known.push(piece);
    }
  }
  return found;
}

/** Goes through pieces, each after what it needs, and never twice. */
class Walk {
  readonly #entered = new Set<Piece>();

  constructor(private readonly needsOf: (piece: Piece) => readonly Piece[]) {}

  from(roots: readonly Piece[]): readonly Piece[] {
    const ordered: Piece[] = [];
    // A stack of our own: a long chain must not exhaust that of the machine.
    const open: { readonly piece: Piece; readonly needs: Piece[] }[] = [];
    const enter = (piece: Piece): void => {
      if (this.#entered.has(piece)) return;
      this.#entered.add(piece);
      open.push({ piece, needs: this.needsOf(piece).toReversed() });
    };
    for (const root of roots) {
      enter(root);
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const need = top.needs.pop();
        if (need !== undefined) {
          enter(need);
          continue;
        }
        ordered.push(top.piece);
        open.pop();
      }
    }
    return ordered;
  }
}

function cutForeignKeys(pieces: readonly Piece[]): ReadonlyMap<string, readonly ForeignKey[]> {
  const tables = pieces.flatMap((piece) => ('table' in piece ? [piece.table] : []));
  const position = new Map(tables.map((table, at) => [tableKey(table.name), at]));
  const cut = new Map<string, readonly ForeignKey[]>();
  for (const [own, table] of tables.entries()) {
    const ahead = foreignKeysOf(table).filter(
      ({ references }) => (position.get(tableKey(references.table)) ?? own) > own,
    );
    if (ahead.length > 0) cut.set(tableKey(table.name), ahead);
  }
  return cut;
}

function foreignKeysOf(table: Table): readonly ForeignKey[] {
  return table.constraints.filter((constraint) => constraint.kind === 'foreignKey');
}
