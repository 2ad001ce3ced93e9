import { Expression, trimmed, type Argument, type Call } from '@aludel/core/dialect';

/** `op.apply(name(...args))`, with the function imported from this package. */
export function call(name: string, ...args: readonly (Argument | undefined)[]): Call {
  return { name: 'apply', args: [new Expression(name, '@aludel/postgres', [{ args: trimmed(args) }])] };
}
