import { AludelError } from '../errors.js';
import { HookFailedError } from './errors.js';

/**
 * A function of the user's, so that what it throws is told as its fault, by the name that it has in the config.
 * @param name `autogenerate.filter`
 */
export function hook<Args extends readonly unknown[], Result>(
  name: string,
  call: (...args: Args) => Result,
): (...args: Args) => Result {
  return (...args) => {
    try {
      return call(...args);
    } catch (error) {
      if (error instanceof AludelError) throw error;
      throw new HookFailedError(name, error);
    }
  };
}
