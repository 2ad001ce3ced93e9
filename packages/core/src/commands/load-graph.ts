import { RevisionGraph } from '../graph/revision-graph.js';
import { AludelError } from '../errors.js';
import type { RevisionFile, RevisionStore } from '../revisions/store.js';

/** The revision graph of a migrations folder, with the file of each revision. */
export interface LoadedGraph {
  readonly graph: RevisionGraph;
  readonly fileOf: (id: string) => RevisionFile;
}

export async function loadGraph(store: RevisionStore): Promise<LoadedGraph> {
  const files = await store.list();
  let graph: RevisionGraph;
  try {
    graph = new RevisionGraph(files);
  } catch (error) {
    throw withFile(error, files);
  }
  const fileOf = (id: string): RevisionFile => {
    // The load order of the graph is the order of the files.
    const file = files[graph.node(id).index];
    if (file === undefined) throw new Error(`revision ${id} is in the graph but has no file`);
    return file;
  };
  return { graph, fileOf };
}

/** Names the file of the revision that an error of the graph is about. */
function withFile(error: unknown, files: readonly RevisionFile[]): unknown {
  if (!(error instanceof AludelError)) return error;
  const about = 'revision' in error && typeof error.revision === 'string' ? error.revision : error.location.revision;
  const file = about === undefined ? undefined : files.find(({ id }) => id === about);
  return file === undefined ? error : error.at({ file: file.file });
}
