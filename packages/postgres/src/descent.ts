import type { IndexElement, Table, TableName } from '@aludel/core';
import { displayName, UnsupportedOperationError } from '@aludel/core/dialect';
import type { PostgresTableOptions } from './augment.js';
import { indexElementText } from './ddl/writing.js';

/**
 * What a table is made from, or made for, is said when it is created. Where the model says otherwise than the database, that is
 * for a person to decide: the rows have to move, or the model is mistaken.
 */
export function assertSameDescent(from: Table, to: Table): void {
  const [before, after] = [from.options?.postgres ?? {}, to.options?.postgres ?? {}];
  const name = displayName(to.name);
  if (!samePartitioning(before.partitionBy, after.partitionBy)) {
    throw new UnsupportedOperationError(
      'postgres',
      `another PARTITION BY of the table ${name}`,
      `in the database it has ${partitioningText(before.partitionBy)}, in the model ${partitioningText(after.partitionBy)}; that is said when a table is created, and never altered.`,
      `Rename the table in a migration written by hand, create it anew as it shall be, move the rows and drop the old one; or say in the model what the database has: ${partitioningSource(before.partitionBy)}.`,
    );
  }
  const [parent, wanted] = [before.partitionOf?.parent, after.partitionOf?.parent];
  if (keyOf(parent) !== keyOf(wanted)) {
    const by = [
      ...(parent === undefined ? [] : [`detachPartition('${name}', '${displayName(parent)}')`]),
      ...(wanted === undefined ? [] : [`attachPartition('${name}', '${displayName(wanted)}', …)`]),
    ];
    throw new UnsupportedOperationError(
      'postgres',
      `to find out what makes ${name} ${wanted === undefined ? 'a table of its own' : `a partition of ${displayName(wanted)}`}`,
      `in the database it is ${parent === undefined ? 'no partition' : `a partition of ${displayName(parent)}`}, and with that its columns, indexes and constraints change hands.`,
      `Write a migration with op.apply(${by.join(') and op.apply(')}), and compare afterwards.`,
    );
  }
  const [parents, others] = [before.inherits ?? [], after.inherits ?? []];
  if (parents.map(keyOf).toSorted().join() !== others.map(keyOf).toSorted().join()) {
    throw new UnsupportedOperationError(
      'postgres',
      `other parents of the table ${name}`,
      `in the database it inherits from ${listOf(parents)}, in the model from ${listOf(others)}.`,
      `Write a migration with op.execute('ALTER TABLE … INHERIT …') or NO INHERIT, and compare afterwards.`,
    );
  }
}

type Partitioning = PostgresTableOptions['partitionBy'];

/** How expressions are written, the server alone knows: they are taken to be the same. */
function samePartitioning(from: Partitioning, to: Partitioning): boolean {
  if (from === undefined || to === undefined) return from === to;
  return (
    from.strategy === to.strategy &&
    from.elements.length === to.elements.length &&
    from.elements.every((element, at) => sameKey(element, to.elements[at]))
  );
}

function sameKey(from: IndexElement, to: IndexElement | undefined): boolean {
  if (to === undefined) return false;
  const [name, other] = [from, to].map((element) => ('column' in element ? element.column : undefined));
  return name === other;
}

function partitioningText(partitioning: Partitioning): string {
  if (partitioning === undefined) return 'none';
  const { strategy, elements } = partitioning;
  return `PARTITION BY ${strategy.toUpperCase()} (${elements.map(indexElementText).join(', ')})`;
}

function partitioningSource(partitioning: Partitioning): string {
  return partitioning === undefined
    ? 'no partitionBy'
    : `{ postgres: { partitionBy: ${JSON.stringify(partitioning)} } }`;
}

function keyOf(name: TableName | undefined): string {
  return JSON.stringify([name?.schema, name?.name]);
}

function listOf(names: readonly TableName[]): string {
  return names.length === 0 ? 'none' : names.map(displayName).join(', ');
}
