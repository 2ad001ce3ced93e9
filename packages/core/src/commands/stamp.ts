import type { DdlCompiler } from '../ddl/compiler.js';
import type { Statement } from '../ddl/statement.js';
import { closureOf } from '../graph/applied.js';
import { RangeNotAllowedError } from '../graph/errors.js';
import { parseRange } from '../graph/identifier.js';
import { planStamp, type StampPlan } from '../graph/plan-stamp.js';
import { resolveMany } from '../graph/resolve.js';
import { idsOf } from '../graph/revision-graph.js';
import { nodesIn } from '../graph/walk.js';
import type { CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { offlineRunner, onlineRunner } from './run-plan.js';
import { underLock } from './under-lock.js';

export interface StampOptions {
  /** Empties the version table first, with rows that no file explains. */
  readonly purge?: boolean;
}

/** What a stamp did to the version table. */
export interface StampReport {
  readonly database: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly inserted: readonly string[];
  readonly deleted: readonly string[];
}

/** Says that the database stands at these revisions, without running any migration. */
export async function stamp(
  context: CommandContext,
  targets: readonly string[],
  options: StampOptions = {},
): Promise<StampReport> {
  const range = targets.find((target) => target.includes(':'));
  if (range !== undefined) throw new RangeNotAllowedError(range);
  return underLock(context, async (connection) => {
    const { graph } = await loadGraph(context.revisions);
    const plan = planStamp(graph, await context.versions.readIds(connection), targets, options);
    const services = await context.services(connection);
    const runner = onlineRunner(context, services, connection, context.emit);
    const create = (await connection.hasTable(context.versions.table))
      ? []
      : context.versions.create(services.compiler);
    await runner.writeVersions([...create, ...rowStatements(context, plan)], commentOf(targets));
    return { database: context.database, from: plan.from, to: plan.to, inserted: plan.insert, deleted: plan.delete };
  });
}

/**
 * The script of a stamp, without a database.
 * @param targets revisions; a single `from:to` says where the database stands now, else nowhere
 */
export async function stampScript(
  context: CommandContext,
  targets: readonly string[],
  write: (text: string) => void,
): Promise<void> {
  const services = await context.offlineServices();
  const { graph } = await loadGraph(context.revisions);
  const [only] = targets;
  const range = targets.length === 1 && only !== undefined ? parseRange(only) : undefined;
  if (range === undefined) {
    const misplaced = targets.find((target) => target.includes(':'));
    if (misplaced !== undefined) throw new RangeNotAllowedError(misplaced);
  }
  const start = range?.start === undefined ? [] : idsOf(nodesIn(resolveMany(graph, range.start)));
  const plan = planStamp(graph, closureOf(graph, start), range === undefined ? targets : [range.end ?? 'heads']);
  const runner = await offlineRunner(context, services, [], write);
  const create = start.length === 0 ? createTable(context, services.compiler) : [];
  await runner.writeVersions([...create, ...rowStatements(context, plan)], commentOf(targets));
}

function createTable(context: CommandContext, compiler: DdlCompiler): readonly Statement[] {
  return context.versions.create(compiler);
}

function rowStatements({ versions, toolVersion }: CommandContext, plan: StampPlan): readonly Statement[] {
  const appliedAt = new Date().toISOString();
  return [
    ...(plan.purge ? [versions.removeAll()] : plan.delete.map((revision) => versions.remove(revision))),
    ...plan.insert.map((revision) =>
      versions.add({ revision, appliedAt, durationMs: 0, checksum: null, downgrade: null, toolVersion }),
    ),
  ];
}

function commentOf(targets: readonly string[]): string {
  return `Stamp ${targets.join(' ') || 'base'}`;
}
