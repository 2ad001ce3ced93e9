import type { KnownOptions } from '@aludel/core/dialect';
import type {
  PostgresAlterOptions,
  PostgresColumnOptions,
  PostgresConstraintOptions,
  PostgresIdentityOptions,
  PostgresIndexElementOptions,
  PostgresIndexOptions,
  PostgresTableOptions,
  PostgresViewOptions,
} from './augment.js';

/** The keys of a type: total, so that an option that is added to it is not forgotten here. */
function keys<T>(all: { readonly [K in keyof Required<T>]: true }): readonly string[] {
  return Object.keys(all);
}

/** What may stand under `postgres`: other keys are slips. */
export const knownOptions: KnownOptions = {
  table: keys<PostgresTableOptions>({
    unlogged: true,
    partitionBy: true,
    partitionOf: true,
    inherits: true,
    storage: true,
    accessMethod: true,
    tablespace: true,
    rowLevelSecurity: true,
  }),
  column: keys<PostgresColumnOptions>({ storage: true, compression: true, statistics: true }),
  identity: keys<PostgresIdentityOptions>({
    serial: true,
    sequence: true,
    minValue: true,
    maxValue: true,
    cache: true,
    cycle: true,
  }),
  constraint: keys<PostgresConstraintOptions>({
    nullsNotDistinct: true,
    include: true,
    storage: true,
    tablespace: true,
    usingIndex: true,
    deferrable: true,
    notValid: true,
    notEnforced: true,
    noInherit: true,
    match: true,
    onDeleteColumns: true,
    comment: true,
  }),
  index: keys<PostgresIndexOptions>({
    method: true,
    include: true,
    nullsNotDistinct: true,
    storage: true,
    tablespace: true,
    only: true,
    concurrently: true,
    invalid: true,
    comment: true,
  }),
  'index element': keys<PostgresIndexElementOptions>({ operatorClass: true, operatorClassParameters: true }),
  view: keys<PostgresViewOptions>({ checkOption: true, securityBarrier: true, securityInvoker: true, comment: true }),
  alteration: keys<PostgresAlterOptions>({ keepEnum: true, cascade: true }),
};
