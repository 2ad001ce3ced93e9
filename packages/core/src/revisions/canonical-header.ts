import type { RevisionHeader } from './header.js';

const STRING = `(?:'[^'\\\\\\r\\n]*'|"[^"\\\\\\r\\n]*")`;
const LIST = `\\[\\s*(?:${STRING}\\s*(?:,\\s*)?)*\\]`;
const BLOCK_COMMENT = `\\/\\*(?:[^*]|\\*(?!\\/))*\\*\\/`;

/** What may stand before: spaces, comments and imports, so that the match can't begin in a string or in a comment. */
const BEFORE = `(?:\\s|\\/\\/[^\\n]*\\n|${BLOCK_COMMENT}|import\\s[^;'"\`]*['"][^'"\\n]*['"];?)*`;

/** The header as `aludel revision` writes it: these fields, in this order, without escapes. */
const CANONICAL = new RegExp(
  `^${BEFORE}export\\s+default\\s+[\\w$.]+\\(\\s*\\{` +
    `\\s*revision\\s*:\\s*(${STRING})\\s*,` +
    `\\s*downRevision\\s*:\\s*(null|${STRING}|${LIST})\\s*,` +
    `(?:\\s*branchLabels\\s*:\\s*(${LIST})\\s*,)?` +
    `(?:\\s*dependsOn\\s*:\\s*(${STRING}|${LIST})\\s*,)?` +
    `\\s*message\\s*:\\s*(${STRING})\\s*[,}]`,
);

const EACH_STRING = new RegExp(STRING, 'g');
const NONE: readonly string[] = Object.freeze([]);

/**
 * The header of a file that starts with these bytes, if it is written as `aludel revision` writes it; else undefined, and the
 * scanner has to look. One regular expression reads 10,000 of them in the time in which the scanner reads 2,000.
 * @param start the file's first bytes, as Latin-1: UTF-8 never hides a quote or a bracket in another character
 * @param isWhole whether that is all of the file
 */
export function canonicalHeader(start: string, isWhole: boolean): RevisionHeader | undefined {
  const match = CANONICAL.exec(start);
  if (match === null) return undefined;
  const [written] = match;
  // A field that is not there may still come after the functions.
  const mayComeLater = (field: string): boolean => !isWhole || start.includes(field, written.length);
  if (match[3] === undefined && mayComeLater('branchLabels')) return undefined;
  if (match[4] === undefined && mayComeLater('dependsOn')) return undefined;
  const [, revision, downRevision, branchLabels, dependsOn, message] = match;
  if (revision === undefined || downRevision === undefined || message === undefined) return undefined;
  const text = contentOf(message);
  return {
    id: contentOf(revision),
    downRevisions: downRevision === 'null' ? NONE : listOf(downRevision),
    dependsOn: listOf(dependsOn),
    branchLabels: listOf(branchLabels),
    message: text.trim(),
    text,
  };
}

function listOf(literal: string | undefined): readonly string[] {
  if (literal === undefined || literal === '[]') return NONE;
  if (!literal.startsWith('[')) return [contentOf(literal)];
  return (literal.match(EACH_STRING) ?? []).map(contentOf);
}

/** Text of a quoted string; a copy where V8 would keep the whole file alive for a part of it. */
function contentOf(literal: string): string {
  const content = literal.slice(1, -1);
  // eslint-disable-next-line no-control-regex -- control characters are ASCII, too
  if (content.length < 13 && /^[\0-\x7f]*$/.test(content)) return content;
  return Buffer.from(content, 'latin1').toString('utf8');
}
