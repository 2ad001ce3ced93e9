import type { AvaCounts } from '../run-ava.js';

/** What a part's tests did on a target. */
export interface Cell extends AvaCounts {
  readonly ms: number;
  /** Titles of the failed tests. */
  readonly failures: readonly string[];
  /** Titles of the skipped tests, which say why. */
  readonly skips: readonly string[];
}

/** A line of the matrix. */
export interface TargetReport {
  readonly name: string;
  readonly dialect: string;
  readonly flavour: string;
  /** The server's own words; `null` where it has not run. */
  readonly version: string | null;
  readonly provider: string | null;
  readonly startMs: number;
  /** What is not as the name says. */
  readonly note: string | null;
  /** Why it has not run. */
  readonly skipped: string | null;
  /** Whether not running is a failure. */
  readonly failed: boolean;
  readonly parts: Readonly<Record<string, Cell>>;
}

export interface MatrixReport {
  readonly started: string;
  readonly tookMs: number;
  readonly node: string;
  readonly platform: string;
  readonly parts: readonly string[];
  readonly targets: readonly TargetReport[];
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Adds up the whole: a target that should have run and did not is one failure more, one that need not, one more skipped. */
export function countAll(reports: readonly TargetReport[]): AvaCounts {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { parts, skipped, failed } of reports) {
    if (failed) sum.failed++;
    else if (skipped !== null) sum.skipped++;
    for (const cell of Object.values(parts)) {
      sum.passed += cell.passed;
      sum.failed += cell.failed;
      sum.skipped += cell.skipped;
    }
  }
  return sum;
}

/** The report as a table in Markdown, target by part, and below it in sentences what the table has no room for. */
export function reportText(report: MatrixReport): string {
  const head = ['target', 'server', 'from', 'start', ...report.parts];
  const rows = report.targets.map((target) => [
    target.name,
    target.version ?? '',
    target.provider ?? '',
    target.startMs === 0 || target.skipped !== null ? '' : seconds(target.startMs),
    ...report.parts.map((part) => cellText(target, target.parts[part])),
  ]);
  const widths = head.map((words, column) => Math.max(words.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [
    line(head),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...rows.map(line),
    '',
    ...report.targets.flatMap(remarks),
    `${report.started.slice(0, 10)}, Node ${report.node}, ${report.platform}, ${seconds(report.tookMs)} in all.`,
  ].join('\n');
}

function cellText(target: TargetReport, cell: Cell | undefined): string {
  if (cell === undefined) return target.failed ? 'FAILED' : 'skipped';
  const counts = [
    ...(cell.failed > 0 ? [`${cell.failed} FAILED`] : []),
    ...(cell.passed > 0 || cell.failed + cell.skipped === 0 ? [`${cell.passed} passed`] : []),
    ...(cell.skipped > 0 ? [`${cell.skipped} skipped`] : []),
  ];
  return [...counts, seconds(cell.ms)].join(', ');
}

function remarks(target: TargetReport): readonly string[] {
  const cells = Object.entries(target.parts);
  return [
    ...(target.skipped === null ? [] : [`${target.failed ? 'FAILED' : 'skipped'}: ${target.name}: ${target.skipped}`]),
    ...(target.note === null ? [] : [`note: ${target.name}: ${target.note}`]),
    ...cells.flatMap(([part, { failures }]) => failures.map((title) => `FAILED: ${part}: ${title}`)),
    ...cells.flatMap(([part, { skips }]) => skips.map((title) => `skipped: ${part}: ${title}`)),
  ];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
