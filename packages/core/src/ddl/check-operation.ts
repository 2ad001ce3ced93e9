import type { Dialect } from '../dialect/dialect.js';
import { IdentifierTooLongError, UnknownOptionError } from '../dialect/errors.js';
import { givenOptions, type GivenOptions } from '../operations/given-options.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { identifierLength } from '../schema/naming.js';
import { checkDefinition } from './check-definition.js';

/**
 * Refuses, while an operation is being recorded and before anything of its migration has run, what a database would cut or
 * pass over without a word: names that are too long for it, and options that it does not know; and what makes no sense.
 * @throws IdentifierTooLongError, InvalidDefinitionError, UnknownOptionError
 */
export function checkOperation(
  operation: Operation,
  dialect: Pick<Dialect, 'name' | 'traits' | 'options'>,
  operations: OperationRegistry,
): void {
  if (!operations.has(operation.kind)) return; // That is told when it is compiled.
  checkDefinition(operation);
  checkNames(operation, dialect, operations);
  for (const given of givenOptions(operation)) checkOptions(given, dialect);
}

function checkNames(
  operation: Operation,
  { name: dialect, traits: { maxIdentifierLength, identifierUnit = 'bytes' } }: Pick<Dialect, 'name' | 'traits'>,
  operations: OperationRegistry,
): void {
  if (maxIdentifierLength === undefined) return;
  for (const { what, name } of operations.names(operation)) {
    const length = identifierLength(name, identifierUnit);
    if (length > maxIdentifierLength) {
      throw new IdentifierTooLongError({
        dialect,
        what,
        name,
        length,
        limit: maxIdentifierLength,
        unit: identifierUnit,
      });
    }
  }
}

function checkOptions({ place, options }: GivenOptions, dialect: Pick<Dialect, 'name' | 'options'>): void {
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null) continue;
    // Options stand under a dialect's name: anything else is a setting with a slip in its name.
    if (typeof value !== 'object') throw new UnknownOptionError(key, place, undefined, []);
    const known = key === dialect.name ? dialect.options?.[place] : undefined;
    if (known === undefined) continue;
    for (const [option, wanted] of Object.entries(value)) {
      if (wanted !== undefined && !known.includes(option)) throw new UnknownOptionError(option, place, key, known);
    }
  }
}
