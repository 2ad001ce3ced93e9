import type { RevisionInfo } from '../commands/revision-info.js';
import type { Colours } from './colours.js';

/** What a revision's line says, beside its id and whether it is a head. */
export interface LineParts {
  /** Labels of its line of descent. */
  readonly labels?: boolean;
  /** `(branchpoint)` and `(mergepoint)`. Default: yes. */
  readonly points?: boolean;
  /** What it depends on. */
  readonly depends?: boolean;
  readonly message?: boolean;
}

/** A revision on one line, in Alembic's words: `7c1f0a9be2d4 (billing) (head), Add phone number`. */
export function lineOf(info: RevisionInfo, colours: Colours, parts: LineParts): string {
  let line = colours.yellow(info.revision);
  // Most revisions of a long history have neither.
  if (info.labels.length > 0 || info.dependsOn.length > 0) line += namesOf(info, colours, parts);
  if (isMarked(info)) line += shownMarks(info, colours, parts);
  return parts.message === true && info.message !== '' ? `${line}, ${info.message}` : line;
}

function namesOf(info: RevisionInfo, { cyan, dim }: Colours, { labels, depends }: LineParts): string {
  let names = '';
  if (labels === true && info.labels.length > 0) names += ` ${cyan(`(${info.labels.join(', ')})`)}`;
  if (depends === true && info.dependsOn.length > 0) names += ` ${dim(`(depends on ${info.dependsOn.join(', ')})`)}`;
  return names;
}

function shownMarks(info: RevisionInfo, { green, dim }: Colours, { points }: LineParts): string {
  let marks = '';
  for (const mark of marksOf(info, points)) marks += ` ${mark === head || mark === current ? green(mark) : dim(mark)}`;
  return marks;
}

const head = '(head)';
const current = '(current)';

function isMarked(info: RevisionInfo): boolean {
  return info.isHead || info.isCurrent === true || info.isBranchPoint || info.isMergePoint;
}

function marksOf(info: RevisionInfo, points = true): readonly string[] {
  const marks: string[] = [];
  if (info.isHead) marks.push(info.isEffectiveHead ? '(effective head)' : head);
  if (info.isCurrent === true) marks.push(current);
  if (points && info.isBranchPoint) marks.push('(branchpoint)');
  if (points && info.isMergePoint) marks.push('(mergepoint)');
  return marks;
}

/** A revision in full, as Alembic's `show` and `-v` have it. Ends with a line break: an empty line parts two of them. */
export function verboseBlock(info: RevisionInfo): string {
  const { downRevisions, dependsOn, children, labels, isBranchPoint, isMergePoint } = info;
  const lines = [
    `Rev: ${[info.revision, ...marksOf(info)].join(' ')}`,
    isMergePoint ? `Merges: ${downRevisions.join(', ')}` : `Parent: ${downRevisions[0] ?? '<base>'}`,
    ...(dependsOn.length > 0 ? [`Also depends on: ${dependsOn.join(', ')}`] : []),
    ...(isBranchPoint ? [`Branches into: ${children.join(', ')}`] : []),
    ...(labels.length > 0 ? [`Branch names: ${labels.join(', ')}`] : []),
    `Path: ${info.file}`,
  ];
  const text = info.text.trimEnd();
  if (text !== '') lines.push('', ...text.split('\n').map((line) => (line === '' ? '' : `    ${line}`)));
  return `${lines.join('\n')}\n`;
}
