import { isDeepStrictEqual } from 'node:util';
import { isRecord, type Outcome, type Query } from './format.js';
import type { RevisionGraph } from './graph.js';
import type { Answer } from './kinds.js';

/** Whether an answer is right by the rules that come with the vectors. */
export function isRight(query: Query, answer: Answer, graph: RevisionGraph | undefined): boolean {
  const outcomes = [query.out, ...(query.alt ?? [])];
  if (outcomes.some((outcome) => agrees(outcome, answer))) return true;
  if (query.more !== true || graph === undefined || !('ok' in answer)) return false;
  return outcomes.some((outcome) => isAnotherOrder(query, outcome, answer.ok, graph));
}

/** Whether an answer is what one outcome says. */
export function agrees(outcome: Outcome, answer: Answer): boolean {
  if ('crash' in answer) return false;
  if ('error' in answer) return outcome.err !== undefined && answer.kinds.includes(outcome.err);
  return outcome.err === undefined && isDeepStrictEqual(answer.ok, comparable(outcome.ok, answer.ok));
}

/** Brings an expected value to the form of ours: steps without statements on a version table that is not ours. */
export function comparable(expected: unknown, ours: unknown): unknown {
  if (!isRecord(expected) || !Array.isArray(expected['steps'])) return expected;
  const steps: unknown[] = expected['steps'];
  return {
    ...expected,
    steps: steps.map(withoutStatements),
    // Without steps a script says nothing of the rows.
    ...(expected['rows'] === undefined && isRecord(ours) ? { rows: ours['rows'] } : {}),
  };
}

function withoutStatements(step: unknown): unknown {
  if (!Array.isArray(step)) return step;
  const [first, second, third, , fifth] = step;
  // [WAY, FROM, TO, STATEMENTS, ROWS] or [REVISION, STATEMENTS, ROWS]; what may follow are other statements.
  return fifth !== undefined && (first === 'up' || first === 'down') ? [first, second, third, fifth] : [first, third];
}

/** The same revisions with the same end, none on the wrong side of what it needs. */
function isAnotherOrder(query: Query, outcome: Outcome, ours: unknown, graph: RevisionGraph): boolean {
  const expected = comparable(outcome.ok, ours);
  const theirIds = listed(expected);
  const ourIds = listed(ours);
  if (theirIds === undefined || ourIds === undefined) return false;
  if (!isDeepStrictEqual(theirIds.toSorted(), ourIds.toSorted())) return false;
  if (isRecord(expected) && isRecord(ours) && !isDeepStrictEqual(expected['rows'], ours['rows'])) return false;
  return isInOrder(query, ourIds, graph);
}

/** Whether a history or a plan lists no revision twice, and each on the right side of all that it needs. */
function isInOrder(query: Query, ids: readonly string[], graph: RevisionGraph): boolean {
  const oldestFirst = query.k.startsWith('upgrade') ? ids : ids.toReversed();
  const place = new Map(oldestFirst.map((id, index) => [id, index]));
  return (
    place.size === ids.length &&
    oldestFirst.every((id, index) => graph.effectiveDown(id).every((below) => (place.get(below) ?? -1) < index))
  );
}

/**
 * Whether a value of ours can be right where Alembic has none to compare it with: what it lists is in order, and a plan runs
 * nothing that is applied already, or takes back what is not.
 */
export function isSound(query: Query, ours: unknown, graph: RevisionGraph): boolean {
  const ids = listed(ours);
  if (ids === undefined || query.k === 'stamp' || !(query.k === 'history' || isRecord(ours))) return true;
  if (!isInOrder(query, ids, graph)) return false;
  if (!isRecord(ours) || query.rows === undefined) return true;
  const applied = graph.ancestors(query.rows.filter((row) => graph.has(row)));
  return ids.every((id) => applied.has(id) !== query.k.startsWith('upgrade'));
}

/** The revisions of a history or of a plan, in order. */
function listed(value: unknown): readonly string[] | undefined {
  const items: unknown = isRecord(value) ? value['steps'] : value;
  if (!Array.isArray(items)) return undefined;
  const ids = items.map((item: unknown) => (Array.isArray(item) ? (item[0] as unknown) : item));
  return ids.every((id) => typeof id === 'string') ? ids : undefined;
}
