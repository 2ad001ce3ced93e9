import type { CommandContext } from './context.js';
import { loadGraph } from './load-graph.js';
import { revisionInfo, type RevisionInfo } from './revision-info.js';

/**
 * The heads of the migrations folder.
 * @param options.resolveDependencies leave out heads that another revision depends on
 */
export async function heads(
  context: Pick<CommandContext, 'revisions'>,
  options: { readonly resolveDependencies?: boolean } = {},
): Promise<readonly RevisionInfo[]> {
  const loaded = await loadGraph(context.revisions);
  const ids = options.resolveDependencies === true ? loaded.graph.realHeads : loaded.graph.heads;
  return ids.map((id) => revisionInfo(loaded, id));
}
