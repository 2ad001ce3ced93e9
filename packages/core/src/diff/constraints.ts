import type { Comparator } from '../dialect/comparator.js';
import type { Constraint, Table } from '../schema/model.js';
import { tableKey } from '../schema/names.js';
import type { Pair, Pairs } from './pairs.js';

/**
 * Recognises the constraints of a table: by name; and where one side has no name, since databases forget names or never
 * had them, by content. One that has changed is both dropped and created.
 */
export function diffConstraints(from: Table, to: Table, comparator: Comparator): Pairs<Constraint> {
  const unmatched = { from: new Set(from.constraints), to: new Set(to.constraints) };
  const kept: Pair<Constraint>[] = [];
  const match = (before: Constraint, after: Constraint): void => {
    unmatched.from.delete(before);
    unmatched.to.delete(after);
    kept.push({ from: before, to: after });
  };

  const named = new Map([...unmatched.to].flatMap((after) => (after.name === undefined ? [] : [[after.name, after]])));
  const changed = new Set<Constraint>();
  for (const before of from.constraints) {
    const after = before.name === undefined ? undefined : named.get(before.name);
    if (after === undefined) continue;
    if (comparator.sameConstraint(before, after)) match(before, after);
    else changed.add(before).add(after);
  }

  const byContent = new Map<string, Constraint[]>();
  for (const after of unmatched.to) {
    if (changed.has(after)) continue;
    const key = contentKey(after);
    const alike = byContent.get(key);
    if (alike === undefined) byContent.set(key, [after]);
    else alike.push(after);
  }
  for (const before of unmatched.from) {
    if (changed.has(before)) continue;
    const alike = byContent.get(contentKey(before)) ?? [];
    const at = alike.findIndex((after) => oneLacksName(before, after) && comparator.sameConstraint(before, after));
    const [after] = at === -1 ? [] : alike.splice(at, 1);
    if (after !== undefined) match(before, after);
  }

  // What is left may still say the same in other words, for which only the comparator has an ear.
  for (const before of unmatched.from) {
    if (changed.has(before)) continue;
    for (const after of unmatched.to) {
      if (changed.has(after) || after.kind !== before.kind || !oneLacksName(before, after)) continue;
      if (!comparator.sameConstraint(before, after)) continue;
      match(before, after);
      break;
    }
  }
  return { dropped: [...unmatched.from], created: [...unmatched.to], kept };
}

function oneLacksName(a: Constraint, b: Constraint): boolean {
  return a.name === undefined || b.name === undefined;
}

function contentKey(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'check':
      return `check ${constraint.expression}`;
    case 'foreignKey':
      return `foreignKey ${JSON.stringify([constraint.columns, tableKey(constraint.references.table)])}`;
    case 'primaryKey':
    case 'unique':
      return `${constraint.kind} ${JSON.stringify(constraint.columns)}`;
    default:
      return JSON.stringify(constraint);
  }
}
