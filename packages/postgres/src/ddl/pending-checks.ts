import type { Constraint, SchemaModel, TableName } from '@aludel/core';
import { sameTable, type RuleOutput } from '@aludel/core/dialect';
import { quotedBeside } from './writing.js';

/**
 * A table with checks that wait for the commit cannot be altered: "it has pending trigger events". So rows that came earlier
 * in the transaction are checked before, and later ones wait for the commit again.
 */
export function pendingChecks(table: TableName, before: SchemaModel): readonly RuleOutput[] {
  const names = before.tables.flatMap((known) =>
    known.constraints
      .filter((constraint) => isDeferred(constraint) && (sameTable(known.name, table) || pointsAt(constraint, table)))
      .flatMap(({ name }) => (name === undefined ? [] : [quotedBeside(known.name, name)])),
  );
  if (names.length === 0) return [];
  const list = [...new Set(names)].join(', ');
  return [`SET CONSTRAINTS ${list} IMMEDIATE`, `SET CONSTRAINTS ${list} DEFERRED`];
}

function isDeferred(constraint: Constraint): boolean {
  if (constraint.kind === 'check') return false;
  const deferrable =
    constraint.kind === 'primaryKey' ? constraint.options?.postgres?.deferrable : constraint.deferrable;
  return deferrable === 'initially deferred';
}

function pointsAt(constraint: Constraint, table: TableName): boolean {
  return constraint.kind === 'foreignKey' && sameTable(constraint.references.table, table);
}
