import type { Query } from './format.js';
import {
  AppliedPosition,
  AppliedRevisions,
  closureOf,
  currentRevisions,
  history,
  isAtHead,
  planDowngrade,
  planDowngradeRange,
  planNewRevision,
  planStamp,
  planUpgrade,
  planUpgradeRange,
  resolveDowngradeTarget,
  resolveMany,
  resolveOne,
  resolveUpgradeTarget,
  type Plan,
  type Resolved,
  type RevisionGraph,
} from './graph.js';

/** A step of an upgrade or downgrade: the revision and the heads after it. */
export type AnsweredStep = readonly [revision: string, heads: readonly string[]];
/** A step of a stamp. */
export type AnsweredStampStep = readonly [
  way: string,
  from: readonly string[],
  to: readonly string[],
  heads: readonly string[],
];

export interface AnsweredSteps {
  readonly steps: readonly (AnsweredStep | AnsweredStampStep)[];
  readonly rows: readonly string[];
  readonly purged?: boolean;
}

/** Our answer to a query. The rows of a vector are heads; our version table has a row for each revision below them too. */
export function answer(graph: RevisionGraph, query: Query): unknown {
  const calculate = CALCULATIONS[query.k];
  if (calculate === undefined) throw new Error(`No answer is known to queries of the kind '${query.k}'.`);
  return calculate(graph, query);
}

const CALCULATIONS: Readonly<Record<string, (graph: RevisionGraph, query: Query) => unknown>> = {
  load: (graph) => graph.size,
  heads: (graph) => graph.heads,
  headsResolved: (graph) => graph.realHeads,
  bases: (graph) => graph.bases,
  basesResolved: (graph) => graph.realBases,
  branchPoints: (graph) => graph.branchPoints.toSorted(),
  mergePoints: (graph) => graph.mergePoints.toSorted(),
  effectiveHeads: (graph) => graph.effectiveHeads.toSorted(),
  labels: (graph) => perRevision(graph, (id) => [...graph.labelsOf(id)].toSorted()),
  next: (graph) => perRevision(graph, (id) => graph.children(id).toSorted()),
  nextResolved: (graph) => perRevision(graph, (id) => graph.childrenWithDependencies(id).toSorted()),
  effectiveDown: (graph) =>
    perRevision(graph, (id) => (graph.get(id)?.dependsOn.length === 0 ? [] : graph.effectiveDown(id).toSorted())),

  resolve: (graph, { id = '' }) => resolveMany(graph, id).map(nameOf),
  resolveOne: (graph, { id = '' }) => nameOf(resolveOne(graph, id)),
  upgradeTarget: (graph, { rows = [], target = '' }) =>
    resolveUpgradeTarget(graph, positionAt(graph, rows), target).map(nameOf),
  downgradeTarget: (graph, { rows = [], target = '' }) => {
    const found = resolveDowngradeTarget(graph, positionAt(graph, rows), target);
    return { branch: found.branch ?? null, rev: nameOf(found.target) };
  },

  history: (graph, { range, rows = [] }) => history(graph, range, appliedBelow(graph, rows)).map(({ id }) => id),
  current: (graph, { rows = [] }) => currentRevisions(graph, appliedBelow(graph, rows)).toSorted(),
  atHead: (graph, { rows = [] }) => isAtHead(graph, appliedBelow(graph, rows)),
  upgrade: (graph, { rows = [], target = '' }) => stepsOf(planUpgrade(graph, appliedBelow(graph, rows), target)),
  downgrade: (graph, { rows = [], target = '' }) => stepsOf(planDowngrade(graph, appliedBelow(graph, rows), target)),
  upgradeOffline: (graph, { range = '' }) => stepsOf(planUpgradeRange(graph, range)),
  downgradeOffline: (graph, { range = '' }) => stepsOf(planDowngradeRange(graph, range)),
  stamp: (graph, { rows = [], targets = [], purge = false }) => {
    const plan = planStamp(graph, appliedBelow(graph, rows), targets, { purge });
    const answered: AnsweredSteps = {
      steps: plan.steps.map((step) => [step.way, step.from, step.to, step.headsAfter.toSorted()]),
      rows: plan.to.toSorted(),
      ...(purge ? { purged: true } : {}),
    };
    return answered;
  },

  newRevision: (graph, { newId = '', head, splice, labels, dependsOn }) =>
    added(graph, newId, { parents: head === undefined ? undefined : [head], splice, labels, dependsOn }),
  merge: (graph, { newId = '', revisions = [], splice, labels }) =>
    added(graph, newId, { parents: revisions, splice, labels, dependsOn: undefined }),
};

function nameOf(resolved: Resolved): string | null {
  return resolved === null || resolved === 'base' ? resolved : resolved.revision.id;
}

function perRevision(graph: RevisionGraph, list: (id: string) => readonly string[]): unknown {
  const entries = graph.revisions.map(({ id }) => [id, list(id)] as const);
  return Object.fromEntries(entries.filter(([, names]) => names.length > 0));
}

/** The rows of our version table: the heads first, in their order, then what they need. Rows that no file explains stay. */
function appliedBelow(graph: RevisionGraph, rows: readonly string[]): readonly string[] {
  const known = rows.filter((row) => graph.has(row));
  return [...rows, ...closureOf(graph, known)];
}

function positionAt(graph: RevisionGraph, rows: readonly string[]): AppliedPosition {
  return new AppliedPosition(graph, new AppliedRevisions(graph, appliedBelow(graph, rows)));
}

function stepsOf(plan: Plan): AnsweredSteps {
  return {
    steps: plan.steps.map((step) => [step.revision.id, step.headsAfter.toSorted()]),
    rows: plan.to.toSorted(),
  };
}

interface Added {
  readonly parents: readonly string[] | undefined;
  readonly splice: boolean | undefined;
  readonly labels: readonly string[] | undefined;
  readonly dependsOn: readonly string[] | undefined;
}

function added(graph: RevisionGraph, id: string, { parents, splice, labels, dependsOn }: Added): unknown {
  const { revision, heads } = planNewRevision(graph, {
    id,
    ...(parents === undefined ? {} : { parents }),
    ...(splice === undefined ? {} : { splice }),
    ...(labels === undefined ? {} : { branchLabels: labels }),
    ...(dependsOn === undefined ? {} : { dependsOn }),
  });
  return {
    id: revision.id,
    down: revision.downRevisions,
    dependsOn: revision.dependsOn,
    labels: revision.branchLabels,
    heads,
  };
}
