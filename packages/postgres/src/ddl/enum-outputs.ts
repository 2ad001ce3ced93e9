import type { SchemaModel, TableName } from '@aludel/core';
import { findObject, type RuleOutput } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { sameValues } from '../operations/enum-columns.js';
import { rebuiltEnum } from './rebuilt-enum.js';
import { commentText, literal, quotedTable } from './writing.js';

/** What an operation on columns does to enum types. */
export interface EnumOutputs {
  /** Before the columns. */
  readonly made: readonly RuleOutput[];
  /** Values that were added or taken away, of types that stay. */
  readonly changed: readonly RuleOutput[];
  /** After the columns. */
  readonly gone: readonly RuleOutput[];
}

/** The statements that make the enum types of one model into those of the next. */
export function enumOutputs(before: SchemaModel, after: SchemaModel): EnumOutputs {
  const [from, to] = [enumsOf(before), enumsOf(after)];
  return {
    made: to
      .filter(({ name }) => findObject(before, 'postgres.enum', name) === undefined)
      .flatMap((type) => createEnumText(type)),
    changed: to.flatMap((type) => {
      const former = findObject(before, 'postgres.enum', type.name);
      return former === undefined ? [] : enumValueOutputs(former, type);
    }),
    gone: from
      .filter(({ name }) => findObject(after, 'postgres.enum', name) === undefined)
      .map(({ name }) => `DROP TYPE ${quotedTable(name)}`),
  };
}

function enumsOf({ objects }: SchemaModel): readonly PostgresEnum[] {
  return objects.filter((object): object is PostgresEnum => object.kind === 'postgres.enum');
}

export function createEnumText({ name, values, comment }: PostgresEnum): readonly string[] {
  return [
    `CREATE TYPE ${quotedTable(name)} AS ENUM (${values.map(literal).join(', ')})`,
    ...(comment === undefined ? [] : [commentText(`TYPE ${quotedTable(name)}`, comment)]),
  ];
}

/** Values are added in place; where one is to go, or to stand elsewhere, the type is made anew. */
export function enumValueOutputs(from: PostgresEnum, to: PostgresEnum): readonly RuleOutput[] {
  if (sameValues(from.values, to.values)) return [];
  const kept = to.values.filter((value) => from.values.includes(value));
  return sameValues(from.values, kept)
    ? addedValues(to.name, from.values, to.values)
    : rebuiltEnum({ ...from, values: to.values });
}

function addedValues(name: TableName, from: readonly string[], to: readonly string[]): readonly RuleOutput[] {
  return to.flatMap((value, at): readonly RuleOutput[] => {
    if (from.includes(value)) return [];
    const next = to.slice(at + 1).find((later) => from.includes(later));
    return [addValueOutput(name, value, next === undefined ? '' : ` BEFORE ${literal(next)}`, false)];
  });
}

/**
 * PostgreSQL adds it in a transaction, too, but nothing may use it there before the commit: so it is committed by itself.
 * https://www.postgresql.org/docs/current/sql-altertype.html
 */
export function addValueOutput(name: TableName, value: string, place: string, inside: boolean): RuleOutput {
  const sql = `ALTER TYPE ${quotedTable(name)} ADD VALUE ${literal(value)}${place}`;
  return { sql, transaction: inside ? 'inside' : 'outside' };
}
