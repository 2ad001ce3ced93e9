import {
  argument,
  assertArguments,
  described,
  isRecord,
  listOf,
  optional,
  orNull,
  properties,
  shown,
  text,
  withCheckedArguments,
  type ArgumentKind,
  type Signature,
} from '../schema/argument.js';
import { didYouMean } from '../schema/errors.js';
import { UnknownOptionError } from './errors.js';

/** A kind for each property of a definition: an optional one for each that may be left out. */
export type DefinitionKinds<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K>
    ? ArgumentKind & { readonly isOptional: true }
    : ArgumentKind;
};

/** A kind for each property of settings, all of which may be left out. */
export type SettingKinds<T> = { readonly [K in keyof T]-?: ArgumentKind };

/** What a builder takes at a place: the names of its settings are checked against it. */
export type ArgumentOf<Builder extends (...given: never[]) => unknown, Place extends number> = NonNullable<
  Parameters<Builder>[Place]
>;

/**
 * Looks at what a function of a dialect package was given, for callers whom no compiler has checked. All properties of a
 * definition and of settings are known to it: another one is a slip.
 * @param call how it is called: `dropSequence`
 * @throws InvalidDefinitionError, UnknownOptionError
 */
export function assertBuilderArguments(call: string, signature: Signature, given: readonly unknown[]): void {
  const kinds = typeof signature === 'function' ? signature(given) : signature;
  let place = 0;
  for (const name of Object.keys(kinds)) {
    const within = kinds[name]?.within;
    const value = given[place];
    if (within !== undefined && isSettings(value)) assertKnown(call, value, Object.keys(within));
    place += 1;
  }
  assertArguments(call, kinds, given);
}

/** The look that each builder of a package begins with: `assertGiven('dropSequence', name, settings)`. */
export function argumentCheck<Name extends string>(
  signatures: Readonly<Record<Name, Signature>>,
): (builder: Name, ...given: readonly unknown[]) => void {
  return (builder, ...given) => assertBuilderArguments(builder, signatures[builder], given);
}

function assertKnown(call: string, value: object, known: readonly string[]): void {
  for (const [key, one] of Object.entries(value)) {
    if (one === undefined || known.includes(key)) continue;
    const error = new UnknownOptionError(key, call, undefined, known);
    error.hint = didYouMean(key, known);
    throw error;
  }
}

/** The names of those functions that take anything. */
type Taking<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (...given: infer Given) => unknown
    ? Given extends readonly []
      ? never
      : Name
    : never;
}[keyof Functions];

/** The same functions, each of which looks at its arguments as `assertBuilderArguments` does. */
export function withCheckedBuilders<Functions extends object>(
  owner: string,
  functions: Functions,
  signatures: Readonly<Record<Taking<Functions> & string, Signature>>,
): Functions {
  const taking = Object.entries(functions).filter(([name]) => Object.hasOwn(signatures, name));
  const checked = withCheckedArguments(owner, Object.fromEntries(taking), signatures, assertBuilderArguments);
  return { ...functions, ...checked };
}

/** What something is, as an object. */
export function definitionOf<T>(within: DefinitionKinds<T>, example: string): ArgumentKind {
  return { ...argument('its definition, as an object,', isSettings, { example }), within: { ...within } };
}

/** What may be said beside, as an object. */
export function settingsOf<T>(within: SettingKinds<T>, example: string): ArgumentKind & { readonly isOptional: true } {
  return optional({
    ...argument('an object of settings', isSettings, { example }),
    within: properties({ ...within }),
  });
}

/** What becomes other, as an object; `null` removes. */
export function changesOf<T>(within: SettingKinds<T>, example: string): ArgumentKind {
  const kinds: Readonly<Record<string, ArgumentKind>> = { ...within };
  return {
    ...argument('what changes, as an object,', isSettings, { example }),
    within: properties(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, orNull(kind)]))),
  };
}

/** And no column, no SQL text, no table, which stand in the wrong place then. */
function isSettings(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && described(value).startsWith('an object');
}

export const flag = argument('true or false', (value) => typeof value === 'boolean', { example: 'true' });

/** @param example as it is written: `3` */
export function wholeNumber(example: string): ArgumentKind {
  return argument('a whole number', (value) => typeof value === 'bigint' || Number.isInteger(value), { example });
}

/** Texts, of which there may be none. */
export function textList(what: string, example: string): ArgumentKind {
  return listOf(text, `a list of ${what}`, example, 0);
}

export function oneOf(...words: readonly string[]): ArgumentKind {
  const all = words.map((word) => `'${word}'`);
  const expected = [all.slice(0, -1).join(', '), ...all.slice(-1)].filter((part) => part !== '').join(' or ');
  const example = all[0];
  return argument(expected, (value) => words.some((word) => word === value), example === undefined ? {} : { example });
}

/** Each property of which has a name that is not known beforehand. */
export function recordOf(each: ArgumentKind, expected: string, example: string): ArgumentKind {
  return {
    expected,
    example,
    fault(value) {
      if (!isSettings(value)) return shown(value);
      for (const [name, one] of Object.entries(value)) {
        const wrong = each.fault(one);
        if (wrong !== undefined) return `an object with ${wrong} as ${name}`;
      }
      return undefined;
    },
  };
}
