import type { SchemaModel, TableName } from '@aludel/core';
import { findObject, type RuleOutput } from '@aludel/core/dialect';
import type { PostgresEnum } from '../augment.js';
import { sameValues } from '../operations/enum-columns.js';
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
  return sameValues(from.values, kept) ? addedValues(to.name, from.values, to.values) : rebuiltEnum(from, to.values);
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

/** All columns of the type are moved to the new one by their text, with their defaults; which they are, the catalog knows. */
function rebuiltEnum({ name, comment }: PostgresEnum, values: readonly string[]): readonly RuleOutput[] {
  const old = { ...name, name: `${cut(name.name)}_aludel_old` };
  const [oldText, newText] = [literal(quotedTable(old)), literal(quotedTable(name))];
  return [
    `ALTER TYPE ${quotedTable(name)} RENAME TO ${quotedTable({ name: old.name })}`,
    ...createEnumText({ kind: 'postgres.enum', name, values, ...(comment === undefined ? {} : { comment }) }),
    `DO $aludel$
DECLARE
  one record;
  old_type CONSTANT regtype := ${oldText}::regtype;
  new_type CONSTANT regtype := ${newText}::regtype;
BEGIN
  FOR one IN
    SELECT a.attrelid::regclass AS relation, quote_ident(a.attname) AS name, pg_get_expr(d.adbin, d.adrelid) AS value,
           CASE WHEN t.typelem = old_type THEN '[]' ELSE '' END AS dimensions
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
      JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE NOT a.attisdropped AND a.attinhcount = 0 AND (a.atttypid = old_type OR (t.typelem = old_type AND t.typlen = -1))
  LOOP
    IF one.value IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT', one.relation, one.name);
    END IF;
    EXECUTE format('ALTER TABLE %s ALTER COLUMN %s TYPE %s%s USING %s::text%s::%s%s', one.relation, one.name, new_type,
      one.dimensions, one.name, one.dimensions, new_type, one.dimensions);
    IF one.value IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s', one.relation, one.name,
        replace(one.value, '::' || old_type::text, '::' || new_type::text));
    END IF;
  END LOOP;
END
$aludel$`,
    `DROP TYPE ${quotedTable(old)}`,
  ];
}

function cut(name: string): string {
  const characters = Array.from(name);
  while (Buffer.byteLength(characters.join('')) > 63 - '_aludel_old'.length) characters.pop();
  return characters.join('');
}
