import { parseRename, type Decision, type GivenDecisions } from '../autogenerate/decisions.js';
import type { DataLoss } from '../autogenerate/data-loss.js';
import { DataLossError, IdleDropError, InvalidDecisionError, OpenQuestionsError } from '../autogenerate/errors.js';
import type { AutogeneratePlan } from '../autogenerate/plan.js';
import { goingAndComing, renameText } from '../diff/rename-text.js';
import type { RenameQuestion } from '../diff/renames.js';
import type { Operation } from '../operations/operation.js';
import { displayName } from '../schema/names.js';
import { compareModels, type Comparison } from './compare-models.js';
import type { CommandContext } from './context.js';
import { withFormerTypes } from './former-types.js';
import { operationWriter } from './operation-writer.js';
import { plannedRevision, writeRevision, type NewFile, type RevisionOptions } from './revision.js';

export interface AutogenerateOptions extends RevisionOptions, GivenDecisions {
  /** What could be a rename is none: it is dropped and created. */
  readonly noRenames?: boolean;
  /** All drops of tables and columns are meant. */
  readonly allowDrop?: boolean;
  /** Asks a person whether something was renamed. Left out: what is open is an error. */
  readonly decide?: (question: RenameQuestion) => Promise<boolean>;
  /** Asks a person whether data may be lost. Left out: it may only with `allowDrop` or by name in `drops`. */
  readonly confirmLosses?: (losses: readonly DataLoss[]) => Promise<boolean>;
}

export interface AutogenerateReport {
  /** The migration; undefined where there was nothing to do, and none was written. */
  readonly file: NewFile | undefined;
  /** What it does, in a few words each. */
  readonly operations: readonly string[];
  /** What of it loses data. */
  readonly losses: readonly string[];
  /** Tables and objects that no revision made and no model has: neither dropped nor changed. */
  readonly leftAlone: readonly string[];
}

/**
 * Writes the migration that makes the database like the models.
 * @throws OpenQuestionsError, DataLossError, DatabaseNotAtHeadError, InvalidDecisionError …: then nothing was written;
 *   PostWriteFailedError: then it was
 */
export async function autogenerate(
  context: CommandContext,
  options: AutogenerateOptions = {},
): Promise<AutogenerateReport> {
  const { head, ...rest } = options;
  const followed = { ...rest, ...(head === undefined ? {} : { parents: [head] }) };
  // Where it cannot follow anything, nobody need be asked.
  await plannedRevision(context, followed);
  const comparison = await compareModels(context);
  const plan = await decidedPlan(comparison, options);
  comparison.tryOut(plan.upgrade);
  await refuseLosses(plan.losses, options);
  const report = reportOf(plan, comparison);
  if (plan.upgrade.length === 0) return { file: undefined, ...report };
  const { upgrade } = plan.written;
  const { operations, names, services, loaded } = comparison;
  const downgrade =
    plan.written.downgrade && (await withFormerTypes(plan.written.downgrade, context, services, loaded));
  const lossy = new Set(plan.losses.map(({ operation }) => operation));
  const file = await writeRevision(context, followed, {
    operations: await operationWriter(context, operations, names, { modelled: upgrade, found: downgrade ?? [] }),
    upgrade,
    ...(downgrade === undefined ? {} : { downgrade }),
    ...(plan.irreversible === undefined ? {} : { withoutDowngrade: `No downgrade: ${plan.irreversible}` }),
    comments: new Map(
      plan.upgrade.flatMap((operation, at): readonly (readonly [Operation, string])[] => {
        const written = upgrade[at];
        return lossy.has(operation) && written !== undefined ? [[written, lossComment]] : [];
      }),
    ),
  });
  return { file, ...report };
}

const lossComment = 'Loses data: what it held does not come back with the downgrade.';

export interface CheckReport extends Omit<AutogenerateReport, 'file'> {
  /** The operations that are missing, as data. */
  readonly missing: readonly Operation[];
  /** Of these: what could be a rename instead, as `--rename` takes it. */
  readonly questions: readonly string[];
}

/** What the database lacks to be like the models. Writes nothing, asks nothing. */
export async function check(context: CommandContext): Promise<CheckReport> {
  const comparison = await compareModels(context);
  const plan = comparison.plan([]);
  return { ...reportOf(plan, comparison), missing: plan.upgrade, questions: plan.questions.map(renameText) };
}

function reportOf(plan: AutogeneratePlan, { operations }: Comparison): Omit<AutogenerateReport, 'file'> {
  return {
    operations: plan.upgrade.map((operation) => operations.describe(operation)),
    losses: plan.losses.map(({ what }) => what),
    leftAlone: plan.leftAlone.map(({ name }) => displayName(name)),
  };
}

async function decidedPlan(comparison: Comparison, options: AutogenerateOptions): Promise<AutogeneratePlan> {
  const { renames = [], notRenames = [], noRenames = false, decide } = options;
  const given = [
    ...renames.map((text) => ({ text, rename: true })),
    ...notRenames.map((text) => ({ text, rename: false })),
  ].map(({ text, rename }) => ({ text, decision: { of: parseRename(text, comparison.isTable), rename } }));
  let decisions: readonly Decision[] = given.map(({ decision }) => decision);
  let plan = comparison.plan(decisions);
  for (const { text, decision } of given) {
    if (!plan.idle.includes(decision)) continue;
    throw new InvalidDecisionError(
      text,
      'fits nothing that goes and comes',
      goingAndComing(comparison.plan([]).upgrade),
    );
  }
  // A table that is said to be renamed brings the question which of its columns were.
  if (noRenames) return plan;
  for (let [question] = plan.questions; question !== undefined; [question] = plan.questions) {
    if (decide === undefined) throw new OpenQuestionsError(plan.questions);
    decisions = [...decisions, { of: question, rename: await decide(question) }];
    plan = comparison.plan(decisions);
  }
  return plan;
}

async function refuseLosses(losses: readonly DataLoss[], options: AutogenerateOptions): Promise<void> {
  const { drops = [], allowDrop = false, confirmLosses } = options;
  const names = losses.flatMap(({ name }) => name);
  const idle = drops.filter((drop) => !names.includes(drop));
  if (idle.length > 0) throw new IdleDropError(idle, names);
  const left = losses.filter(({ name }) => !drops.includes(name));
  if (left.length === 0 || allowDrop || (await confirmLosses?.(left)) === true) return;
  throw new DataLossError(left);
}
