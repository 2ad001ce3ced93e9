/** The rooms of core that the vectors exercise: more than `@aludel/core` shows to its users. */
export { AludelError } from '../../../packages/core/dist/errors.js';
export { closureOf } from '../../../packages/core/dist/graph/applied.js';
export { AppliedRevisions } from '../../../packages/core/dist/graph/applied.js';
export { currentRevisions, isAtHead } from '../../../packages/core/dist/graph/current.js';
export { history } from '../../../packages/core/dist/graph/history.js';
export { planNewRevision } from '../../../packages/core/dist/graph/new-revision.js';
export type { Plan } from '../../../packages/core/dist/graph/plan.js';
export { planDowngrade, planDowngradeRange } from '../../../packages/core/dist/graph/plan-downgrade.js';
export { planStamp } from '../../../packages/core/dist/graph/plan-stamp.js';
export { planUpgrade, planUpgradeRange } from '../../../packages/core/dist/graph/plan-upgrade.js';
export { AppliedPosition } from '../../../packages/core/dist/graph/position.js';
export { resolveMany, resolveOne } from '../../../packages/core/dist/graph/resolve.js';
export { RevisionGraph } from '../../../packages/core/dist/graph/revision-graph.js';
export { resolveDowngradeTarget, resolveUpgradeTarget } from '../../../packages/core/dist/graph/targets.js';
export type { Resolved } from '../../../packages/core/dist/graph/walk.js';
