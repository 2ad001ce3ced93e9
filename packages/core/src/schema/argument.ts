import { InvalidDefinitionError } from './errors.js';
import { isSqlText } from './values.js';

/** What an argument must be, for callers whom no compiler has checked. */
export interface ArgumentKind {
  /** In words: `a list of columns`. */
  readonly expected: string;
  /** As it may be written in a call, for the hint. Of an optional one: shown only where it is itself the wrong one. */
  readonly example?: string;
  /** What is wrong with a value, in words; undefined where nothing is. */
  readonly fault: (value: unknown) => string | undefined;
  /** What the properties of an object must be. */
  readonly within?: ParameterKinds;
  /** What each property of an object must be. */
  readonly each?: ArgumentKind;
  readonly isOptional?: true;
  /** It names something, and tells in the message which of many calls it was. */
  readonly isName?: true;
}

/** The parameters of a function in order, each under its name. */
export type ParameterKinds = Readonly<Record<string, ArgumentKind>>;

/** They may depend on what was given. */
export type Signature = ParameterKinds | ((given: readonly unknown[]) => ParameterKinds);

/**
 * @param call how it is called: `op.dropTable`
 * @throws InvalidDefinitionError that says which argument is wrong, what it is and what would be right
 */
export function assertArguments(call: string, signature: Signature, given: readonly unknown[]): void {
  const kinds = typeof signature === 'function' ? signature(given) : signature;
  let place = 0;
  for (const name of Object.keys(kinds)) {
    const value = given[place];
    const kind = kinds[name];
    if (kind === undefined) continue;
    const wrong = faultOf(value, kind);
    if (wrong !== undefined) throw refusal(call, kinds, given, { place, name, kind, found: wrong });
    const inner = isRecord(value) ? faultWithin(value, kind) : undefined;
    if (inner !== undefined) throw refusal(call, kinds, given, { place, name, kind, inner });
    place += 1;
  }
}

interface Found {
  readonly name: string;
  readonly kind: ArgumentKind;
  readonly found: string;
}

function refusal(
  call: string,
  kinds: ParameterKinds,
  given: readonly unknown[],
  {
    place,
    name,
    kind,
    found,
    inner,
  }: Omit<Found, 'found'> & { readonly place: number; readonly found?: string; readonly inner?: Found },
): InvalidDefinitionError {
  const parameters = Object.entries(kinds);
  const start = `${call}(${leading(parameters.slice(0, place), given)}) needs`;
  const which = `its ${ordinals[place] ?? `${place + 1}th`} argument (${name})`;
  if (inner !== undefined) {
    return new InvalidDefinitionError(
      `${start} ${inner.kind.expected} as ${inner.name} of ${which}, and got ${inner.found}.`,
      `Write { ${inner.name}: ${inner.kind.example ?? '…'} }.`,
    );
  }
  return new InvalidDefinitionError(
    `${start} ${kind.expected} as ${which}, and got ${place < given.length ? found : 'nothing'}.`,
    hintFor(call, parameters, place),
  );
}

function faultOf(value: unknown, { fault, isOptional }: ArgumentKind): string | undefined {
  return isOptional === true && value === undefined ? undefined : fault(value);
}

function faultWithin(value: Readonly<Record<string, unknown>>, { within, each }: ArgumentKind): Found | undefined {
  for (const name of within === undefined ? [] : Object.keys(within)) {
    const kind = within?.[name];
    const found = kind === undefined ? undefined : faultOf(value[name], kind);
    if (kind !== undefined && found !== undefined) return { name, kind, found };
  }
  if (each === undefined) return undefined;
  for (const name of Object.keys(value)) {
    const found = faultOf(value[name], each);
    if (found !== undefined) return { name, kind: each, found };
  }
  return undefined;
}

/** How the call could be written: without what may be left out, unless that is what is wrong. */
function hintFor(call: string, parameters: readonly (readonly [string, ArgumentKind])[], place: number): string {
  const shownOnes = parameters.filter(([, kind], at) => at <= place || kind.isOptional !== true);
  const written = `${call}(${shownOnes.map(([, kind]) => kind.example ?? '{}').join(', ')})`;
  const wrong = parameters[place]?.[1];
  if (wrong?.isOptional !== true) return `Write ${written}.`;
  return `Leave it out${wrong.example === undefined ? '' : `, or write ${written}`}.`;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** The names before the wrong argument. */
function leading(before: readonly (readonly [string, ArgumentKind])[], given: readonly unknown[]): string {
  const names = before.map(([, { isName }], at) => (isName === true ? shown(nameIn(given[at])) : '…'));
  return [...names, '…'].join(', ');
}

function nameIn(value: unknown): unknown {
  return isRecord(value) ? value['name'] : value;
}

/** The same functions, each of which looks at its arguments before it does anything. */
export function withCheckedArguments<Functions extends object>(
  owner: string,
  functions: Functions,
  signatures: Readonly<Record<keyof Functions & string, Signature>>,
  assert: (call: string, signature: Signature, given: readonly unknown[]) => void = assertArguments,
): Functions {
  const own = functions as Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
  const checked: Record<string, (...given: readonly unknown[]) => unknown> = {};
  // It is done for each migration anew, so it must not cost.
  for (const name of Object.keys(functions) as (keyof Functions & string)[]) {
    const call = own[name];
    if (call === undefined) continue;
    checked[name] = (...given) => {
      assert(`${owner}.${name}`, signatures[name], given);
      return call(...given);
    };
  }
  return checked as Functions;
}

export function argument(
  expected: string,
  accepts: (value: unknown) => boolean,
  more: Pick<ArgumentKind, 'example' | 'isName'> = {},
): ArgumentKind {
  return { expected, fault: (value) => (accepts(value) ? undefined : shown(value)), ...more };
}

export function optional(kind: ArgumentKind): ArgumentKind & { readonly isOptional: true } {
  return { ...kind, isOptional: true };
}

/** `null` removes it. */
export function orNull(kind: ArgumentKind): ArgumentKind {
  return {
    ...kind,
    expected: `${kind.expected}, or null,`,
    fault: (value) => (value === null ? undefined : kind.fault(value)),
  };
}

/** @param least how many it must have: 0 or 1 */
export function listOf(element: ArgumentKind, expected: string, example: string, least: 0 | 1 = 1): ArgumentKind {
  return {
    expected,
    example,
    fault(value) {
      if (!Array.isArray(value)) return shown(value);
      if (value.length < least) return 'an empty list';
      for (const one of value as readonly unknown[]) {
        const wrong = element.fault(one);
        if (wrong !== undefined) return `a list with ${wrong} in it`;
      }
      return undefined;
    },
  };
}

/** Settings may be left out. Only those that are named here are looked at; the others are checked where they are used. */
export function settings(known: ParameterKinds = {}, example?: string): ArgumentKind & { readonly isOptional: true } {
  return optional({
    ...argument('an object of settings', isRecord),
    ...(example === undefined ? {} : { example }),
    within: properties(known),
  });
}

/** Properties that may each be left out. */
export function properties(known: ParameterKinds): ParameterKinds {
  return Object.fromEntries(Object.entries(known).map(([name, kind]) => [name, optional(kind)]));
}

export const text = argument('text', (value) => typeof value === 'string', { example: "'…'" });

/** The name of a thing: `example` is as it is written, with its quotes. */
export function nameArgument(what: string, example: string): ArgumentKind {
  return argument(`the name of ${what}`, (value) => typeof value === 'string', { example, isName: true });
}

/** One that can be left to the naming convention. */
export function nameOrNull(what: string, example: string): ArgumentKind {
  const accepts = (value: unknown): boolean => value === null || typeof value === 'string';
  return argument(`the name of ${what}, or null for one by the convention,`, accepts, { example, isName: true });
}

/** One that can be left to the naming convention, or be none. */
export function nameOrNone(what: string, example: string): ArgumentKind {
  const accepts = (value: unknown): boolean => value === null || value === false || typeof value === 'string';
  const expected = `the name of ${what}, null for one by the convention, or false for none,`;
  return argument(expected, accepts, { example, isName: true });
}

/** Of a builder: `false` is none at all. */
export const givenName = optional(
  argument('a name, or false for none,', (value) => value === false || typeof value === 'string'),
);

export function referenceArgument(what: string, example: string): ArgumentKind {
  return argument(
    `the name of ${what}, as text or as { schema, name },`,
    (value) => typeof value === 'string' || (isRecord(value) && typeof value['name'] === 'string'),
    { example, isName: true },
  );
}

export const tableArgument = referenceArgument('a table', "'users'");

export const columnNames = listOf(text, 'a list of names of columns', "['email']");

export function sqlArgument(what: string, example: string): ArgumentKind {
  return argument(`${what} as SQL text`, (value) => typeof value === 'string' || isSqlText(value), { example });
}

/** What it is, and never what it holds: that may be anybody's password. */
export const literalArgument: ArgumentKind = {
  expected: 'a value (text, a number, true, false, null, bytes) or sql`…`',
  example: "'new'",
  fault: (value) =>
    value === null ||
    ['string', 'number', 'bigint', 'boolean'].includes(typeof value) ||
    value instanceof Uint8Array ||
    isSqlText(value)
      ? undefined
      : described(value),
};

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const longest = 60;

/** A value in a message: names and numbers as they are, the rest by what it is. */
export function shown(value: unknown): string {
  if (typeof value === 'string' && value.length <= longest) return `'${value}'`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : described(value);
}

/** What a value is, without what it holds. */
export function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'function') {
    return value.name === '' ? 'a function' : `the function ${value.name}, which was not called`;
  }
  if (!isRecord(value)) return typeof value === 'string' ? 'text' : `a ${typeof value}`;
  if (isSqlText(value)) return 'SQL text';
  if (value instanceof Promise) return 'a promise, which was not awaited';
  if ('parts' in value) return 'a column';
  if ('columns' in value && 'constraints' in value) return 'a table';
  const { name } = value.constructor ?? Object;
  return name === 'Object' ? 'an object' : `an object of the class ${name}`;
}
