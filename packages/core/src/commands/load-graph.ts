import { RevisionGraph } from '../graph/revision-graph.js';
import { AludelError } from '../errors.js';
import type { RevisionFile, RevisionStore } from '../revisions/store.js';

/** The revision graph of a migrations folder, with the file of each revision. */
export interface LoadedGraph {
  readonly graph: RevisionGraph;
  readonly fileOf: (id: string) => RevisionFile;
  /** The same by the revision's place in load order. */
  readonly fileAt: (index: number) => RevisionFile;
}

export async function loadGraph(store: RevisionStore): Promise<LoadedGraph> {
  const files = await store.list();
  let graph: RevisionGraph;
  try {
    graph = new RevisionGraph(files);
  } catch (error) {
    throw withFile(error, files);
  }
  // The load order of the graph is the order of the files.
  const fileAt = (place: number): RevisionFile => {
    const file = files[place];
    if (file === undefined) throw new Error(`the graph has no file at ${place}`);
    return file;
  };
  return { graph, fileOf: (id) => fileAt(graph.node(id).index), fileAt };
}

/** Names the file of the revision that an error of the graph is about. */
function withFile(error: unknown, files: readonly RevisionFile[]): unknown {
  if (!(error instanceof AludelError)) return error;
  const about = 'revision' in error && typeof error.revision === 'string' ? error.revision : error.location.revision;
  const file = about === undefined ? undefined : files.find(({ id }) => id === about);
  return file === undefined ? error : error.at({ file: file.file });
}
