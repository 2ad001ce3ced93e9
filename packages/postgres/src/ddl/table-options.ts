import type { SchemaModel } from '@aludel/core';
import { displayName, getTable, type Operations } from '@aludel/core/dialect';
import { markActions } from './create-table.js';
import { assertVersion, type PostgresTarget } from './target.js';
import { parameterName, parametersText, quoted } from './writing.js';

/** The parts of `ALTER TABLE` that change a table's own options. */
export function tableOptionActions(
  { table, to }: Operations['postgres.alterTableOptions'],
  before: SchemaModel,
  target: PostgresTarget,
): readonly string[] {
  const former = getTable(before, table).options?.postgres ?? {};
  const { unlogged, storage, tablespace, accessMethod, clusterOn, replicaIdentity } = to;
  if (accessMethod !== undefined) assertVersion(target, 15, `the access method of ${displayName(table)}`);
  return [
    ...(unlogged === undefined || (unlogged ?? false) === (former.unlogged ?? false)
      ? []
      : [unlogged === true ? 'SET UNLOGGED' : 'SET LOGGED']),
    ...(storage === undefined ? [] : storageActions(former.storage ?? {}, storage ?? {})),
    ...(tablespace === undefined ? [] : [`SET TABLESPACE ${quoted(tablespace ?? 'pg_default')}`]),
    ...(accessMethod === undefined ? [] : [`SET ACCESS METHOD ${quoted(accessMethod ?? 'heap')}`]),
    ...(clusterOn === null ? ['SET WITHOUT CLUSTER'] : []),
    ...(replicaIdentity === null ? ['REPLICA IDENTITY DEFAULT'] : []),
    ...markActions({
      options: {
        postgres: {
          ...(clusterOn === undefined || clusterOn === null ? {} : { clusterOn }),
          ...(replicaIdentity === undefined || replicaIdentity === null ? {} : { replicaIdentity }),
        },
      },
    }),
  ];
}

type Storage = Readonly<Record<string, string | number | boolean>>;

/** What makes one set of storage parameters into another. */
export function storageActions(from: Storage, to: Storage): readonly string[] {
  const set = Object.fromEntries(Object.entries(to).filter(([name, value]) => from[name] !== value));
  const reset = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
  return [
    ...(Object.keys(set).length === 0 ? [] : [`SET ${parametersText(set)}`]),
    ...(reset.length === 0 ? [] : [`RESET (${reset.map(parameterName).join(', ')})`]),
  ];
}
