import type { Constraint } from '../schema/model.js';
import { InvalidDefinitionError } from '../schema/errors.js';
import { displayName, type TableName } from '../schema/names.js';
import type { Operation } from './operation.js';

/** The operation that adds a given constraint to a table. */
export function constraintOperation(table: TableName, constraint: Constraint): Operation {
  switch (constraint.kind) {
    case 'primaryKey':
      return { kind: 'createPrimaryKey', table, constraint };
    case 'unique':
      return { kind: 'createUniqueConstraint', table, constraint };
    case 'foreignKey':
      return { kind: 'createForeignKey', table, constraint };
    case 'check':
      return { kind: 'createCheckConstraint', table, constraint };
    default:
      throw new InvalidDefinitionError(
        `No portable operation adds a constraint of this kind to ${displayName(table)}.`,
        'Use the operation of the dialect package that defines the kind, with op.apply().',
      );
  }
}
