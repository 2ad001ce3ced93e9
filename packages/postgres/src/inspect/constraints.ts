import type { Constraint, Deferrable, ForeignKey, ReferentialAction } from '@aludel/core';
import type { PostgresConstraintOptions, PostgresExclusion } from '../augment.js';
import { bareExpression } from '../parse/bare-expression.js';
import { parseExclusion, parseIndexDefinition } from '../parse/index-definition.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';
import { namesAt, type ColumnNames } from './column-names.js';

export interface ConstraintRow {
  readonly id: number;
  readonly relation: number;
  readonly kind: 'p' | 'u' | 'f' | 'c' | 'x';
  readonly name: string;
  /** Numbers of its columns: `1 2`. */
  readonly columns: string | null;
  readonly deferrable: boolean;
  readonly deferred: boolean;
  readonly validated: boolean;
  readonly enforced: boolean;
  readonly no_inherit: boolean;
  /** A check's condition, an exclusion's whole definition. */
  readonly text: string | null;
  /** The definition of a key's index, where there is something to it. */
  readonly key_definition: string | null;
  readonly target: number;
  readonly target_schema: string | null;
  readonly target_name: string | null;
  readonly target_columns: string | null;
  /** Names, where the table that they are of is not in scope. */
  readonly target_column_names: readonly string[] | null;
  readonly on_update: string;
  readonly on_delete: string;
  readonly match: string;
  readonly on_delete_columns: string | null;
}

export const constraintsQuery: CatalogQuery<ConstraintRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations, version }) => `
    SELECT k.oid::int4 AS id, k.conrelid::int4 AS relation, k.contype AS kind, k.conname AS name,
      array_to_string(k.conkey, ' ') AS columns, k.condeferrable AS deferrable, k.condeferred AS deferred,
      k.convalidated AS validated, ${version < 18 ? 'true' : 'k.conenforced'} AS enforced,
      k.contype = 'c' AND k.connoinherit AS no_inherit,
      CASE k.contype WHEN 'c' THEN pg_get_expr(k.conbin, k.conrelid) WHEN 'x' THEN pg_get_constraintdef(k.oid) END AS text,
      CASE WHEN k.contype IN ('p', 'u') AND (i.indnatts > i.indnkeyatts OR ic.reloptions IS NOT NULL
        OR ic.reltablespace <> 0 ${version < 15 ? '' : 'OR i.indnullsnotdistinct'})
        THEN pg_get_indexdef(k.conindid) END AS key_definition,
      k.confrelid::int4 AS target, fn.nspname AS target_schema, f.relname AS target_name,
      array_to_string(k.confkey, ' ') AS target_columns,
      CASE WHEN k.confrelid <> 0 AND NOT (${relations('f.oid', 'f.relnamespace')})
        THEN (SELECT array_agg(a.attname::text ORDER BY u.at) FROM unnest(k.confkey) WITH ORDINALITY u(number, at)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number) END AS target_column_names,
      k.confupdtype AS on_update, k.confdeltype AS on_delete, k.confmatchtype AS match,
      ${version < 15 ? 'NULL' : "array_to_string(k.confdelsetcols, ' ')"} AS on_delete_columns
    FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      LEFT JOIN pg_class f ON f.oid = k.confrelid
      LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
      LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
      LEFT JOIN pg_class ic ON ic.oid = i.indexrelid
    WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND k.conparentid = 0 AND k.conislocal ${version < 18 ? '' : 'AND NOT k.conperiod'}
      AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY k.oid`,
};

export function readConstraint(
  row: ConstraintRow,
  own: ColumnNames,
  target: ColumnNames | undefined,
  names: Names,
): Constraint {
  const { name } = row;
  switch (row.kind) {
    case 'p': {
      const deferrable = deferrableOf(row);
      const options = { ...keyOptions(row), ...(deferrable === undefined ? {} : { deferrable }) };
      return { kind: 'primaryKey', name, columns: namesAt(own, row.columns), ...optionsOf(options) };
    }
    case 'u':
      return {
        kind: 'unique',
        name,
        columns: namesAt(own, row.columns),
        ...deferrableKey(row),
        ...optionsOf(keyOptions(row)),
      };
    case 'c':
      return {
        kind: 'check',
        name,
        expression: bareExpression(row.text ?? ''),
        ...optionsOf({ ...validity(row), ...(row.no_inherit ? { noInherit: true } : {}) }),
      };
    case 'f':
      return readForeignKey(row, own, target, names);
    default:
      return readExclusion(row);
  }
}

function readForeignKey(
  row: ConstraintRow,
  own: ColumnNames,
  target: ColumnNames | undefined,
  names: Names,
): ForeignKey {
  const onDelete = actions[row.on_delete];
  const onUpdate = actions[row.on_update];
  const options: PostgresConstraintOptions = {
    ...validity(row),
    ...(row.match === 'f' ? { match: 'full' } : {}),
    ...(row.on_delete_columns === null || row.on_delete_columns === ''
      ? {}
      : { onDeleteColumns: namesAt(own, row.on_delete_columns) }),
  };
  return {
    kind: 'foreignKey',
    name: row.name,
    columns: namesAt(own, row.columns),
    references: {
      table: names.of(row.target_schema ?? '', row.target_name ?? ''),
      columns: row.target_column_names ?? namesAt(target ?? [], row.target_columns),
    },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...deferrableKey(row),
    ...optionsOf(options),
  };
}

function readExclusion(row: ConstraintRow): PostgresExclusion {
  const { method, elements, where, ...options } = parseExclusion(row.text ?? '');
  return {
    kind: 'postgres.exclude',
    name: row.name,
    columns: elements.flatMap((element) => ('column' in element ? [element.column] : [])),
    method,
    elements,
    ...(where === undefined ? {} : { where }),
    ...deferrableKey(row),
    ...optionsOf(options),
  };
}

const actions: Readonly<Record<string, ReferentialAction | undefined>> = {
  c: 'cascade',
  r: 'restrict',
  n: 'set null',
  d: 'set default',
};

function deferrableOf(row: ConstraintRow): Deferrable | undefined {
  if (!row.deferrable) return undefined;
  return row.deferred ? 'initially deferred' : 'initially immediate';
}

function deferrableKey(row: ConstraintRow): { readonly deferrable?: Deferrable } {
  const deferrable = deferrableOf(row);
  return deferrable === undefined ? {} : { deferrable };
}

/** What is not enforced is never validated. */
function validity(row: ConstraintRow): PostgresConstraintOptions {
  if (!row.enforced) return { notEnforced: true };
  return row.validated ? {} : { notValid: true };
}

function keyOptions({ key_definition: definition }: ConstraintRow): PostgresConstraintOptions {
  if (definition === null) return {};
  const { include, storage, tablespace, nullsNotDistinct } = parseIndexDefinition(definition);
  return {
    ...(nullsNotDistinct === true ? { nullsNotDistinct } : {}),
    ...(include === undefined ? {} : { include }),
    ...(storage === undefined ? {} : { storage }),
    ...(tablespace === undefined ? {} : { tablespace }),
  };
}

function optionsOf(options: PostgresConstraintOptions): {
  readonly options?: { readonly postgres: PostgresConstraintOptions };
} {
  return Object.keys(options).length === 0 ? {} : { options: { postgres: options } };
}
