import { InvalidBindingError } from '@aludel/core/connection';

/** What better-sqlite3 is handed for a value. */
export type Binding = number | bigint | string | Uint8Array | null;

/**
 * SQLite has no booleans; and the driver hands every JavaScript number over as a floating point one, so that 1 would
 * end up as `1.0` in a column of text.
 */
export function toBindings(values: readonly unknown[]): Binding[] {
  return values.map((value, position): Binding => {
    switch (typeof value) {
      case 'boolean':
        return value ? 1n : 0n;
      case 'number':
        if (Number.isNaN(value)) throw new InvalidBindingError(position, 'NaN', 'Use null where there is no number.');
        return Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
      case 'bigint':
        if (BigInt.asIntN(64, value) !== value) {
          throw new InvalidBindingError(
            position,
            `the number ${value}`,
            'Integers have at most 8 bytes: write it as text.',
          );
        }
        return value;
      case 'string':
        return value;
      default:
        if (value === null || value instanceof Uint8Array) return value;
        throw InvalidBindingError.ofType(position, value);
    }
  });
}

/** The driver reads integers as bigints, so that none loses digits; most fit into a number. Changes the rows. */
export function withNumbers(rows: readonly Record<string, unknown>[]): readonly Record<string, unknown>[] {
  for (const row of rows) {
    for (const key in row) {
      const value = row[key];
      if (typeof value === 'bigint') row[key] = toNumber(value);
    }
  }
  return rows;
}

export function toNumber(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
