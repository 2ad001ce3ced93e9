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
 * Which of these tables and objects the applied revisions have made or named, as far as can be told without running them:
 * by what was kept to undo them; of those that keep nothing, by what their upgrades record up to the first read and by what
 * their downgrades record. Files are opened only until all are found.
 */
export async function madeByRevisions(
  context: Pick<CommandContext, 'revisions' | 'settings'>,
  services: SqlServices,
  { graph }: LoadedGraph,
  rows: readonly AppliedRevision[],
  asked: readonly TableName[],
): Promise<(name: TableName) => boolean> {
  const open = new Set(asked.map(tableKey));
  const made = new Set<string>();
  const note = (operations: readonly Operation[]): void => {
    for (const key of operations.flatMap(namesIn).map(tableKey)) if (open.delete(key)) made.add(key);
  };
  const unknown: string[] = [];
  for (const { revision, downgrade } of rows) {
    const kept = downgrade === null ? undefined : knownOperations(downgrade, services.operations);
    if (kept !== undefined) note(kept);
    else if (graph.find(revision) !== undefined) unknown.push(revision);
  }
  const recording = { dialect: services.dialect, convention: context.settings.convention };
  for (const revision of unknown) {
    if (open.size === 0) break;
    // oxlint-disable-next-line no-await-in-loop -- the next is opened only if this one does not say it
    const migration = await context.revisions.open(revision);
    // oxlint-disable-next-line no-await-in-loop
    note(await recordedUntilRead((op) => migration.upgrade(op), recording));
    // oxlint-disable-next-line no-await-in-loop
    if (migration.downgrade !== undefined) note(await recordedUntilRead((op) => migration.downgrade?.(op), recording));
  }
  return (name) => made.has(tableKey(name));
}

type Migrate = Parameters<typeof recordOperations>[0];

/** A migration that reads has recorded something before. What it does after is not known. */
export async function recordedUntilRead(
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
