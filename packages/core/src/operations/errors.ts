import { AludelError } from '../errors.js';

/** An operation whose kind was never registered. */
export class UnknownOperationError extends AludelError {
  constructor(readonly kind: string) {
    super('UNKNOWN_OPERATION', `There is no operation of the kind ${kind}.`, {
      hint: 'Register its type in the config (operations: [...]), or import the dialect package that defines it.',
    });
  }
}

/** An operation that nothing can undo stands where a downgrade should be derived. */
export class IrreversibleOperationError extends AludelError {
  constructor(readonly operation: string) {
    super('IRREVERSIBLE_OPERATION', `Nothing is known that undoes this operation: ${operation}.`, {
      hint: 'Write a downgrade(op) in the migration; for op.execute, { reverse: "…" } is enough.',
      location: { operation },
    });
  }
}
