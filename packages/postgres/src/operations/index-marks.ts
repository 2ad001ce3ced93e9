import type { SchemaModel, Table, TableName } from '@aludel/core';
import { changeTable, findTable, type Operation } from '@aludel/core/dialect';
import type { PostgresTableOptions } from '../augment.js';

type Marks = Pick<PostgresTableOptions, 'clusterOn' | 'replicaIdentity'>;

/** What a table says of an index, or of that behind a constraint: that it is ordered by it, or that its columns are logged. */
export function marksOn(table: Table | undefined, name: string | undefined): Marks {
  const { clusterOn, replicaIdentity } = table?.options?.postgres ?? {};
  if (name === undefined) return {};
  const isLogged = typeof replicaIdentity === 'object' && replicaIdentity.index === name;
  return { ...(clusterOn === name ? { clusterOn } : {}), ...(isLogged ? { replicaIdentity } : {}) };
}

/** The model without what its table says of an index, which goes with that. */
export function withoutMarks(model: SchemaModel, table: TableName, name: string | undefined): SchemaModel {
  const marks = Object.keys(marksOn(findTable(model, table), name));
  if (marks.length === 0) return model;
  return changeTable(model, table, (found) => {
    const kept = Object.entries(found.options?.postgres ?? {}).filter(([key]) => !marks.includes(key));
    const { postgres: _, ...others } = found.options ?? {};
    return { ...found, options: { ...others, ...(kept.length === 0 ? {} : { postgres: Object.fromEntries(kept) }) } };
  });
}

/** Says it again of an index that comes back. */
export function markingAgain(model: SchemaModel, table: TableName, name: string | undefined): readonly Operation[] {
  const marks = marksOn(findTable(model, table), name);
  return Object.keys(marks).length === 0 ? [] : [{ kind: 'postgres.alterTableOptions', table, to: marks }];
}
