/**
 * How an operation is written in a migration file, as data: the renderer turns it into TypeScript. `op.addColumn('users',
 * 'email', t.string(255))` is a `Call` whose third argument is an `Expression`.
 */
export interface Call {
  /** The method of `op`, or `apply` for an operation that has none. */
  readonly name: string;
  readonly args: readonly Argument[];
}

export type Argument = Literalish | Expression | readonly Argument[] | { readonly [key: string]: Argument | undefined };

type Literalish = string | number | bigint | boolean | null | Uint8Array;

/** A chain of calls on an imported name: `t.string(20).notNull()`. */
export class Expression {
  constructor(
    /** The imported name that the chain starts from: `t`, `sql`, `index`. */
    readonly root: string,
    /** The module that exports it. */
    readonly from: string,
    readonly links: readonly Link[],
  ) {}

  /** The same chain with one more call. */
  call(name: string, ...args: readonly Argument[]): Expression {
    return new Expression(this.root, this.from, [...this.links, { name, args }]);
  }
}

/** One call in a chain: `.string(20)`; without a name the root itself is called: `index([...])`. */
export interface Link {
  readonly name?: string;
  readonly args: readonly Argument[];
}

/** The module that exports the portable builders. */
export const coreModule = '@aludel/core';

/** `name(...args)` of the portable builders. */
export function callOf(name: string, ...args: readonly Argument[]): Expression {
  return new Expression(name, coreModule, [{ args: trimmed(args) }]);
}

/** Leaves out trailing arguments that say nothing: `undefined`, and objects and lists without content. */
export function trimmed(args: readonly (Argument | undefined)[]): readonly Argument[] {
  const kept = [...args];
  while (kept.length > 0 && isEmpty(kept.at(-1))) kept.pop();
  return kept.map((argument) => argument ?? null);
}

function isEmpty(argument: Argument | undefined): boolean {
  if (argument === undefined) return true;
  if (argument === null || typeof argument !== 'object') return false;
  if (argument instanceof Expression || argument instanceof Uint8Array) return false;
  return Array.isArray(argument)
    ? argument.length === 0
    : Object.values(argument).every((value) => value === undefined);
}
