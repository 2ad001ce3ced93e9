import type { Literal } from '../schema/values.js';
import type { TableName } from '../schema/names.js';
import { trimmed } from './call.js';
import type { Operation, OperationType } from './operation.js';
import { tableSource } from './source.js';

/** Runs a statement of the user's own. The model does not know what it does, beyond what is said here. */
export interface Execute {
  readonly kind: 'execute';
  readonly sql: string;
  /** Values for the `?` in the statement, in order. */
  readonly bindings?: readonly Literal[];
  /** What undoes it; left out, it cannot be undone. An empty text says that nothing need be done. */
  readonly reverse?: string;
  /** Tables that it changes the definition of, so that what is known of them is read anew. */
  readonly touches?: readonly TableName[];
}

export const execute: OperationType<Execute> = {
  kind: 'execute',
  touches: (operation) => operation.touches ?? [],
  apply: (before) => before,
  reverse: ({ sql, bindings, reverse, touches }): readonly Operation[] | undefined => {
    if (reverse === undefined) return undefined;
    if (reverse.trim() === '') return [];
    // The text alone would not bring a statement with values back.
    const back = bindings === undefined || bindings.length === 0 ? { reverse: sql } : {};
    return [{ kind: 'execute', sql: reverse, ...back, ...(touches === undefined ? {} : { touches }) }];
  },
  toCall: ({ sql, bindings, reverse, touches }) => ({
    name: 'execute',
    args: trimmed([sql, bindings ?? [], { reverse, touches: touches?.map(tableSource) }]),
  }),
  describe: ({ sql }) => `execute ${firstWords(sql)}`,
};

const shownLength = 60;
/** A text of megabytes is not gone through for its first words. */
const readLength = 1000;

function firstWords(sql: string): string {
  const start = sql.trimStart();
  const line = start.slice(0, readLength).replaceAll(/\s+/gu, ' ').trim();
  return line.length <= shownLength && start.length <= readLength ? line : `${line.slice(0, shownLength - 3)}...`;
}
