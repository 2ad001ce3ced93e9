import { inspect } from 'node:util';
import { userFrame } from '../run/call-site.js';
import type { AludelError, ErrorLocation, StatementInEffect } from '../errors.js';
import { isAludelError } from './is-aludel-error.js';
import type { Output } from './output.js';
import { shownPath } from './shown-path.js';

const sqlLines = 6;
const sqlLength = 400;
const effectLines = 20;
const effectLength = 90;

/** Prints an error: what is wrong, where, and what to do next; with `--json` as a document on stdout, too. */
export function reportError(error: unknown, output: Output): void {
  if (output.json) output.data({ error: errorData(error) });
  output.error(errorText(error, output));
}

/** An error as `--json` gives it. */
export function errorData(error: unknown) {
  if (isAludelError(error)) {
    const { code, message, hint, location } = error;
    const inEffect = inEffectOf(error);
    return {
      code,
      message,
      hint: hint ?? null,
      location,
      ...(inEffect.length === 0 ? {} : { inEffect }),
      ...error.details,
    };
  }
  return { code: 'INTERNAL', message: messageOf(error), hint: hintFor(error), location: userFrame(error) };
}

/** What to do about an error that nobody foresaw: ours, or from code that we were given. */
function hintFor(error: unknown): string {
  return userFrame(error).file === undefined
    ? 'This is a defect of aludel. Please report it with what --debug prints.'
    : 'It came out of code that aludel was given to call; --debug prints the whole way there.';
}

/** An error for people: what is wrong, where, and what to do next. */
export function errorText(error: unknown, output: Output): string {
  const { red, bold, dim } = output.noteColours;
  const known = isAludelError(error);
  const message = known ? error.message : `Unexpected error: ${messageOf(error)}`;
  const location: ErrorLocation = known ? error.location : userFrame(error);
  const hint = known ? error.hint : hintFor(error);
  const lines = [`${bold(red('aludel:'))} ${red(message)}`];
  const add = (label: string, text: string | undefined): void => {
    if (text === undefined || text === '') return;
    const [first, ...rest] = text.split('\n');
    lines.push(`  ${dim(label.padEnd(9))}  ${first ?? ''}`, ...rest.map((line) => `${' '.repeat(13)}${line}`));
  };
  add('at', placeOf(location));
  add('revision', location.revision);
  add('operation', location.operation);
  add('sql', location.sql === undefined ? undefined : excerpt(location.sql, output.debug));
  add('in effect', known ? inEffectText(error, output) : undefined);
  add('try', hint);
  if (output.debug) lines.push('', ...stacks(error));
  return lines.join('\n');
}

/** An error of another copy of the core may be older than the list. */
function inEffectOf({ inEffect = [] }: Partial<Pick<AludelError, 'inEffect'>>): readonly StatementInEffect[] {
  return inEffect;
}

/** What a failed migration left behind, a line a statement. */
function inEffectText(error: AludelError, { debug }: Output): string {
  const all = inEffectOf(error);
  const shown = debug ? all : all.slice(-effectLines);
  const lines = shown.map(({ operation, sql, times }) => {
    const often = times === undefined ? '' : ` (${times} times)`;
    return `${operation}${often}${sql === '' ? '' : `: ${shortened(sql.replaceAll(/\s+/gu, ' ').trim(), debug)}`}`;
  });
  const left = all.length - shown.length;
  return [...(left === 0 ? [] : [`${left} before these; --debug shows all`]), ...lines].join('\n');
}

function shortened(text: string, full: boolean): string {
  return full || text.length <= effectLength ? text : `${text.slice(0, effectLength)} …`;
}

function placeOf({ file, line }: ErrorLocation): string | undefined {
  if (file === undefined) return undefined;
  return line === undefined ? shownPath(file) : `${shownPath(file)}:${line}`;
}

function excerpt(sql: string, full: boolean): string {
  const lines = sql.trim().split('\n');
  if (full) return lines.join('\n');
  const few =
    lines.length > sqlLines ? [...lines.slice(0, sqlLines), `… ${lines.length - sqlLines} more lines`] : lines;
  const text = few.join('\n');
  return text.length > sqlLength ? `${text.slice(0, sqlLength)} …` : text;
}

/** The stack of an error and of what caused it. */
function stacks(error: unknown): readonly string[] {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  for (let here = error; here !== undefined && !seen.has(here); here = here instanceof Error ? here.cause : undefined) {
    seen.add(here);
    lines.push(`${lines.length === 0 ? '' : 'caused by: '}${stackOf(here)}`);
  }
  return lines;
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  return `${isAludelError(error) ? `${error.code} ` : ''}${error.stack ?? error.message}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
