import type { Constraint, Operation, Table, TableReference } from '@aludel/core';
import { tableName } from '@aludel/core/connection';
import type { PostgresExclusion, PostgresTableOptions } from '../augment.js';
import { assertGiven } from '../builder-arguments.js';
import type * as kinds from './kinds.js';

/** Functions that make the records of PostgreSQL's own operations on tables: `op.apply(enableRowLevelSecurity('notes'))`. */

/** Switches row-level security on; `forced` is for the owner of the table, too. */
export function enableRowLevelSecurity(
  table: TableReference,
  settings: { readonly forced?: boolean } = {},
): kinds.SetRowLevelSecurity {
  assertGiven('enableRowLevelSecurity', table, settings);
  const to = settings.forced === true ? 'forced' : 'enabled';
  return { kind: 'postgres.setRowLevelSecurity', table: tableName(table), to };
}

export function disableRowLevelSecurity(table: TableReference): kinds.SetRowLevelSecurity {
  assertGiven('disableRowLevelSecurity', table);
  return { kind: 'postgres.setRowLevelSecurity', table: tableName(table), to: 'disabled' };
}

/** `EXCLUDE USING gist (room WITH =, during WITH &&)`, as a constraint of a table or for `createExclusion`. */
export function exclude(
  elements: PostgresExclusion['elements'],
  settings: Partial<Omit<PostgresExclusion, 'kind' | 'elements' | 'columns'>> = {},
): Constraint {
  assertGiven('exclude', elements, settings);
  return exclusion(elements, settings);
}

function exclusion(
  elements: PostgresExclusion['elements'],
  settings: Partial<Omit<PostgresExclusion, 'kind' | 'elements' | 'columns'>>,
): PostgresExclusion {
  const columns = elements.flatMap((element) => ('column' in element ? [element.column] : []));
  return { method: 'gist', ...settings, kind: 'postgres.exclude', columns, elements };
}

export function createExclusion(
  name: string,
  table: TableReference,
  elements: PostgresExclusion['elements'],
  settings: Partial<Omit<PostgresExclusion, 'kind' | 'elements' | 'columns' | 'name'>> = {},
): kinds.CreateExclusion {
  assertGiven('createExclusion', name, table, elements, settings);
  const constraint = exclusion(elements, { ...settings, name });
  return { kind: 'postgres.createExclusion', table: tableName(table), constraint };
}

/** Looks at the rows that a constraint that was added as `NOT VALID` has not looked at; writes go on meanwhile. */
export function validateConstraint(table: TableReference, name: string): kinds.ValidateConstraint {
  assertGiven('validateConstraint', table, name);
  return { kind: 'postgres.validateConstraint', table: tableName(table), name };
}

/** A new partition: with the columns of its parent. */
export function createPartition(
  name: TableReference,
  parent: TableReference,
  bound: string,
  settings: Omit<PostgresTableOptions, 'partitionOf' | 'inherits'> & Partial<Pick<Table, 'columns' | 'comment'>> = {},
): Extract<Operation, { readonly kind: 'createTable' }> {
  assertGiven('createPartition', name, parent, bound, settings);
  const { columns = [], comment, ...options } = settings;
  return {
    kind: 'createTable',
    table: {
      name: tableName(name),
      columns,
      constraints: [],
      indexes: [],
      ...(comment === undefined ? {} : { comment }),
      options: { postgres: { ...options, partitionOf: { parent: tableName(parent), bound } } },
    },
  };
}

/** Makes a table that is there a partition of another. */
export function attachPartition(table: TableReference, parent: TableReference, bound: string): kinds.AttachPartition {
  assertGiven('attachPartition', table, parent, bound);
  return { kind: 'postgres.attachPartition', table: tableName(table), parent: tableName(parent), bound };
}

export function detachPartition(
  table: TableReference,
  parent: TableReference,
  settings: { readonly concurrently?: boolean } = {},
): kinds.DetachPartition {
  assertGiven('detachPartition', table, parent, settings);
  return { kind: 'postgres.detachPartition', table: tableName(table), parent: tableName(parent), ...settings };
}

/** Gives partitions other bounds: `alterPartitions(['p1', 'FOR VALUES FROM (1) TO (5)'], ['p2', 'DEFAULT'])`. */
export function alterPartitions(
  ...partitions: readonly (readonly [table: TableReference, bound: string])[]
): kinds.AlterPartitions {
  assertGiven('alterPartitions', ...partitions);
  return {
    kind: 'postgres.alterPartitions',
    partitions: partitions.map(([table, bound]) => ({ table: tableName(table), bound })),
  };
}

/** Storage parameters, tablespace, access method, logged or not. */
export function alterTableOptions(table: TableReference, to: kinds.TableOptionsChange): kinds.AlterTableOptions {
  assertGiven('alterTableOptions', table, to);
  return { kind: 'postgres.alterTableOptions', table: tableName(table), to };
}

export function commentOnConstraint(name: string, table: TableReference, comment: string | null): kinds.CommentOn {
  assertGiven('commentOnConstraint', name, table, comment);
  return { kind: 'postgres.commentOn', on: 'constraint', table: tableName(table), name, comment };
}

export function commentOnIndex(name: string, table: TableReference, comment: string | null): kinds.CommentOn {
  assertGiven('commentOnIndex', name, table, comment);
  return { kind: 'postgres.commentOn', on: 'index', table: tableName(table), name, comment };
}

export function commentOnView(view: TableReference, comment: string | null): kinds.CommentOn {
  assertGiven('commentOnView', view, comment);
  return { kind: 'postgres.commentOn', on: 'view', table: tableName(view), comment };
}
