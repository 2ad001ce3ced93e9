import type { CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { revisionInfo, type RevisionInfo } from './revision-info.js';

/** A revision that several follow, and those that follow it. */
export interface BranchPoint extends RevisionInfo {
  readonly branches: readonly RevisionInfo[];
}

/** The branch points of the migrations folder. */
export async function branches(context: Pick<CommandContext, 'revisions'>): Promise<readonly BranchPoint[]> {
  const loaded = await loadGraph(context.revisions);
  return loaded.graph.branchPoints.map((id) => ({
    ...revisionInfo(loaded, id),
    branches: loaded.graph.children(id).map((child) => revisionInfo(loaded, child)),
  }));
}
