import type { Constraint, Index, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import type { Piece } from './arrange.js';
import { mentionedByPart } from './references.js';

/** The checks and indexes that are not made with their table, each with its table's name. */
export type WaitingParts = ReadonlyMap<Constraint | Index, TableName>;

/**
 * Finds what closes a circle: an index over a function, or a check that calls one, where the function takes the table's own
 * rows. The table is made without it, then the function, then it.
 *
 * @param objectsOf the objects of a name that may come before tables as well as after them
 * @param needsOf what a piece needs if nothing waits
 */
export function waitingParts(
  pieces: Iterable<Piece>,
  objectsOf: (name: TableName) => readonly Piece[],
  needsOf: (piece: Piece) => readonly Piece[],
): WaitingParts {
  const waiting = new Map<Constraint | Index, TableName>();
  const known = new Map<Piece, ReadonlySet<Piece>>();
  const neededBy = (object: Piece): ReadonlySet<Piece> => {
    const found = known.get(object) ?? allNeeds(object, needsOf);
    known.set(object, found);
    return found;
  };
  for (const piece of pieces) {
    if (!('table' in piece)) continue;
    const { name, constraints, indexes } = piece.table;
    for (const part of [...constraints, ...indexes]) {
      const objects = mentionedByPart(part).flatMap(objectsOf);
      if (objects.some((object) => neededBy(object).has(piece))) waiting.set(part, name);
    }
  }
  return waiting;
}

/** All that a piece needs, and what that needs itself. */
function allNeeds(piece: Piece, needsOf: (piece: Piece) => readonly Piece[]): ReadonlySet<Piece> {
  const found = new Set<Piece>();
  const open = [piece];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const need of needsOf(next)) {
      if (found.has(need)) continue;
      found.add(need);
      open.push(need);
    }
  }
  return found;
}

/** The table as it is made at first. */
export function without(table: Table, waiting: WaitingParts): Table {
  if (waiting.size === 0) return table;
  const isThere = (part: Constraint | Index): boolean => !waiting.has(part);
  return { ...table, constraints: table.constraints.filter(isThere), indexes: table.indexes.filter(isThere) };
}
