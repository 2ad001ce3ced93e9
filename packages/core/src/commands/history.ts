import { currentRevisions } from '../graph/current.js';
import { historyNodes, rangeNeedsApplied } from '../graph/history.js';
import { withConnection, type CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { appliedMarks, infoOfNode, type RevisionInfo } from './revision-info.js';

export interface HistoryOptions {
  /** `start:end`; either may be left out, be relative, or be `current`. Default: everything. */
  readonly range?: string;
  /** Asks the database what is applied. */
  readonly indicateCurrent?: boolean;
}

/** The revisions of a range, newest first. */
export async function history(context: CommandContext, options: HistoryOptions = {}): Promise<readonly RevisionInfo[]> {
  const { range, indicateCurrent = false } = options;
  const asksDatabase = indicateCurrent || (range !== undefined && rangeNeedsApplied(range));
  const [loaded, applied] = await Promise.all([
    loadGraph(context.revisions),
    asksDatabase ? withConnection(context, 'look', (connection) => context.versions.readIds(connection)) : [],
  ]);
  const nodes = historyNodes(loaded.graph, range, applied);
  const marks = indicateCurrent
    ? appliedMarks(loaded.graph, applied, currentRevisions(loaded.graph, applied))
    : undefined;
  return nodes.map((node) => infoOfNode(loaded, node, marks));
}
