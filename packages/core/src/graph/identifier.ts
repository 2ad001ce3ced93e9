import { BadHistoryRangeError, MalformedIdentifierError, MalformedRangeError } from './identifier-errors.js';

/**
 * What people type for a revision, as far as its form goes:
 *
 *     head  heads  base  a1b2  label  label@head  label@base  a1b2@head        absolute
 *     +1  -2  a1b2+1  head-1  label@+1  label@a1b2-1                          relative
 *     a:b  a:  :b  -3:current                                                 a range of two
 *
 * Relative forms are known by their start: what follows the number is ignored, as Alembic does.
 */
export type Identifier = AbsoluteIdentifier | RelativeIdentifier;

export interface AbsoluteIdentifier {
  readonly kind: 'absolute';
  readonly text: string;
  /** What stands before `@`; undefined where nothing does. */
  readonly branch: string | undefined;
  /** `head`, `heads`, `base`, or a name: a full or partial identifier, or a label. */
  readonly symbol: string;
}

export interface RelativeIdentifier {
  readonly kind: 'relative';
  readonly text: string;
  readonly branch: string | undefined;
  /** Where the walk starts; undefined: at the current state. */
  readonly symbol: string | undefined;
  /** Up if positive, down if negative. */
  readonly steps: number;
}

/** The two ends of a range; an end that was left out is undefined. */
export interface IdentifierRange {
  readonly text: string;
  readonly start: string | undefined;
  readonly end: string | undefined;
}

const RELATIVE = /^(?:(?<branch>.+?)@)?(?<symbol>[\p{L}\p{N}_]+)?(?<steps>[+-]\p{Nd}+)/u;

/** Reads a relative form; undefined if the text is none. */
export function parseRelative(text: string): RelativeIdentifier | undefined {
  const groups = RELATIVE.exec(text)?.groups;
  if (groups === undefined) return undefined;
  return {
    kind: 'relative',
    text,
    branch: groups['branch'],
    symbol: groups['symbol'],
    steps: integerOf(groups['steps'] ?? ''),
  };
}

const DIGIT = /\p{Nd}/gu;
/** The digits of mathematical alphabets stand in five rows without a gap. */
const MATHEMATICAL_DIGITS = 0x1d7ce;

/** A whole number in the digits of any script, as Alembic's `int()` reads it. */
export function integerOf(text: string): number {
  return Number(text.replace(DIGIT, (digit) => String(valueOf(digit.codePointAt(0) ?? 0))));
}

/** Unicode puts the ten digits of a script in a row; what comes before the zero is none. */
function valueOf(digit: number): number {
  if (digit >= MATHEMATICAL_DIGITS && digit < MATHEMATICAL_DIGITS + 50) return (digit - MATHEMATICAL_DIGITS) % 10;
  let zero = digit;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return digit - zero;
}

/** Reads `symbol` or `branch@symbol`, split at the first `@`. */
export function parseAbsolute(text: string): AbsoluteIdentifier {
  const at = text.indexOf('@');
  const branch = at <= 0 ? undefined : text.slice(0, at);
  return { kind: 'absolute', text, branch, symbol: text.slice(at + 1) };
}

/** Reads what may stand as a target: a relative form where it is one, else an absolute one. @throws MalformedIdentifierError */
export function parseIdentifier(text: string): Identifier {
  if (text === '') throw new MalformedIdentifierError(text);
  return parseRelative(text) ?? parseAbsolute(text);
}

/** Reads `start:end`; undefined if there is no `:`. @throws MalformedRangeError for more than two parts */
export function parseRange(text: string): IdentifierRange | undefined {
  if (!text.includes(':')) return undefined;
  const [start, end, more] = text.split(':');
  if (more !== undefined) throw new MalformedRangeError(text);
  return { text, start: start === '' ? undefined : start, end: end === '' ? undefined : end };
}

/** Reads a range of the history. @throws BadHistoryRangeError where there is no `:` */
export function parseHistoryRange(text: string): IdentifierRange {
  const range = parseRange(text.trim());
  if (range === undefined) throw new BadHistoryRangeError(text);
  return range;
}
