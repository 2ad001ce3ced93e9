import { isDeepStrictEqual } from 'node:util';
import type { AnsweredSteps } from './answer.js';
import { comparable, isSound } from './compare.js';
import { isRecord, type Query, type VectorFile } from './format.js';
import type { AludelError, RevisionGraph } from './graph.js';
import type { Answer } from './kinds.js';

/** An answer of ours that differs from Alembic's. */
export interface Difference {
  readonly file: VectorFile;
  readonly query: Query;
  readonly answer: Answer;
  /** Undefined where the revisions of the file are no graph to us. */
  readonly graph: RevisionGraph | undefined;
}

/** Where and why our answer is another, and better. A rule speaks of a kind of situation, never of single queries. */
export interface DeviationRule {
  readonly name: string;
  readonly reason: string;
  readonly matches: (difference: Difference) => boolean;
}

export const DEVIATIONS: readonly DeviationRule[] = [
  {
    name: 'internal-error',
    reason:
      'Alembic fails with an error that it does not mean to raise, or does not come back; we give an error that says what is ' +
      'wrong, or the result that was asked for.',
    matches: (difference) => difference.query.out.err === 'internal' && isOrderly(difference),
  },
  {
    name: 'downgrade-from-several-heads',
    reason:
      'Alembic warns that -N from several current revisions is ambiguous, and takes the row that the database happens to ' +
      'return first; we name the candidates, or the rows among them that no file explains, and take nothing down.',
    matches: ({ query, answer, graph }) =>
      query.out.warn?.includes('ambiguous-downgrade') === true &&
      (code(answer) === 'AMBIGUOUS_DOWNGRADE' ||
        (code(answer) === 'UNKNOWN_APPLIED_REVISION' &&
          query.rows?.every((row) => graph?.has(row) === true) === false)),
  },
  {
    name: 'duplicate-revision',
    reason: 'Alembic warns that an identifier is there twice, and lets the later one count; we refuse, and name it.',
    matches: ({ file, query, answer }) =>
      code(answer) === 'DUPLICATE_REVISION' &&
      (new Set(file.revisions.map(({ id }) => id)).size < file.revisions.length ||
        (query.newId !== undefined && file.revisions.some(({ id }) => id === query.newId))),
  },
  {
    name: 'unnoticed-cycle',
    reason:
      'Alembic finds a cycle only where it cuts revisions off from heads or bases; we find all, and name the path, since ' +
      'no order of such revisions is right.',
    matches: ({ file, query, answer }) =>
      // Where Alembic names a circle too, it is to be the same sort of circle.
      query.out.err?.match(/cycle|loop/) == null && 'error' in answer && closesCircle(file, answer.error),
  },
  {
    name: 'identifier-too-long',
    reason: 'Alembic does not look at the length of an identifier until the version table cuts or refuses it; we do.',
    matches: ({ file, query, answer }) =>
      code(answer) === 'REVISION_ID_TOO_LONG' &&
      // No version table of Alembic holds more than this.
      [query.newId ?? '', ...file.revisions.map(({ id }) => id)].some((id) => id.length > 32),
  },
  {
    name: 'overlapping-rows',
    reason:
      "Alembic's version table can hold a row twice, or a row and what it implies; ours holds each applied revision once, " +
      'and its heads can never overlap.',
    matches: (difference) => {
      const { query, answer, graph } = difference;
      // A purge empties the table before anything is read.
      if (graph === undefined || query.purge === true || !overlaps(graph, query.rows ?? [])) return false;
      return isOrderly(difference) && runsTheSame(query, answer);
    },
  },
  {
    name: 'rows-that-become-overlapping',
    reason:
      "Alembic's own row arithmetic leaves a row that another row implies; the same plan leaves ours with the heads alone.",
    matches: ({ query, answer, graph }) =>
      graph !== undefined &&
      'ok' in answer &&
      [query.out, ...(query.alt ?? [])].some(({ ok }) => {
        const reduced = withHeadsOnly(graph, comparable(ok, answer.ok));
        return reduced !== undefined && isDeepStrictEqual(reduced, answer.ok);
      }),
  },
];

/** An error of ours, or a value that can be right. */
function isOrderly({ query, answer, graph }: Difference): boolean {
  return !('crash' in answer) && (graph === undefined || !('ok' in answer) || isSound(query, answer.ok, graph));
}

/** Whether two plans, where both of us have one, run the same revisions in the same order; steps from one of several rows do not. */
function runsTheSame(query: Query, answer: Answer): boolean {
  if (!('ok' in answer) || query.k === 'stamp' || query.out.warn?.includes('ambiguous-downgrade') === true) return true;
  const ours = idsOfSteps(answer.ok);
  return (
    ours === undefined ||
    [query.out, ...(query.alt ?? [])].some(
      ({ err, ok }) => err !== undefined || isDeepStrictEqual(idsOfSteps(ok), ours),
    )
  );
}

function idsOfSteps(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value) || !Array.isArray(value['steps'])) return undefined;
  return (value['steps'] as readonly unknown[]).map((step) => (Array.isArray(step) ? (step[0] as unknown) : step));
}

function code(answer: Answer): string | undefined {
  return 'error' in answer ? answer.error.code : undefined;
}

/** Whether the error names a path round a circle that the file's revisions really form. */
function closesCircle(file: VectorFile, error: AludelError): boolean {
  const path: unknown = 'path' in error ? error.path : undefined;
  if (!Array.isArray(path) || path.length < 2 || path[0] !== path.at(-1)) return false;
  const needs = (upper: unknown, lower: unknown): boolean =>
    file.revisions.some(
      ({ id, down, dependsOn }) =>
        id === upper &&
        (down.some((name) => name === lower) ||
          dependsOn.some(
            (name) =>
              name === lower || file.revisions.some((other) => other.id === lower && other.labels.includes(name)),
          )),
    );
  return path.slice(1).every((lower, index) => needs(path[index], lower));
}

function overlaps(graph: RevisionGraph, rows: readonly string[]): boolean {
  const known = rows.filter((row) => graph.has(row));
  return new Set(rows).size < rows.length || headsAmong(graph, known).length < known.length;
}

function headsAmong(graph: RevisionGraph, rows: readonly string[]): readonly string[] {
  return rows.filter((row) => !rows.some((other) => other !== row && graph.ancestors([other]).has(row)));
}

/** A value with steps, overlapping rows reduced to their heads; undefined where no rows overlap. */
function withHeadsOnly(graph: RevisionGraph, value: unknown): unknown {
  if (!isRecord(value) || !Array.isArray(value['steps']) || !Array.isArray(value['rows'])) return undefined;
  const { steps, rows } = value as unknown as AnsweredSteps;
  const states = [rows, ...steps.map((step) => step.at(-1) as readonly string[])];
  if (!states.some((state) => overlaps(graph, state))) return undefined;
  return {
    ...value,
    steps: steps.map((step) => [...step.slice(0, -1), headsAmong(graph, step.at(-1) as readonly string[])]),
    rows: headsAmong(graph, rows),
  };
}
