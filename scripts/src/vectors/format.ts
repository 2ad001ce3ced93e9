import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** A file of vectors: one revision graph, and questions about it with the answers that Alembic gave. */
export interface VectorFile {
  readonly file: string;
  readonly name: string;
  /** Present on a graph that needs a remark. */
  readonly note: string | undefined;
  readonly revisions: readonly VectorRevision[];
  readonly queries: readonly Query[];
}

export interface VectorRevision {
  readonly id: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  readonly doc: string;
}

export interface Query {
  readonly q: number;
  readonly k: string;
  readonly out: Outcome;
  readonly alt?: readonly Outcome[];
  readonly more?: boolean;
  readonly rows?: readonly string[];
  readonly id?: string;
  readonly target?: string;
  readonly targets?: readonly string[];
  readonly range?: string;
  readonly purge?: boolean;
  readonly newId?: string;
  readonly head?: string;
  readonly revisions?: readonly string[];
  readonly splice?: boolean;
  readonly labels?: readonly string[];
  readonly dependsOn?: readonly string[];
}

/** A value, or the kind of an error. */
export interface Outcome {
  readonly ok?: unknown;
  readonly err?: string;
  readonly warn?: readonly string[];
}

/** What a file or folder of vectors is wrong about. */
export class BrokenVectorsError extends Error {}

export async function readVectorFile(path: string): Promise<VectorFile> {
  const file = basename(path);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new BrokenVectorsError(`${path} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isRecord(content) || content['format'] !== 'graph-vectors/1') {
    throw new BrokenVectorsError(`${path} is no file of the format graph-vectors/1.`);
  }
  const { name = file, note, revisions, queries } = content;
  if (!Array.isArray(revisions) || !Array.isArray(queries)) {
    throw new BrokenVectorsError(`${path} lacks its list of revisions or of queries.`);
  }
  return {
    file,
    name: String(name),
    note: typeof note === 'string' ? note : undefined,
    revisions: revisions.map((revision, index) => readRevision(revision, `${path}, revision ${index + 1}`)),
    queries: queries.map((query, index) => readQuery(query, `${path}, query ${index + 1}`)),
  };
}

function readRevision(value: unknown, where: string): VectorRevision {
  if (!isRecord(value) || typeof value['id'] !== 'string') throw new BrokenVectorsError(`${where} has no id.`);
  return {
    id: value['id'],
    down: readStrings(value['down'], `${where}, down`),
    dependsOn: readStrings(value['dependsOn'], `${where}, dependsOn`),
    labels: readStrings(value['labels'], `${where}, labels`),
    doc: typeof value['doc'] === 'string' ? value['doc'] : '',
  };
}

function readStrings(value: unknown, where: string): readonly string[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new BrokenVectorsError(`${where} is no list of strings.`);
}

const TEXT_FIELDS = ['id', 'target', 'range', 'newId', 'head'];
const LIST_FIELDS = ['rows', 'targets', 'revisions', 'labels', 'dependsOn'];

function readQuery(value: unknown, where: string): Query {
  if (!isRecord(value) || typeof value['k'] !== 'string' || !isRecord(value['out'])) {
    throw new BrokenVectorsError(`${where} lacks its kind or its outcome.`);
  }
  for (const field of TEXT_FIELDS) {
    if (value[field] !== undefined && typeof value[field] !== 'string') {
      throw new BrokenVectorsError(`${where}, ${field} is no string.`);
    }
  }
  for (const field of LIST_FIELDS) readStrings(value[field], `${where}, ${field}`);
  // Every field that is used was looked at above; numbers and booleans are taken as they are.
  return value as unknown as Query;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
