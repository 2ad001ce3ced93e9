import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { IsConventional } from '../operations/source.js';
import { columnsFirst } from '../render/columns-first.js';
import type { OperationWriter } from '../render/renderer.js';
import { unnamedAnyhow, type NamesInPlace } from '../render/unnamed.js';
import type { ColumnVariant, Table } from '../schema/model.js';
import { nameConstraint } from '../schema/naming.js';
import type { CommandContext } from './context.js';

/** What a generated migration is made of. */
export interface WrittenOperations {
  /** What the models say. */
  readonly modelled?: readonly Operation[];
  /** What a database has said. */
  readonly found?: readonly Operation[];
}

/**
 * How the operations of a generated migration are written: as a person would. Names are, since a convention may change and a
 * migration must not; but that something has none is said only where it would get one. Types of the config's other dialects
 * are written with their own builders.
 */
export async function operationWriter(
  context: Pick<CommandContext, 'otherOperations'>,
  operations: OperationRegistry,
  names: NamesInPlace,
  { modelled = [], found = [] }: WrittenOperations,
): Promise<OperationWriter> {
  const isForeign = ({ type }: ColumnVariant): boolean =>
    type.kind.includes('.') && operations.typeSource(type) === undefined;
  const others = modelled.flatMap(variantsIn).some(isForeign) ? await context.otherOperations() : [];
  const isFound = new Set(found);
  return {
    toCall: (operation) => {
      if (!isFound.has(operation)) return operations.toCall(operation, (table) => withoutName(table, names));
      const written =
        operation.kind === 'createTable' ? { ...operation, table: columnsFirst(operation.table) } : operation;
      return operations.toCall(written, (made) => {
        const isUnnamedAnyhow = unnamedAnyhow(made, names);
        return (part) => 'kind' in part && part.name === undefined && isUnnamedAnyhow(part);
      });
    },
    typeSource: (type) => {
      for (const registry of [operations, ...others]) {
        const source = registry.typeSource(type);
        if (source !== undefined) return source;
      }
      return undefined;
    },
  };
}

function withoutName(table: Table, { convention }: NamesInPlace): IsConventional {
  return (part) => 'kind' in part && nameConstraint(table.name, part, convention).name === undefined;
}

function variantsIn(operation: Operation): readonly ColumnVariant[] {
  switch (operation.kind) {
    case 'createTable':
      return operation.table.columns.flatMap(({ variants = {} }) => Object.values(variants));
    case 'addColumn':
      return Object.values(operation.column.variants ?? {});
    case 'alterColumn':
      return Object.values(operation.to.variants ?? {});
    default:
      return [];
  }
}
