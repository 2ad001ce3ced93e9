import { AludelError } from '@aludel/core';

/** A stored definition that we do not understand whole, and so do not touch. */
export class UnparsedDefinitionError extends AludelError {
  constructor(
    /** What it defines: `table users`. */
    readonly object: string,
    readonly definition: string,
    /** Where in the definition understanding ends, counted from 0. */
    readonly position: number,
    expected: string,
  ) {
    const near = definition.slice(position, position + 40).trim();
    super(
      'UNPARSED_DEFINITION',
      `The stored definition of the ${object} can't be read: expected ${expected} at character ${position + 1}, ` +
        (near === '' ? 'but it ends there.' : `but found: ${near}`),
      {
        hint: 'Nothing was changed. Change this object with op.execute instead, and please report its definition.',
        location: { sql: definition },
      },
    );
  }
}
