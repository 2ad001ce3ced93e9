import { closureOf } from '../graph/applied.js';
import { planDowngrade, planDowngradeRange } from '../graph/plan-downgrade.js';
import type { CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { closureInOrder, downgradeSteps, offlineRunner, onlineRunner, type RunOptions } from './run-plan.js';
import { reporting, type RunReport } from './run-report.js';
import { underLock } from './under-lock.js';

/** Takes the database back to a revision: an id or a part of one, `base`, `label@base`, `-1`. */
export async function downgrade(context: CommandContext, target: string, options: RunOptions = {}): Promise<RunReport> {
  return underLock(context, async (connection) => {
    const services = await context.services(connection);
    const loaded = await loadGraph(context.revisions);
    const rows = await context.versions.read(connection);
    const plan = planDowngrade(
      loaded.graph,
      rows.map((row) => row.revision),
      target,
    );
    const { emit, steps } = reporting(context.emit);
    emit({ type: 'planned', direction: 'downgrade', revisions: plan.steps.map(({ revision }) => revision.id) });
    const stored = new Map(rows.map((row) => [row.revision, row.downgrade]));
    const ready = await downgradeSteps(context, services, loaded, plan, stored);
    const runner = onlineRunner(context, services, connection, emit);
    await runner.run(ready, options.transactions ?? context.settings.transactions);
    return { database: context.database, direction: 'downgrade', from: plan.from, to: plan.to, steps };
  });
}

/**
 * The script of a downgrade, without a database.
 * @param range `from:to`
 * @param write is handed the text, piece by piece
 */
export async function downgradeScript(
  context: CommandContext,
  range: string,
  write: (text: string) => void,
  options: RunOptions = {},
): Promise<void> {
  const services = await context.offlineServices();
  const loaded = await loadGraph(context.revisions);
  const plan = planDowngradeRange(loaded.graph, range);
  const present = closureInOrder(context, loaded, closureOf(loaded.graph, plan.from));
  const ready = await downgradeSteps(context, services, loaded, plan, new Map());
  const runner = await offlineRunner(context, services, present, write);
  await runner.run(ready, options.transactions ?? context.settings.transactions);
}
