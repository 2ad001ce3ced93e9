import { AppliedRevisions } from '../graph/applied.js';
import { currentRevisions, isFullyApplied } from '../graph/current.js';
import { withConnection, type CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { revisionInfo, type RevisionInfo } from './revision-info.js';

export interface Current {
  readonly database: string;
  /** Where the database stands: the tips of what is applied. */
  readonly revisions: readonly RevisionInfo[];
  /** How many revisions are applied. */
  readonly applied: number;
  /** Whether every revision of the folder is applied. */
  readonly isAtHead: boolean;
}

/** Where the database stands. Changes nothing, not even the version table. */
export async function current(context: CommandContext): Promise<Current> {
  // The folder is read while the database opens.
  const [loaded, rows] = await Promise.all([
    loadGraph(context.revisions),
    withConnection(context, 'look', (connection) => context.versions.readIds(connection)),
  ]);
  const applied = new AppliedRevisions(loaded.graph, rows);
  const ids = currentRevisions(loaded.graph, applied);
  const marks = { applied: new Set(ids), current: new Set(ids) };
  return {
    database: context.database,
    revisions: ids.map((id) => revisionInfo(loaded, id, marks)),
    applied: rows.length,
    isAtHead: isFullyApplied(loaded.graph, applied),
  };
}
