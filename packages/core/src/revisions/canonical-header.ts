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
const OPENING_BRACKET = 0x5b;
const NOT_ASCII = /[\x80-\xff]/;
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
  // By index: this runs too seldom to be worth what V8 spends on optimising a destructuring.
  const revision = match[1];
  const downRevision = match[2];
  const branchLabels = match[3];
  const dependsOn = match[4];
  const message = match[5];
  if (revision === undefined || downRevision === undefined || message === undefined) return undefined;
  // A field that is not there may still come after the functions.
  const end = match[0].length;
  if (branchLabels === undefined && !(isWhole && !start.includes('branchLabels', end))) return undefined;
  if (dependsOn === undefined && !(isWhole && !start.includes('dependsOn', end))) return undefined;
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
  if (literal.charCodeAt(0) !== OPENING_BRACKET) return [contentOf(literal)];
  return (literal.match(EACH_STRING) ?? []).map(contentOf);
}

const scratch = Buffer.allocUnsafe(256);

/** Text of a quoted string; a copy where V8 would keep the whole file alive for a part of it. */
function contentOf(literal: string): string {
  const content = literal.slice(1, -1);
  if (content.length < 13 && !NOT_ASCII.test(content)) return content;
  if (content.length > scratch.length) return Buffer.from(content, 'latin1').toString('utf8');
  return scratch.toString('utf8', 0, scratch.write(content, 'latin1'));
}
