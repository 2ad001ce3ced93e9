import type { SchemaModel } from '@aludel/core';
import { findTable, sameTable, type Operation, type OperationRegistry, type Rewrite } from '@aludel/core/dialect';
import { assertRenamable } from './broken.js';
import { changedTable, isRename } from './changed-table.js';
import { foldIntoCreateTable } from './fold-create-table.js';
import { assertDroppable } from './droppable.js';
import { joinConstraints } from './join-constraints.js';
import { needsRebuild } from './needs-rebuild.js';
import { planRebuild } from './plan-rebuild.js';
import { splitRenames } from './split-renames.js';
import type { SqliteTarget } from './target.js';

/** Puts one rebuild in place of consecutive operations on a table of which at least one needs it. */
export function rebuildRewrite(registry: OperationRegistry, target: SqliteTarget): Rewrite {
  return (operations, before) => {
    assertRenamable(operations, before, registry);
    const rewritten: Operation[] = [];
    let model = before;
    let rest = splitRenames(foldIntoCreateTable(operations, before, registry));
    while (rest.length > 0) {
      let group = leadingGroup(rest, model);
      let written = rebuilt(group, model, registry, target);
      if (written === undefined) {
        group = group.slice(0, Math.max(1, group.findIndex(isRename)));
        written = rebuilt(group, model, registry, target) ?? group;
      }
      rewritten.push(...written);
      model = registry.applyAll(model, written);
      rest = rest.slice(group.length);
    }
    return rewritten;
  };
}

/** The group itself, or what takes its place; `undefined` where the names that it gives columns are in each other's way. */
function rebuilt(
  group: readonly Operation[],
  before: SchemaModel,
  registry: OperationRegistry,
  target: SqliteTarget,
): readonly Operation[] | undefined {
  // Asked of all, so that each is checked.
  if (group.filter(needs(before, registry, target)).length === 0) return group;
  const joined = joinConstraints(group, before);
  if (target.forceRebuild !== true && !joined.some(needs(before, registry, target))) return joined;
  return planRebuild(group, before, registry);
}

/** Asks of one operation after another; each sees the schema that those before it leave. */
function needs(
  before: SchemaModel,
  registry: OperationRegistry,
  target: SqliteTarget,
): (operation: Operation) => boolean {
  let model = before;
  return (operation) => {
    if (operation.kind === 'dropColumn') assertDroppable(operation, model);
    const needed = needsRebuild(operation, model, target);
    model = registry.apply(model, operation);
    return needed;
  };
}

/** The operations at the head of a list that change one table that is there; at least one operation. */
function leadingGroup(operations: readonly Operation[], model: SchemaModel): readonly Operation[] {
  const [first] = operations;
  const table = first === undefined ? undefined : changedTable(first);
  if (table === undefined || findTable(model, table) === undefined) return operations.slice(0, 1);
  const end = operations.findIndex((operation) => {
    const other = changedTable(operation);
    return other === undefined || !sameTable(other, table);
  });
  return end === -1 ? operations : operations.slice(0, end);
}
