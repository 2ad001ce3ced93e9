/**
 * The lexical part of reading JavaScript and TypeScript without parsing it: where strings, templates, comments, regular
 * expressions and brackets end. Positions are offsets in UTF-16 units.
 */

/** Raised where something is opened and never closed; the callers turn it into an error with file and line. */
export class UnclosedError extends Error {
  constructor(
    readonly what: string,
    readonly position: number,
  ) {
    super(`${what} is never closed`);
  }
}

const NEWLINE = 10;
const RETURN = 13;
const DOUBLE = 34;
const DOLLAR = 36;
const SINGLE = 39;
const STAR = 42;
const SLASH = 47;
const BACKSLASH = 92;
const BACKTICK = 96;

/** Whether the unit can be part of a name. Everything beyond ASCII counts; the exotic spaces are handled by `skipTrivia`. */
export function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === DOLLAR ||
    (code > 127 && !isExoticSpace(code))
  );
}

function isExoticSpace(code: number): boolean {
  return code === 0xa0 || code === 0xfeff || code === 0x2028 || code === 0x2029 || code === 0x3000;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || isExoticSpace(code);
}

/** Position of the first unit at or after `position` that is neither space nor comment. */
export function skipTrivia(source: string, position: number): number {
  let at = position;
  for (;;) {
    const code = source.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (code === SLASH) {
      const end = endOfComment(source, at);
      if (end === at) return at;
      at = end;
    } else return at;
  }
}

/** End of the name that starts at `position`; `position` itself if none does. */
export function endOfName(source: string, position: number): number {
  let at = position;
  while (isNamePart(source.charCodeAt(at))) at++;
  return at;
}

/** End of the comment that starts at the slash at `position`; `position` if it is none. */
function endOfComment(source: string, position: number): number {
  const next = source.charCodeAt(position + 1);
  if (next === SLASH) {
    const end = source.indexOf('\n', position + 2);
    return end === -1 ? source.length : end;
  }
  if (next !== STAR) return position;
  const end = source.indexOf('*/', position + 2);
  if (end === -1) throw new UnclosedError('A comment', position);
  return end + 2;
}

/** End of the quoted string that starts at `position`. */
export function endOfString(source: string, position: number): number {
  const quote = source.charCodeAt(position);
  for (let at = position + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === BACKSLASH) {
      if (source.charCodeAt(at + 1) === RETURN && source.charCodeAt(at + 2) === NEWLINE) at++;
      at++;
    } else if (code === NEWLINE || code === RETURN) break;
  }
  throw new UnclosedError('A string', position);
}

/** End of the template that starts at the backtick at `position`. `inside` is told of each `${…}`: the range within the braces. */
export function endOfTemplate(source: string, position: number, inside?: (from: number, to: number) => void): number {
  for (let at = position + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === BACKTICK) return at + 1;
    if (code === BACKSLASH) at++;
    else if (code === DOLLAR && source.charCodeAt(at + 1) === 123) {
      const end = endOfBrackets(source, at + 1);
      inside?.(at + 2, end - 1);
      at = end - 1;
    }
  }
  throw new UnclosedError('A template string', position);
}

/** After these a slash starts a regular expression though a name stands before it. */
const BEFORE_EXPRESSION = new Set(
  'return typeof case in of delete void throw new else do await yield instanceof default'.split(' '),
);

const BEFORE_STATEMENT = new Set(['if', 'while', 'for', 'with']);

/** The name that ends just before `end`, or the empty string. */
function nameBefore(source: string, end: number): string {
  let start = end;
  while (start > 0 && isNamePart(source.charCodeAt(start - 1))) start--;
  return source.slice(start, end);
}

function lastBefore(source: string, position: number): number {
  let at = position - 1;
  while (at >= 0 && isSpace(source.charCodeAt(at))) at--;
  return at;
}

/** Whether the slash at `position` divides, by what stands before it: a value, or something after which a value begins. */
function divides(source: string, position: number): boolean {
  const before = lastBefore(source, position);
  if (before < 0) return false;
  const code = source.charCodeAt(before);
  if (isNamePart(code)) return !BEFORE_EXPRESSION.has(nameBefore(source, before + 1));
  // A slash that begins a line after a block begins a statement.
  if (code === 125) return !source.slice(before, position).includes('\n');
  if (code === 41) {
    let depth = 0;
    let open = before;
    for (; open >= 0; open--) {
      const unit = source.charCodeAt(open);
      if (unit === 41) depth++;
      else if (unit === 40 && --depth === 0) break;
      else if (unit === NEWLINE) return true;
    }
    return !BEFORE_STATEMENT.has(nameBefore(source, lastBefore(source, open) + 1));
  }
  return code === 93 || code === SINGLE || code === DOUBLE || code === BACKTICK;
}

/** End of the regular expression at the slash at `position`, or `position` if the slash divides. */
function endOfRegularExpression(source: string, position: number): number {
  if (divides(source, position)) return position;
  let inClass = false;
  for (let at = position + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code === NEWLINE || code === RETURN) return position;
    if (code === BACKSLASH) at++;
    else if (code === 91) inClass = true;
    else if (code === 93) inClass = false;
    else if (code === SLASH && !inClass) return endOfName(source, at + 1);
  }
  return position;
}

/** End of the comment, string, template or regular expression that starts at `position`; `position` if none does. */
export function endOfOpaque(source: string, position: number, inside?: (from: number, to: number) => void): number {
  switch (source.charCodeAt(position)) {
    case SINGLE:
    case DOUBLE:
      return endOfString(source, position);
    case BACKTICK:
      return endOfTemplate(source, position, inside);
    case SLASH: {
      const end = endOfComment(source, position);
      return end === position ? endOfRegularExpression(source, position) : end;
    }
    default:
      return position;
  }
}

/** End of the bracketed text that starts at the `(`, `[` or `{` at `position`. */
export function endOfBrackets(source: string, position: number): number {
  const end = endOfItem(source, position + 1);
  if (end >= source.length) throw new UnclosedError(`A "${source[position] ?? ''}"`, position);
  if (source.charCodeAt(end) !== 44) return end + 1;
  // A comma ends an item, not the brackets: go on to the next one.
  for (let at = end; ;) {
    at = endOfItem(source, at + 1);
    if (at >= source.length) throw new UnclosedError(`A "${source[position] ?? ''}"`, position);
    if (source.charCodeAt(at) !== 44) return at + 1;
  }
}

/** Position of the `,` `)` `]` or `}` that ends the item in which `position` lies; the source's length if there is none. */
export function endOfItem(source: string, position: number): number {
  const { length } = source;
  let depth = 0;
  let opened = position;
  for (let at = position; at < length; at++) {
    switch (source.charCodeAt(at)) {
      case SINGLE:
      case DOUBLE:
      case BACKTICK:
      case SLASH: {
        const end = endOfOpaque(source, at);
        if (end > at) at = end - 1;
        break;
      }
      case 40:
      case 91:
      case 123:
        if (depth === 0) opened = at;
        depth++;
        break;
      case 41:
      case 93:
      case 125:
        if (depth === 0) return at;
        depth--;
        break;
      case 44:
        if (depth === 0) return at;
        break;
      default:
    }
  }
  if (depth > 0) throw new UnclosedError(`A "${source[opened] ?? ''}"`, opened);
  return length;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
};

const ESCAPE = /\\(?:u\{([\dA-Fa-f]+)\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2})|(\r\n|[^]))/g;

/** Value of the string or template without substitutions that spans `from` to `to`, quotes included. */
export function stringValue(source: string, from: number, to: number): string {
  let text = source.slice(from + 1, to - 1);
  if (source.charCodeAt(from) === BACKTICK && text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (!text.includes('\\')) return detached(text);
  return text.replace(
    ESCAPE,
    (_match, point: string | undefined, four: string | undefined, two: string | undefined, one: string | undefined) => {
      const hex = point ?? four ?? two;
      if (hex !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff));
      if (one === undefined || one === '\n' || one === '\r\n' || one === '\r' || one === '\u2028' || one === '\u2029')
        return '';
      return SIMPLE_ESCAPES[one] ?? one;
    },
  );
}

/** V8 keeps a whole source text alive for a long enough slice of it; with 10,000 files that is the folder in memory. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** Line of a position, counted from 1. */
export function lineAt(source: string, position: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at !== -1 && at < position; at = source.indexOf('\n', at + 1)) line++;
  return line;
}
