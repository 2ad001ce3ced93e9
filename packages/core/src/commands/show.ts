import { currentRevisions } from '../graph/current.js';
import { RevisionNotFoundError } from '../graph/errors.js';
import { resolveMany } from '../graph/resolve.js';
import { idsOf } from '../graph/revision-graph.js';
import { nodesIn } from '../graph/walk.js';
import { withConnection, type CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { revisionInfo, type RevisionInfo } from './revision-info.js';

/** The revisions that an identifier stands for; `current` asks the database. */
export async function show(context: CommandContext, identifier: string): Promise<readonly RevisionInfo[]> {
  const loaded = await loadGraph(context.revisions);
  const ids =
    identifier === 'current'
      ? currentRevisions(
          loaded.graph,
          await withConnection(context, 'look', (connection) => context.versions.readIds(connection)),
        )
      : idsOf(nodesIn(resolveMany(loaded.graph, identifier)));
  if (ids.length === 0 && identifier !== 'base' && identifier !== 'current' && loaded.graph.size === 0) {
    throw new RevisionNotFoundError(identifier, 'There are no migrations yet: `aludel revision -m "…"` writes one.');
  }
  return ids.map((id) => revisionInfo(loaded, id));
}
