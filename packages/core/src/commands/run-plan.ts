import type { Connection } from '../dialect/connection.js';
import type { Inspector } from '../dialect/inspector.js';
import type { Plan } from '../graph/plan.js';
import { planUpgrade } from '../graph/plan-upgrade.js';
import { ConnectionSink } from '../run/connection-sink.js';
import { IrreversibleMigrationError } from '../run/errors.js';
import type { RunListener } from '../run/events.js';
import { KnownSchema } from '../run/known-schema.js';
import { ConnectionReads, NoReads } from '../run/read-access.js';
import { deriveDowngrade, replaySchema, type Replayable } from '../run/replay.js';
import type { RunStep } from '../run/ready-step.js';
import { Runner, type TransactionMode } from '../run/runner.js';
import { ScriptSink } from '../run/script-sink.js';
import { knownOperations } from '../run/stored-operations.js';
import { InspectedSchema, ReplayedSchema, type TrackedSchema } from '../run/tracked-schema.js';
import type { CommandContext, RunServices, SqlServices } from './context.js';
import type { LoadedGraph } from './load-graph.js';

export interface RunOptions {
  /** One transaction a migration, one for all, or none. Default: the config's. */
  readonly transactions?: TransactionMode;
}

/** A runner on a session. */
export function onlineRunner(
  context: CommandContext,
  services: RunServices,
  connection: Connection,
  emit: RunListener,
): Runner {
  return new Runner({
    ...commonParts(context, services),
    schema: trackedSchema(services),
    sink: new ConnectionSink(connection),
    reads: new ConnectionReads(connection),
    emit,
  });
}

/** A runner that writes a script, starting from the schema that these revisions make. */
export async function offlineRunner(
  context: CommandContext,
  services: SqlServices,
  earlier: readonly Replayable[],
  write: (text: string) => void,
): Promise<Runner> {
  const replayed = await replaySchema(earlier, replayContext(context, services));
  return new Runner({
    ...commonParts(context, services),
    schema: new ReplayedSchema(services.operations, replayed),
    sink: new ScriptSink(services.dialect, write),
    reads: new NoReads(),
    emit: context.emit,
  });
}

function trackedSchema({ inspector, operations }: RunServices): TrackedSchema {
  return hasNames(inspector) ? new KnownSchema(inspector, operations) : new InspectedSchema(inspector);
}

function hasNames(inspector: Inspector): inspector is Inspector & Required<Pick<Inspector, 'names'>> {
  return inspector.names !== undefined;
}

function commonParts(context: CommandContext, services: SqlServices) {
  return {
    dialect: services.dialect,
    operations: services.operations,
    compiler: services.compiler,
    versions: context.versions,
    convention: context.settings.convention,
    ...(context.signal === undefined ? {} : { signal: context.signal }),
    toolVersion: context.toolVersion,
    now: () => new Date(),
  };
}

/** The steps of an upgrade, ready to run. */
export function upgradeSteps(context: CommandContext, loaded: LoadedGraph, plan: Plan): readonly RunStep[] {
  return plan.steps.map(({ revision }) => ({ direction: 'upgrade', ...replayable(context, loaded, revision.id) }));
}

/**
 * The steps of a downgrade, ready to run. Every file is loaded, and what has no downgrade gets a derived one, before the
 * first step runs.
 * @param stored what undoes a revision, as it was derived when it ran
 */
export async function downgradeSteps(
  context: CommandContext,
  services: SqlServices,
  loaded: LoadedGraph,
  plan: Plan,
  stored: ReadonlyMap<string, string | null>,
): Promise<readonly RunStep[]> {
  const steps: RunStep[] = [];
  for (const { revision } of plan.steps) {
    const one = replayable(context, loaded, revision.id);
    const step: RunStep = { direction: 'downgrade', ...one };
    const migration = await one.open();
    if (migration.downgrade !== undefined) {
      steps.push(step);
      continue;
    }
    const known = stored.get(revision.id) ?? undefined;
    const derived =
      known === undefined
        ? await deriveDowngrade(one, earlierThan(context, loaded, revision.id), replayContext(context, services))
        : knownOperations(known, services.operations);
    if (derived === undefined) {
      const reason = 'what its row in the version table keeps is damaged, or of a kind that is not registered';
      throw new IrreversibleMigrationError(revision.id, reason, { file: one.file });
    }
    steps.push({ ...step, derived });
  }
  return steps;
}

/** What these revisions stand on, themselves included, in an order in which it can be applied. */
export function closureInOrder(
  context: CommandContext,
  loaded: LoadedGraph,
  ids: readonly string[],
): readonly Replayable[] {
  const seen = new Set<string>();
  for (const id of ids) {
    for (const { revision } of planUpgrade(loaded.graph, seen, id).steps) seen.add(revision.id);
  }
  return [...seen].map((id) => replayable(context, loaded, id));
}

function earlierThan(context: CommandContext, loaded: LoadedGraph, id: string): readonly Replayable[] {
  return closureInOrder(context, loaded, [id]).filter(({ revision }) => revision.id !== id);
}

function replayable(context: CommandContext, { graph, fileOf }: LoadedGraph, id: string): Replayable {
  return { revision: graph.node(id).revision, file: fileOf(id).file, open: () => context.revisions.open(id) };
}

function replayContext(context: CommandContext, services: SqlServices) {
  return { dialect: services.dialect, operations: services.operations, convention: context.settings.convention };
}
