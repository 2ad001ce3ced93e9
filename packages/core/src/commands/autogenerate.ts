import { parseRename, type Decision } from '../autogenerate/decisions.js';
import type { DataLoss } from '../autogenerate/data-loss.js';
import { DataLossError, InvalidDecisionError, OpenQuestionsError } from '../autogenerate/errors.js';
import type { AutogeneratePlan } from '../autogenerate/plan.js';
import type { RenameQuestion } from '../diff/renames.js';
import type { Operation } from '../operations/operation.js';
import { displayName } from '../schema/names.js';
import { compareModels, type Comparison } from './compare-models.js';
import type { CommandContext } from './context.js';
import { writeRevision, type NewFile, type RevisionOptions } from './revision.js';

export interface AutogenerateOptions extends RevisionOptions {
  /** Renames that are known: `people:users`, `users.email:users.email_address`. */
  readonly renames?: readonly string[];
  /** What could be a rename is none: it is dropped and created. */
  readonly noRenames?: boolean;
  /** Drops of tables and columns are meant. */
  readonly allowDrop?: boolean;
  /** Asks a person whether something was renamed. Left out: what is open is an error. */
  readonly decide?: (question: RenameQuestion) => Promise<boolean>;
  /** Asks a person whether data may be lost. Left out: it may only with `allowDrop`. */
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
 * @throws OpenQuestionsError, DataLossError, DatabaseNotAtHeadError, InvalidDecisionError; then nothing was written
 */
export async function autogenerate(
  context: CommandContext,
  options: AutogenerateOptions = {},
): Promise<AutogenerateReport> {
  const { renames, noRenames, allowDrop, decide, confirmLosses, head, ...rest } = options;
  const comparison = await compareModels(context);
  const plan = await decidedPlan(comparison, options);
  if (plan.losses.length > 0 && allowDrop !== true && (await confirmLosses?.(plan.losses)) !== true) {
    throw new DataLossError(plan.losses);
  }
  const report = reportOf(plan, comparison);
  if (plan.upgrade.length === 0) return { file: undefined, ...report };
  const file = await writeRevision(
    context,
    { ...rest, ...(head === undefined ? {} : { parents: [head] }) },
    {
      operations: comparison.operations,
      upgrade: plan.upgrade,
      ...(plan.downgrade === undefined ? {} : { downgrade: plan.downgrade }),
      ...(plan.irreversible === undefined ? {} : { withoutDowngrade: `No downgrade: ${plan.irreversible}` }),
      comments: new Map(plan.losses.map(({ operation }): [Operation, string] => [operation, lossComment])),
    },
  );
  return { file, ...report };
}

const lossComment = 'Loses data: what it held does not come back with the downgrade.';

export type CheckReport = Omit<AutogenerateReport, 'file'>;

/** What the database lacks to be like the models. Writes nothing, asks nothing. */
export async function check(context: CommandContext): Promise<CheckReport> {
  const comparison = await compareModels(context);
  return reportOf(comparison.plan([]), comparison);
}

function reportOf(plan: AutogeneratePlan, { operations }: Comparison): CheckReport {
  return {
    operations: plan.upgrade.map((operation) => operations.describe(operation)),
    losses: plan.losses.map(({ what }) => what),
    leftAlone: plan.leftAlone.map(({ name }) => displayName(name)),
  };
}

async function decidedPlan(comparison: Comparison, options: AutogenerateOptions): Promise<AutogeneratePlan> {
  const { renames = [], noRenames = false, decide } = options;
  const known = renames.map((text): Decision => ({ of: parseRename(text, comparison.isTable), rename: true }));
  let decisions: readonly Decision[] = known;
  let plan = comparison.plan(decisions);
  refuseIdle(renames, known, comparison);
  // A table that is said to be renamed brings the question which of its columns were.
  while (plan.questions.length > 0 && !noRenames) {
    if (decide === undefined) throw new OpenQuestionsError(plan.questions);
    const [question] = plan.questions;
    if (question === undefined) break;
    decisions = [...decisions, { of: question, rename: await decide(question) }];
    plan = comparison.plan(decisions);
  }
  return plan;
}

/** A rename that changes nothing fits nothing: most likely it is misspelled. */
function refuseIdle(texts: readonly string[], known: readonly Decision[], comparison: Comparison): void {
  for (const [index, decision] of known.entries()) {
    const without = comparison.plan(known.filter((other) => other !== decision)).upgrade;
    const withIt = comparison.plan(known).upgrade;
    if (JSON.stringify(without, inJson) === JSON.stringify(withIt, inJson)) {
      throw new InvalidDecisionError(texts[index] ?? '', 'fits nothing that goes and comes');
    }
  }
}

function inJson(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
