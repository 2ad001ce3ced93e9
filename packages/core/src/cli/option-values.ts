import type { TransactionMode } from '../run/runner.js';
import { UsageError } from './errors.js';

/** An option that may be given several times. */
export function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A number of seconds, 0 or more. */
export function seconds(value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new UsageError(
    `'${value}' is not a number of seconds.`,
    'Write for example --lock-timeout 30; 0 does not wait.',
  );
}

const modes: Readonly<Record<string, TransactionMode>> = {
  'per-migration': 'perMigration',
  permigration: 'perMigration',
  all: 'all',
  none: 'none',
};

export function transactionMode(value: string): TransactionMode {
  const mode = modes[value.toLowerCase()];
  if (mode !== undefined) return mode;
  throw new UsageError(
    `'${value}' is no way of using transactions.`,
    'Write --transaction per-migration, --transaction all or --transaction none.',
  );
}
