import { InvalidDefinitionError } from './errors.js';

/**
 * Bytes as hexadecimal digits, for a literal of SQL.
 * @param value what is left of `Literal` when all else is told apart; plain JavaScript hands over other things, too
 * @throws InvalidDefinitionError where it is not bytes
 */
export function hexOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex');
  throw new InvalidDefinitionError(
    `${value instanceof Date ? 'A Date' : 'An object'} cannot be written into SQL text as it is.`,
    value instanceof Date ? 'Write it as text: date.toISOString().' : 'Write it as text: JSON.stringify(value).',
  );
}
