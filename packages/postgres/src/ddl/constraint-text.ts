import type {
  CheckConstraint,
  Constraint,
  Deferrable,
  ForeignKey,
  PrimaryKey,
  TableName,
  UniqueConstraint,
} from '@aludel/core';
import { displayName } from '@aludel/core/dialect';
import type { PostgresConstraintOptions, PostgresExclusion } from '../augment.js';
import { assertVersion, type PostgresTarget } from './target.js';
import {
  commentText,
  indexElementText,
  inParentheses,
  nameList,
  parametersText,
  quoted,
  quotedTable,
} from './writing.js';

/** `CONSTRAINT "uq" UNIQUE ("a")`, as `CREATE TABLE` and `ADD` take it. */
export function constraintText(constraint: Constraint, table: TableName, target: PostgresTarget): string {
  const name = constraint.name === undefined ? '' : `CONSTRAINT ${quoted(constraint.name)} `;
  return name + bodyText(constraint, table, target);
}

function bodyText(constraint: Constraint, table: TableName, target: PostgresTarget): string {
  switch (constraint.kind) {
    case 'primaryKey':
    case 'unique':
      return keyText(constraint, table, target);
    case 'foreignKey':
      return foreignKeyText(constraint, table, target);
    case 'check':
      return checkText(constraint, table, target);
    default:
      return exclusionText(constraint);
  }
}

function keyText(key: PrimaryKey | UniqueConstraint, table: TableName, target: PostgresTarget): string {
  const own: PostgresConstraintOptions = key.options?.postgres ?? {};
  const word = key.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE';
  const deferrable = key.kind === 'unique' ? key.deferrable : own.deferrable;
  if (own.usingIndex !== undefined) {
    return [word, 'USING INDEX', quoted(own.usingIndex), ...deferrableWords(deferrable)].join(' ');
  }
  if (own.nullsNotDistinct === true) assertVersion(target, 15, `NULLS NOT DISTINCT on ${displayName(table)}`);
  const words = [
    word,
    ...(own.nullsNotDistinct === true ? ['NULLS NOT DISTINCT'] : []),
    nameList(key.columns),
    ...(own.include === undefined ? [] : [`INCLUDE ${nameList(own.include)}`]),
    ...(own.storage === undefined ? [] : [`WITH ${parametersText(own.storage)}`]),
    ...(own.tablespace === undefined ? [] : [`USING INDEX TABLESPACE ${quoted(own.tablespace)}`]),
    ...deferrableWords(deferrable),
  ];
  return words.join(' ');
}

function foreignKeyText(key: ForeignKey, table: TableName, target: PostgresTarget): string {
  const own: PostgresConstraintOptions = key.options?.postgres ?? {};
  const { table: referenced, columns } = key.references;
  if (own.onDeleteColumns !== undefined)
    assertVersion(target, 15, `ON DELETE SET … of some columns of ${displayName(table)}`);
  const onDelete = own.onDeleteColumns === undefined ? '' : ` ${nameList(own.onDeleteColumns)}`;
  const words = [
    'FOREIGN KEY',
    nameList(key.columns),
    'REFERENCES',
    columns.length === 0 ? quotedTable(referenced) : `${quotedTable(referenced)} ${nameList(columns)}`,
    ...(own.match === 'full' ? ['MATCH FULL'] : []),
    ...(key.onUpdate === undefined ? [] : [`ON UPDATE ${key.onUpdate.toUpperCase()}`]),
    ...(key.onDelete === undefined ? [] : [`ON DELETE ${key.onDelete.toUpperCase()}${onDelete}`]),
    ...deferrableWords(key.deferrable),
    ...stateWords(own, table, target),
  ];
  return words.join(' ');
}

function checkText(check: CheckConstraint, table: TableName, target: PostgresTarget): string {
  const own: PostgresConstraintOptions = check.options?.postgres ?? {};
  const words = [
    `CHECK ${inParentheses(check.expression)}`,
    ...(own.noInherit === true ? ['NO INHERIT'] : []),
    ...stateWords(own, table, target),
  ];
  return words.join(' ');
}

function exclusionText({ method, elements, where, deferrable, options }: PostgresExclusion): string {
  const own: PostgresConstraintOptions = options?.postgres ?? {};
  const parts = elements.map((element) => `${indexElementText(element)} WITH ${element.operator}`);
  const words = [
    `EXCLUDE USING ${quoted(method)} (${parts.join(', ')})`,
    ...(own.include === undefined ? [] : [`INCLUDE ${nameList(own.include)}`]),
    ...(own.storage === undefined ? [] : [`WITH ${parametersText(own.storage)}`]),
    ...(own.tablespace === undefined ? [] : [`USING INDEX TABLESPACE ${quoted(own.tablespace)}`]),
    ...(where === undefined ? [] : [`WHERE ${inParentheses(where)}`]),
    ...deferrableWords(deferrable),
  ];
  return words.join(' ');
}

function deferrableWords(deferrable: Deferrable | undefined): readonly string[] {
  if (deferrable === undefined) return [];
  return [deferrable === 'initially deferred' ? 'DEFERRABLE INITIALLY DEFERRED' : 'DEFERRABLE'];
}

function stateWords(own: PostgresConstraintOptions, table: TableName, target: PostgresTarget): readonly string[] {
  if (own.notEnforced === true) {
    assertVersion(target, 18, `a constraint of ${displayName(table)} that is not enforced`);
    return ['NOT ENFORCED'];
  }
  return own.notValid === true ? ['NOT VALID'] : [];
}

/** Existing rows are not looked at: that can be said only of a table that is there. */
export function isNotValid({ options }: Constraint): boolean {
  const own: PostgresConstraintOptions = options?.postgres ?? {};
  return own.notValid === true && own.notEnforced !== true;
}

export function constraintComments(constraint: Constraint, table: TableName): readonly string[] {
  const comment = constraint.options?.postgres?.comment;
  if (comment === undefined || constraint.name === undefined) return [];
  return [constraintComment(constraint.name, table, comment)];
}

export function constraintComment(name: string, table: TableName, comment: string | null): string {
  return commentText(`CONSTRAINT ${quoted(name)} ON ${quotedTable(table)}`, comment);
}
