import { AludelError } from '../errors.js';
import type { Operation } from '../operations/operation.js';
import { OfflineReadError } from '../run/errors.js';
import { recordOperations } from '../run/recorded-operations.js';
import { knownOperations } from '../run/stored-operations.js';
import type { AppliedRevision } from '../run/version-store.js';
import { tableKey, type TableName } from '../schema/names.js';
import type { CommandContext, SqlServices } from './context.js';
import type { LoadedGraph } from './load-graph.js';

/**
 * Which tables and objects the applied revisions have made or named, as far as can be told without running them: by what
 * their upgrades record up to the first read, by what their downgrades record, and by what was kept to undo them.
 */
export async function madeByRevisions(
  context: Pick<CommandContext, 'revisions' | 'settings'>,
  services: SqlServices,
  { graph }: LoadedGraph,
  rows: readonly AppliedRevision[],
): Promise<(name: TableName) => boolean> {
  const names = new Set<string>();
  const note = (operations: readonly Operation[]): void => {
    for (const operation of operations) for (const name of namesIn(operation)) names.add(tableKey(name));
  };
  const recording = {
    dialect: services.dialect,
    convention: context.settings.convention,
  };
  for (const { revision, downgrade } of rows) {
    if (downgrade !== null) note(knownOperations(downgrade, services.operations) ?? []);
    if (graph.find(revision) === undefined) continue;
    const migration = await context.revisions.open(revision);
    note(await recordedUntilRead((op) => migration.upgrade(op), recording));
    const { downgrade: down } = migration;
    if (down !== undefined) note(await recordedUntilRead((op) => down.call(migration, op), recording));
  }
  return (name) => names.has(tableKey(name));
}

type Migrate = Parameters<typeof recordOperations>[0];

/** A migration that reads has recorded something before. What it does after is not known. */
async function recordedUntilRead(
  migrate: Migrate,
  context: Parameters<typeof recordOperations>[1],
): Promise<readonly Operation[]> {
  const recorded: Operation[] = [];
  try {
    return await recordOperations(migrate, context, (operation) => recorded.push(operation));
  } catch (error) {
    if (error instanceof OfflineReadError || !(error instanceof AludelError)) return recorded;
    throw error;
  }
}

/** Names that an operation makes or drops something by. */
function namesIn(operation: Operation): readonly TableName[] {
  const parts = operation as unknown as Readonly<Record<string, unknown>>;
  const names = Object.values(parts).flatMap((part) => [part, isRecord(part) ? part['name'] : undefined]);
  const found = names.filter(isName);
  // A renamed table goes on under its new name.
  const renamed = operation.kind === 'renameTable' ? [{ ...operation.table, name: operation.to }] : [];
  return [...found, ...renamed];
}

function isName(value: unknown): value is TableName {
  return (
    isRecord(value) &&
    typeof value['name'] === 'string' &&
    Object.keys(value).every((key) => key === 'name' || key === 'schema')
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
