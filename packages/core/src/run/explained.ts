import { AludelError } from '../errors.js';
import { userFrame } from './call-site.js';
import { MigrationFailedError } from './errors.js';

/** Adds to an error which revision it arose in, and where; what the user's own code threw becomes a `MigrationFailedError`. */
export function explained(
  error: unknown,
  { revision, file }: { readonly revision: string; readonly file: string },
): AludelError {
  const location = { file, ...userFrame(error), revision };
  return error instanceof AludelError ? error.at(location) : new MigrationFailedError(error, location);
}
