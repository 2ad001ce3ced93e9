import { closureOf } from '../graph/applied.js';
import { planUpgrade, planUpgradeRange } from '../graph/plan-upgrade.js';
import type { CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import type { RunOptions } from './run-plan.js';
import { reporting, type RunReport } from './run-report.js';
import { underLock } from './under-lock.js';

/** Brings the database up to a revision: `head`, `heads`, an id or a part of one, `label@head`, `+1`. */
export async function upgrade(context: CommandContext, target: string, options: RunOptions = {}): Promise<RunReport> {
  return underLock(context, async (connection) => {
    const loaded = await loadGraph(context.revisions);
    const applied = await context.versions.readIds(connection);
    const plan = planUpgrade(loaded.graph, applied, target);
    const { emit, steps } = reporting(context.emit);
    emit({ type: 'planned', direction: 'upgrade', revisions: plan.steps.map(({ revision }) => revision.id) });
    const report: RunReport = { database: context.database, direction: 'upgrade', from: plan.from, to: plan.to, steps };
    // Mostly there is nothing to do, and then nothing of what runs migrations is loaded.
    if (plan.steps.length === 0) return report;
    const { onlineRunner, upgradeSteps } = await import('./run-plan.js');
    const services = await context.services(connection);
    const runner = onlineRunner(context, services, connection, emit);
    const prologue = applied.length === 0 ? context.versions.create(services.compiler) : [];
    await runner.run(
      upgradeSteps(context, loaded, plan),
      options.transactions ?? context.settings.transactions,
      prologue,
    );
    return report;
  });
}

/**
 * The script of an upgrade, without a database.
 * @param range `from:to`, or only the target: then from nothing
 * @param write is handed the text, piece by piece
 */
export async function upgradeScript(
  context: CommandContext,
  range: string,
  write: (text: string) => void,
  options: RunOptions = {},
): Promise<void> {
  const { closureInOrder, offlineRunner, upgradeSteps } = await import('./run-plan.js');
  const services = await context.offlineServices();
  const loaded = await loadGraph(context.revisions);
  const plan = planUpgradeRange(loaded.graph, range);
  const earlier = closureInOrder(context, loaded, closureOf(loaded.graph, plan.from));
  const runner = await offlineRunner(context, services, earlier, write);
  const prologue = plan.from.length === 0 ? context.versions.create(services.compiler) : [];
  await runner.run(
    upgradeSteps(context, loaded, plan),
    options.transactions ?? context.settings.transactions,
    prologue,
  );
}
