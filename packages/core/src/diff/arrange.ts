import type { OperationRegistry } from '../operations/registry.js';
import type { Constraint, ForeignKey, SchemaObject, Table } from '../schema/model.js';
import { tableKey } from '../schema/names.js';
import { namesWithin } from '../schema/table.js';
import { sortedBy } from './pairs.js';
import { keyOf, keysOf, mentionedBy, objectReferences, parentsOf } from './references.js';
import { waitingParts, without, type WaitingParts } from './waiting-parts.js';

/** A table or another object, to be created; backwards, to be dropped. */
export type Piece = TablePiece | { readonly object: SchemaObject };

/** A table, with what its place depends on: read in one go, since a large schema is far away from the processor. */
interface TablePiece {
  readonly table: Table;
  readonly key: string;
  readonly schema: string | undefined;
  /** Keys of tables that have to be there before it: parents, likes. */
  readonly parents: readonly string[];
  /** Keys of the tables that its foreign keys point at. */
  readonly targets: readonly string[];
  /** It has columns that count. */
  readonly counts: boolean;
}

export interface Arrangement {
  /** What tables that stay may need, and whatever that needs itself. */
  readonly early: readonly Piece[];
  /** The tables, each after those that it points at, but for what `cut` names; with the objects that they need. */
  readonly middle: readonly Piece[];
  /** All other objects. */
  readonly late: readonly Piece[];
  /** The foreign keys that point at a table further on, since they close a circle; by their table, in order. */
  readonly cut: ReadonlyMap<Table, readonly ForeignKey[]>;
  /** The parts of tables that need an object that itself needs their table, and so wait until all else is there. */
  readonly waiting: WaitingParts;
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
  const tablePieces = new Map<string, TablePiece>();
  for (const piece of sortedBy(tables.map(pieceOf), ({ key }) => key)) tablePieces.set(piece.key, piece);
  const objectPieces = sortedBy(objects, ({ kind, name }) => `${tableKey(name)} ${kind}`)
    .toSorted((one, other) => operations.objectRank(one.kind) - operations.objectRank(other.kind))
    .map((object): Piece => ({ object }));
  const isLeaf = (piece: Piece): boolean => 'object' in piece && operations.isLeaf(piece.object);
  // With tables alone there is nothing to be found by a name that may be an object's, or a schema.
  const isPlain = objects.length === 0 && [...tablePieces.values()].every(({ schema }) => schema === undefined);
  const all = isPlain ? noPieces : index([...tablePieces.values(), ...objectPieces.filter((piece) => !isLeaf(piece))]);
  const flexible = index(objectPieces.filter((piece) => orderOf(piece, operations) === 'either' && !isLeaf(piece)));
  const before = placesIn(objectPieces, operations);
  const { children, numbering } = relationsOf(tablePieces);
  // A foreign key to a table rests on the parts of that, too.
  const addWithChildren = (key: string, needs: Piece[]): void => {
    const piece = tablePieces.get(key);
    if (piece !== undefined) needs.push(piece);
    for (const child of children.get(key) ?? []) addWithChildren(child.key, needs);
  };
  const needsOf = (piece: Piece): readonly Piece[] => {
    if ('object' in piece) {
      const rests = objectReferences(piece.object, operations).flatMap((name) => all.get(keyOf(name)) ?? []);
      return [...rests, ...before(piece.object)];
    }
    const needs: Piece[] = [];
    if (piece.schema !== undefined) {
      for (const home of all.get(keyOf({ name: piece.schema })) ?? []) if ('object' in home) needs.push(home);
    }
    if (flexible.size > 0 || numbering.size > 0) {
      for (const name of mentionedBy(piece.table)) {
        needs.push(...(flexible.get(keyOf(name)) ?? []), ...(numbering.get(keyOf(name)) ?? []));
      }
    }
    for (const key of piece.parents) {
      const parent = tablePieces.get(key);
      if (parent !== undefined) needs.push(parent);
    }
    for (const key of piece.targets) addWithChildren(key, needs);
    return needs;
  };
  const waiting =
    flexible.size === 0
      ? nothingWaits
      : waitingParts(tablePieces.values(), (name) => flexible.get(keyOf(name)) ?? [], needsOf);
  const walk = new Walk(
    waiting.size === 0
      ? needsOf
      : (piece) => needsOf('table' in piece ? pieceOf(without(piece.table, waiting)) : piece),
  );
  const neededByStaying = new Set(
    flexible.size === 0 ? [] : staying.flatMap(mentionedBy).flatMap((name) => flexible.get(keyOf(name)) ?? []),
  );
  const early = walk.from([
    ...objectPieces.filter((piece) => orderOf(piece, operations) === 'beforeTables'),
    ...objectPieces.filter((piece) => neededByStaying.has(piece) || isUnnamed(piece, operations)),
  ]);
  const middle = walk.from([...tablePieces.values()]);
  const late = walk.from(objectPieces);
  const cut = walk.isCircular ? cutForeignKeys([...early, ...middle]) : nothingCut;
  return { early, middle, late, cut, waiting };
}

function orderOf(piece: Piece, operations: OperationRegistry): string | undefined {
  return 'object' in piece ? operations.objectType(piece.object.kind)?.order : undefined;
}

function isUnnamed(piece: Piece, operations: OperationRegistry): boolean {
  return 'object' in piece && operations.objectType(piece.object.kind)?.isUnnamed?.(piece.object) === true;
}

/** Those of its own kind behind which an object has its place. */
function placesIn(pieces: readonly Piece[], operations: OperationRegistry): (object: SchemaObject) => readonly Piece[] {
  const byKind = new Map<string, ReadonlyMap<string, readonly Piece[]>>();
  const allOf = (kind: string): ReadonlyMap<string, readonly Piece[]> => {
    const known = byKind.get(kind) ?? index(pieces.filter((piece) => 'object' in piece && piece.object.kind === kind));
    byKind.set(kind, known);
    return known;
  };
  return (object) =>
    [...(operations.objectType(object.kind)?.comesBehind?.(object) ?? [])].flatMap(
      (name) => allOf(object.kind).get(keyOf(name)) ?? [],
    );
}

const none: readonly string[] = [];

function pieceOf(table: Table): TablePiece {
  const { name, options, constraints } = table;
  let targets: string[] | undefined;
  for (const part of constraints) {
    if (part.kind === 'foreignKey') (targets ??= []).push(tableKey(part.references.table));
  }
  return {
    table,
    key: tableKey(name),
    schema: name.schema,
    parents: options === undefined ? none : parentsOf(table).map(tableKey),
    targets: targets ?? none,
    counts: table.columns.some(({ identity }) => identity !== undefined),
  };
}

interface Relations {
  /** The parts of a table, by its key. */
  readonly children: ReadonlyMap<string, readonly TablePiece[]>;
  /** The tables with columns that count, by the names of their sequences: a default of another table may take from one. */
  readonly numbering: ReadonlyMap<string, readonly Piece[]>;
}

function relationsOf(pieces: ReadonlyMap<string, TablePiece>): Relations {
  const children = new Map<string, TablePiece[]>();
  const numbering = new Map<string, Piece[]>();
  const add = <Kind>(found: Map<string, Kind[]>, key: string, piece: Kind): void => {
    const known = found.get(key);
    if (known === undefined) found.set(key, [piece]);
    else known.push(piece);
  };
  for (const piece of pieces.values()) {
    for (const parent of piece.parents) add(children, parent, piece);
    if (!piece.counts) continue;
    const { table } = piece;
    for (const { name, identity } of table.columns) {
      if (identity === undefined) continue;
      const usual = { ...table.name, name: `${table.name.name}_${name}_seq` };
      for (const sequence of [usual, ...namesWithin(identity.options)]) {
        for (const key of keysOf(sequence)) add(numbering, key, piece);
      }
    }
  }
  return { children, numbering };
}

const noPieces: ReadonlyMap<string, readonly Piece[]> = new Map();
const nothingWaits: WaitingParts = new Map();
const nothingCut: Arrangement['cut'] = new Map();

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
  readonly #done = new Set<Piece>();
  /** Something came before what it needs. */
  isCircular = false;

  constructor(private readonly needsOf: (piece: Piece) => readonly Piece[]) {}

  from(roots: readonly Piece[]): readonly Piece[] {
    const ordered: Piece[] = [];
    // A stack of our own: a long chain must not exhaust that of the machine.
    const open: { readonly piece: Piece; readonly needs: readonly Piece[]; next: number }[] = [];
    const enter = (piece: Piece): void => {
      if (this.#entered.has(piece)) return;
      this.#entered.add(piece);
      open.push({ piece, needs: this.needsOf(piece), next: 0 });
    };
    for (const root of roots) {
      enter(root);
      for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
        const need = top.needs[top.next];
        if (need !== undefined) {
          top.next += 1;
          enter(need);
          continue;
        }
        ordered.push(top.piece);
        this.#done.add(top.piece);
        this.isCircular ||= top.needs.some((need) => !this.#done.has(need));
        open.pop();
      }
    }
    return ordered;
  }
}

function cutForeignKeys(pieces: readonly Piece[]): ReadonlyMap<Table, readonly ForeignKey[]> {
  const position = new Map<string, number>();
  for (const [at, piece] of pieces.entries()) if ('table' in piece) position.set(tableKey(piece.table.name), at);
  const cut = new Map<Table, readonly ForeignKey[]>();
  for (const [own, piece] of pieces.entries()) {
    if (!('table' in piece)) continue;
    const { table } = piece;
    const ahead = (part: Constraint): part is ForeignKey =>
      part.kind === 'foreignKey' && (position.get(tableKey(part.references.table)) ?? own) > own;
    if (table.constraints.some(ahead)) cut.set(table, table.constraints.filter(ahead));
  }
  return cut;
}
