import { UnsupportedOperationError } from '@aludel/core/dialect';

/** What the rules must know beside the model. */
export interface PostgresTarget {
  /** `17.4` */
  readonly version: string;
  /** A script is written, which nobody answers. */
  readonly script: boolean;
}

export function majorOf({ version }: PostgresTarget): number {
  return Number.parseInt(version, 10);
}

/** @throws UnsupportedOperationError where the server is older than what is wanted of it */
export function assertVersion(target: PostgresTarget, needed: number, what: string, instead?: string): void {
  if (majorOf(target) >= needed) return;
  throw new UnsupportedOperationError(
    'postgres',
    what,
    `it is of PostgreSQL ${needed} and newer, and this is ${target.version}.`,
    instead ?? 'Upgrade the server, or leave it out for this database with op.on(…).',
  );
}
