import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.js';
import { runSignatures } from '../operations/op-arguments.js';
import type { Op } from '../operations/op.js';
import type { Operation } from '../operations/operation.js';
import { createRecordingOp, type RecordingTarget } from '../operations/recorder.js';
import { withCheckedArguments } from '../schema/argument.js';
import type { NamingConvention } from '../schema/naming.js';
import type { Literal } from '../schema/values.js';

/** What of `op` is more than recording. */
export interface OpParts {
  readonly dialect: RecordingTarget & Pick<Dialect, 'identifier'>;
  readonly offline: boolean;
  readonly convention: NamingConvention;
  readonly record: (operation: Operation) => void;
  readonly flush: () => Promise<void>;
  readonly query: (
    statement: Parameters<Op['execute']>[0],
    bindings?: readonly Literal[],
  ) => Promise<readonly Record<string, unknown>[]>;
  readonly knex: () => Knex;
}

/** Puts together the `op` that a migration is given. */
export function createOp(parts: OpParts): Op {
  const { dialect, offline, flush, query, knex } = parts;
  const reads: Pick<Op, 'on' | 'quote' | 'query'> = {
    on(name, change) {
      if ([name].flat().includes(dialect.name)) change(op);
    },
    quote: (name) => dialect.identifier(name),
    query: query as Op['query'],
  };
  const op: Op = {
    ...createRecordingOp(parts.record, parts.convention, dialect),
    ...withCheckedArguments('op', reads, runSignatures),
    dialect: { name: dialect.name },
    offline,
    flush,
    get knex() {
      return knex();
    },
  };
  return op;
}
