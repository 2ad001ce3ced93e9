import type { Difference } from '@aludel/test-matrix/dist/roundtrip/compare-states.js';
import { hasPassed, type RoundtripReport } from '@aludel/test-matrix/dist/roundtrip/run-roundtrip.js';

/** What became of a file, in lines. */
export function reportLines(target: string, report: RoundtripReport, most: number): readonly string[] {
  const { file, failure, differences, counts, unmodelled, leftToDo, leftBehind, tookMs } = report;
  const kinds = [...counts].map(([kind, { equal, different, missing, added }]) => {
    const wrong = [
      ...(different === 0 ? [] : [`${different} different`]),
      ...(missing === 0 ? [] : [`${missing} missing`]),
      ...(added === 0 ? [] : [`${added} too many`]),
    ];
    return `${kind}: ${[`${equal} equal`, ...wrong].join(', ')}`;
  });
  return [
    `${hasPassed(report) ? 'ok' : 'FAILED'}: ${target} ${file} (${(tookMs / 1000).toFixed(1)} s)`,
    ...kinds.map((line) => `    ${line}`),
    ...unmodelled.map(({ kind, name, reason }) => `  not in the model: ${kind} ${name}: ${reason}`),
    ...(failure === undefined ? [] : [`  ${failure.step} failed: ${errorText(failure.error)}`]),
    ...limited(differences, most, differenceText),
    ...limited(leftToDo.made, most, (line) => `  left to do after the upgrade: ${line}`),
    ...limited(leftToDo.loaded, most, (line) => `  left to do in the loaded database: ${line}`),
    ...limited(leftBehind, most, (line) => `  left behind by the downgrade: ${line}`),
  ];
}

function limited<T>(all: readonly T[], most: number, line: (one: T) => string): readonly string[] {
  const more = all.length - most;
  return [...all.slice(0, most).map(line), ...(more > 0 ? [`  … and ${more} more (--all)`] : [])];
}

function differenceText({ kind, name, wanted, made }: Difference): string {
  if (made === undefined) return `  missing: ${kind} ${name}: ${wanted ?? ''}`;
  if (wanted === undefined) return `  too many: ${kind} ${name}: ${made}`;
  const [before, after] = [wanted.split('\n'), made.split('\n')];
  if (before.length + after.length <= 2) return `  different: ${kind} ${name}\n    - ${wanted}\n    + ${made}`;
  return [
    `  different: ${kind} ${name}`,
    ...before.filter((line) => !after.includes(line)).map((line) => `    - ${line.trim()}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `    + ${line.trim()}`),
  ].join('\n');
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { hint, details } = error as { readonly hint?: string; readonly details?: unknown };
  const more = details === undefined ? '' : `\n    ${JSON.stringify(details).slice(0, 500)}`;
  return `${error.message.slice(0, 1500)}${hint === undefined ? '' : `\n    ${hint}`}${more}${'code' in error ? '' : `\n${error.stack ?? ''}`}`;
}

/** A line for each file: what was equal, and what was not. */
export function tableLines(
  runs: readonly { readonly target: string; readonly report: RoundtripReport }[],
): readonly string[] {
  const rows = runs.map(({ target, report }) => {
    const sums = [...report.counts.values()];
    const sum = (key: 'equal' | 'different' | 'missing' | 'added'): string =>
      String(sums.reduce((total, counts) => total + counts[key], 0));
    const again = report.leftToDo.made.length + report.leftToDo.loaded.length;
    return [
      target,
      report.file,
      sum('equal'),
      sum('different'),
      sum('missing'),
      sum('added'),
      String(again),
      String(report.unmodelled.length),
      `${(report.tookMs / 1000).toFixed(1)} s`,
      hasPassed(report) ? 'ok' : `FAILED${report.failure === undefined ? '' : `: ${report.failure.step}`}`,
    ];
  });
  const all = [
    ['target', 'file', 'equal', 'different', 'missing', 'too many', 'again', 'unmodelled', 'time', ''],
    ...rows,
  ];
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length))) ?? [];
  return all.map((row) =>
    row
      .map((cell, at) =>
        at < 2 || at === row.length - 1 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
