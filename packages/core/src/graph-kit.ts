/** `@aludel/core/graph`: the revision graph alone, pure: for tools that look at a history without running it. */
export { closureOf, headsOf } from './graph/applied.js';
export { currentRevisions, isAtHead, isFullyApplied } from './graph/current.js';
export * from './graph/errors.js';
export { history, rangeNeedsApplied } from './graph/history.js';
export { planNewRevision, type NewRevision, type NewRevisionRequest } from './graph/new-revision.js';
export type { Plan, PlanStep } from './graph/plan.js';
export { planDowngrade, planDowngradeRange } from './graph/plan-downgrade.js';
export { planStamp, type StampOptions, type StampPlan, type StampStep } from './graph/plan-stamp.js';
export { planUpgrade, planUpgradeRange } from './graph/plan-upgrade.js';
export { resolveMany, resolveOne } from './graph/resolve.js';
export type { Revision } from './graph/revision.js';
export { RevisionGraph } from './graph/revision-graph.js';
