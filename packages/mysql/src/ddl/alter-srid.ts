import type { Column } from '@aludel/core';
import { getIndex } from '@aludel/core/dialect';
import { withSettings, type AlterContext, type Asked } from './alter-parts.js';
import { part, type AlterStep } from './alter-step.js';
import { indexText } from './index-text.js';
import { quoted } from './writing.js';

/**
 * MySQL alters the reference system of no column that has a spatial index, not even of one that goes in the same statement:
 * it is dropped before, and made again after. https://dev.mysql.com/doc/refman/8.4/en/spatial-type-overview.html
 * @param steps that alter the column
 */
export function withSpatialIndexesApart(
  steps: readonly AlterStep[],
  from: Column,
  to: Column,
  { before, after, target }: AlterContext,
  settings: Asked | undefined,
): readonly AlterStep[] {
  if (target.flavour.kind === 'mariadb' || sridOf(from) === sridOf(to)) return steps;
  const indexes = before.indexes.filter(
    ({ options, columns }) =>
      options?.mysql?.type === 'spatial' &&
      columns.some((element) => 'column' in element && element.column === from.name),
  );
  if (indexes.length === 0) return steps;
  const keys = indexes.map(({ name }) => part('key', name));
  const step = (clauses: readonly string[]): AlterStep =>
    withSettings({ clauses, cost: 'alone', needs: keys, changes: keys }, settings);
  return [
    step(indexes.map(({ name }) => `DROP KEY ${quoted(name)}`)),
    ...steps.map((one): AlterStep => ({ ...one, cost: 'alone' })),
    step(indexes.map(({ name }) => `ADD ${indexText(getIndex(after, name), after, target)}`)),
  ];
}

function sridOf({ type }: Column): number | undefined {
  return type.kind === 'mysql.spatial' ? type.srid : undefined;
}
