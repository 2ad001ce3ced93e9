import type { Query } from './format.js';
import type { Answer } from './kinds.js';
import type { Report } from './run.js';

/** The report as lines for a terminal; the last says how many passed and failed. */
export function* linesOf(report: Report): Generator<string> {
  yield `${report.files} files`;
  yield '';
  yield table('kind', 'passed', 'deviating', 'failed');
  for (const [kind, { passed, deviating, failed }] of report.kinds) yield table(kind, passed, deviating, failed);
  if (report.deviations.size > 0) yield '';
  for (const [{ name, reason }, count] of report.deviations) yield `deviation ${name}: ${count}. ${reason}`;
  for (const { file, query, answer } of report.failures) {
    yield '';
    yield `${file}, query ${query.q}, ${query.k} ${JSON.stringify(argumentsOf(query))}`;
    yield `  expected: ${JSON.stringify(query.out)}`;
    for (const other of query.alt ?? []) yield `        or: ${JSON.stringify(other)}`;
    yield `  got:      ${describe(answer)}`;
  }
  const { passed, deviating, failed } = report.total;
  yield '';
  if (deviating > 0) yield `${deviating} deviating`;
  yield `${passed} passed, ${failed} failed`;
}

function table(kind: string, ...counts: readonly (string | number)[]): string {
  return kind.padEnd(18) + counts.map((count) => String(count).padStart(11)).join('');
}

function argumentsOf(query: Query): object {
  const { q: _q, k: _k, out: _out, alt: _alt, more: _more, ...rest } = query;
  return rest;
}

function describe(answer: Answer): string {
  if ('ok' in answer) return JSON.stringify({ ok: answer.ok });
  if ('error' in answer)
    return JSON.stringify({ err: answer.kinds[0], code: answer.error.code, message: answer.error.message });
  return `something that we did not mean to throw: ${answer.crash instanceof Error ? (answer.crash.stack ?? answer.crash.message) : String(answer.crash)}`;
}
