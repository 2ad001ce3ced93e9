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
  const { labels = false, points = true, depends = false, message = false } = parts;
  const { yellow, cyan, green, dim } = colours;
  let line = yellow(info.revision);
  if (labels && info.labels.length > 0) line += ` ${cyan(`(${info.labels.join(', ')})`)}`;
  if (depends && info.dependsOn.length > 0) line += ` ${dim(`(depends on ${info.dependsOn.join(', ')})`)}`;
  if (isMarked(info)) {
    for (const mark of marksOf(info, points)) line += ` ${mark === head || mark === current ? green(mark) : dim(mark)}`;
  }
  return message && info.message !== '' ? `${line}, ${info.message}` : line;
}

const head = '(head)';
const current = '(current)';

/** Most revisions of a long history are not. */
function isMarked(info: RevisionInfo): boolean {
  return info.isHead || info.isCurrent === true || info.isBranchPoint || info.isMergePoint;
}

function marksOf(info: RevisionInfo, points = true): readonly string[] {
  return [
    ...(info.isHead && !info.isEffectiveHead ? [head] : []),
    ...(info.isEffectiveHead ? ['(effective head)'] : []),
    ...(info.isCurrent === true ? [current] : []),
    ...(points && info.isBranchPoint ? ['(branchpoint)'] : []),
    ...(points && info.isMergePoint ? ['(mergepoint)'] : []),
  ];
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
