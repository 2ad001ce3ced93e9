import { AludelError } from '../errors.js';

/**
 * Whether an error is one of Aludel's. A project whose own `@aludel/core` is not the one that this command came with
 * raises errors of another class of the same shape.
 */
export function isAludelError(error: unknown): error is AludelError {
  if (error instanceof AludelError) return true;
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'hint' in error &&
    'location' in error &&
    typeof error.location === 'object' &&
    error.location !== null
  );
}
