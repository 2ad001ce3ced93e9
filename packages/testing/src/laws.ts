import { OperationRegistry, type Operation, type SchemaModel } from '@aludel/core/dialect';
import { differences, same, show } from './equivalent.js';

/**
 * The laws that need no database. Each gives what is wrong, in words; nothing where the law holds.
 */

/** Law 1: what a differ finds between two schemas makes the one into the other, and there is nothing left to find. */
export function lawDiff(
  from: SchemaModel,
  to: SchemaModel,
  diff: (from: SchemaModel, to: SchemaModel) => readonly Operation[],
  registry: OperationRegistry = new OperationRegistry(),
): readonly string[] {
  const operations = diff(from, to);
  const reached = registry.applyAll(from, operations);
  const left = diff(reached, to);
  return [...differences(reached, to), ...left.map((operation) => `still to do: ${registry.describe(operation)}`)];
}

/** Law 2: operations and then what undoes them leave a schema as it was. */
export function lawReverse(
  before: SchemaModel,
  operations: readonly Operation[],
  registry: OperationRegistry = new OperationRegistry(),
): readonly string[] {
  const after = registry.applyAll(before, operations);
  return differences(registry.applyAll(after, registry.reverseAll(before, operations)), before);
}

/** Law 4: operations that are written into a file and read from it again are the same. */
export function lawRender(operations: readonly Operation[], loaded: readonly Operation[]): readonly string[] {
  const lost = operations.length === loaded.length ? [] : [`${operations.length} operations became ${loaded.length}`];
  return [
    ...lost,
    ...operations.flatMap((operation, index) =>
      same(operation, loaded[index]) ? [] : [`${show(operation)} became ${show(loaded[index])}`],
    ),
  ];
}
