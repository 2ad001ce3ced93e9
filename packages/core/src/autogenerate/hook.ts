import { AludelError } from '../errors.js';
import { HookFailedError } from './errors.js';

/**
 * A function of the user's, so that what it throws is told as its fault, by the name that it has in the config; and what it
 * gives, where that is of no use.
 * @param name `autogenerate.filter`
 * @param problem what is wrong with a result, as a sentence goes on after "it gave …"; `undefined` if nothing is
 */
export function hook<Args extends readonly unknown[], Result>(
  name: string,
  call: (...args: Args) => Result,
  problem: (result: unknown) => string | undefined = () => undefined,
): (...args: Args) => Result {
  return (...args) => {
    const result = tried(name, () => call(...args));
    const wrong = problem(result);
    if (wrong === undefined) return result;
    throw new HookFailedError(name, new TypeError(`it gave ${told(result)}, ${wrong}`));
  };
}

function tried<Result>(name: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof AludelError) throw error;
    throw new HookFailedError(name, error);
  }
}

export function noBoolean(result: unknown): string | undefined {
  return typeof result === 'boolean' ? undefined : 'and not true or false';
}

export function noOperations(result: unknown): string | undefined {
  if (!Array.isArray(result)) return 'and not an array of operations';
  const isOperation = (one: unknown): boolean => isRecord(one) && typeof one['kind'] === 'string';
  return result.every(isOperation) ? undefined : 'in which not everything is an operation';
}

export function noCall(result: unknown): string | undefined {
  if (result === undefined) return undefined;
  if (isRecord(result) && typeof result['name'] === 'string' && Array.isArray(result['args'])) return undefined;
  return 'and neither a call, { name, args }, nor undefined for the one that it got';
}

function told(result: unknown): string {
  if (result instanceof Promise) return 'a promise';
  if (Array.isArray(result)) return 'an array';
  if (typeof result === 'function') return 'a function';
  if (typeof result !== 'object' || result === null) return JSON.stringify(result) ?? String(result);
  return Object.keys(result).length === 0 ? 'an object without content' : 'an object';
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
