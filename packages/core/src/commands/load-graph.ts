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
  const byId = new Map(files.map((file) => [file.id, file]));
  const fileOf = (id: string): RevisionFile => {
    const file = byId.get(id);
    if (file === undefined) throw new Error(`revision ${id} is in the graph but has no file`);
    return file;
  };
  try {
    return { graph: new RevisionGraph(files), fileOf };
  } catch (error) {
    throw withFile(error, byId);
  }
}

/** Names the file of the revision that an error of the graph is about. */
function withFile(error: unknown, files: ReadonlyMap<string, RevisionFile>): unknown {
  if (!(error instanceof AludelError)) return error;
  const about = 'revision' in error && typeof error.revision === 'string' ? error.revision : error.location.revision;
  const file = about === undefined ? undefined : files.get(about);
  return file === undefined ? error : error.at({ file: file.file });
}
