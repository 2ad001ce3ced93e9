import { AludelError, InvalidBindingError } from '@aludel/core/connection';
import type { Literal } from '@aludel/core';
import { MysqlDialect } from './dialect.js';

const dialect = new MysqlDialect();

/** Strings, quoted names, comments; the placeholder; anything else that is not the beginning of one of those. */
const token =
  /'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*"|`(?:[^`]|``)*`|--(?=\s|$)[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\?|[^'"`?#/-]+|[\s\S]/gu;

/**
 * A statement with its values in place of the `?`. Written here and not by the driver, which takes a `?` in a string for
 * a placeholder, and not as a prepared statement, which would cost a round trip each and sends every number as a floating point one.
 */
export function withValues(sql: string, values: readonly Literal[]): string {
  if (values.length === 0) return sql;
  let next = 0;
  let text = '';
  for (const [part] of sql.matchAll(token)) {
    text += part === '?' ? valueText(values[next], next++) : part;
  }
  if (next !== values.length) {
    throw new AludelError(
      'INVALID_BINDINGS',
      `The statement has ${next} places for values, and ${values.length} values.`,
      {
        hint: 'Write one `?` for each value, in their order.',
        location: { sql },
      },
    );
  }
  return text;
}

/** A value as it is written into a statement; what the compiler did not check is checked here. */
export function valueText(value: unknown, position: number): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return dialect.literal(value);
    case 'number':
      if (Number.isFinite(value)) return String(value);
      throw new InvalidBindingError(position, String(value), 'Use null where there is no number.');
    default:
      if (value === null || value instanceof Uint8Array) return dialect.literal(value);
      throw InvalidBindingError.ofType(position, value);
  }
}
