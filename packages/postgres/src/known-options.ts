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

/** Total, so that an option that is added to the type is not forgotten here. */
type Keys<T> = { readonly [K in keyof Required<T>]: true };

function keys(all: object): readonly string[] {
  return Object.keys(all);
}

/** What may stand under `postgres`: other keys are slips. */
export const knownOptions: KnownOptions = {
  table: keys({
    unlogged: true,
    partitionBy: true,
    partitionOf: true,
    inherits: true,
    storage: true,
    accessMethod: true,
    tablespace: true,
    rowLevelSecurity: true,
    clusterOn: true,
    replicaIdentity: true,
  } satisfies Keys<PostgresTableOptions>),
  column: keys({
    storage: true,
    compression: true,
    statistics: true,
    settings: true,
    inherited: true,
    notNullName: true,
  } satisfies Keys<PostgresColumnOptions>),
  identity: keys({
    serial: true,
    sequence: true,
    minValue: true,
    maxValue: true,
    cache: true,
    cycle: true,
  } satisfies Keys<PostgresIdentityOptions>),
  constraint: keys({
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
  } satisfies Keys<PostgresConstraintOptions>),
  index: keys({
    method: true,
    include: true,
    nullsNotDistinct: true,
    storage: true,
    tablespace: true,
    only: true,
    concurrently: true,
    invalid: true,
    comment: true,
  } satisfies Keys<PostgresIndexOptions>),
  'index element': keys({
    operatorClass: true,
    operatorClassParameters: true,
  } satisfies Keys<PostgresIndexElementOptions>),
  view: keys({
    checkOption: true,
    securityBarrier: true,
    securityInvoker: true,
    columnComments: true,
    columnDefaults: true,
    ownTypes: true,
    comment: true,
  } satisfies Keys<PostgresViewOptions>),
  alteration: keys({ keepEnum: true, cascade: true } satisfies Keys<PostgresAlterOptions>),
};
