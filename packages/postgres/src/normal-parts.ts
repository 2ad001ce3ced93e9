import type { Column, Constraint, Index, IndexElement, TableName } from '@aludel/core';
import type {
  PostgresConstraintOptions,
  PostgresIndexElementOptions,
  PostgresIndexOptions,
  PostgresTableOptions,
} from './augment.js';
import { canonicalExpression } from './parse/canonical-expression.js';
import { normalBound } from './parse/partition-bound.js';
import { parseExpression } from './parse/parse-expression.js';
import { printExpression } from './parse/print-expression.js';
import { simplifyKeepingType, type TypeOfName } from './parse/simplify.js';

/** What of a model the parts of one table are normalised by. */
export interface TableContext {
  readonly columns: ReadonlyMap<string, Column>;
  readonly typeOf: TypeOfName;
  readonly normalName: (name: TableName) => TableName;
  /** The columns of the primary key of another table, where that is known. */
  readonly primaryKeyOf: (name: TableName) => readonly string[] | undefined;
}

export function normalConstraint(constraint: Constraint, context: TableContext): Constraint {
  const isKey = constraint.kind === 'primaryKey' || constraint.kind === 'unique';
  if (isKey && constraint.options === undefined) return constraint;
  const { options, ...rest } = constraint;
  const kept = constraintOptions(options?.postgres);
  const withOptions = kept === undefined ? {} : { options: { postgres: kept } };
  switch (rest.kind) {
    case 'primaryKey':
    case 'unique':
      return { ...rest, ...withOptions };
    case 'check':
      return { ...rest, expression: canonicalExpression(rest.expression, context.typeOf), ...withOptions };
    case 'foreignKey': {
      const table = context.normalName(rest.references.table);
      const { columns } = rest.references;
      const target = columns.length === 0 ? (context.primaryKeyOf(table) ?? columns) : columns;
      return { ...rest, references: { table, columns: target }, ...withOptions };
    }
    case 'postgres.exclude': {
      const elements = rest.elements.map((element) => ({
        ...normalElement(element, context),
        operator: element.operator,
      }));
      const columns = elements.flatMap((element) => ('column' in element ? [element.column] : []));
      const where = rest.where === undefined ? {} : { where: canonicalExpression(rest.where, context.typeOf) };
      return { ...rest, columns, elements, ...where, ...withOptions };
    }
    default:
      return constraint; // Of another database: the compiler refuses it.
  }
}

function constraintOptions(options: PostgresConstraintOptions | undefined): PostgresConstraintOptions | undefined {
  if (options === undefined) return undefined;
  const { include, storage, usingIndex: _, comment, ...rest } = options;
  const kept: PostgresConstraintOptions = {
    ...withoutFalse(rest),
    // What is not enforced is not valid, either.
    ...(rest.notEnforced === true && rest.notValid === true ? { notValid: undefined } : {}),
    ...(include === undefined || include.length === 0 ? {} : { include }),
    ...normalStorage(storage),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  } as PostgresConstraintOptions;
  return presentOf(kept);
}

export function normalIndex(index: Index, context: TableContext): Index {
  const options = indexOptions(index.options?.postgres);
  return {
    name: index.name,
    columns: index.columns.map((element) => normalElement(element, context)),
    unique: index.unique,
    ...(index.where === undefined ? {} : { where: canonicalExpression(index.where, context.typeOf) }),
    ...(options === undefined ? {} : { options: { postgres: options } }),
  };
}

/** How an index is made is not what it is. */
function indexOptions(options: PostgresIndexOptions | undefined): PostgresIndexOptions | undefined {
  if (options === undefined) return undefined;
  const { concurrently: _, only: __, method, include, storage, comment, ...rest } = options;
  return presentOf({
    ...withoutFalse(rest),
    ...(method === undefined || method === 'btree' ? {} : { method }),
    ...(include === undefined || include.length === 0 ? {} : { include }),
    ...normalStorage(storage),
    ...(comment === undefined || comment === '' ? {} : { comment }),
  });
}

export function normalElement(element: IndexElement, context: TableContext): IndexElement {
  const target = 'column' in element ? { column: element.column } : normalTarget(element.expression, context);
  const { order, nulls, collation } = element;
  const isUsual = nulls === (order === 'desc' ? 'first' : 'last');
  const own = 'column' in target ? (context.columns.get(target.column)?.collation ?? 'default') : 'default';
  const options = elementOptions(element.options?.postgres);
  return {
    ...target,
    ...(order === undefined ? {} : { order }),
    ...(nulls === undefined || isUsual ? {} : { nulls }),
    ...(collation === undefined || collation === own ? {} : { collation }),
    ...(options === undefined ? {} : { options: { postgres: options } }),
  };
}

/** An expression that is a column is one, in parentheses or not. */
function normalTarget(
  expression: string,
  { columns, typeOf }: TableContext,
): { readonly column: string } | { readonly expression: string } {
  const written = parseExpression(expression);
  if (written === undefined) return { expression: canonicalExpression(expression, typeOf) };
  // Nothing stands around an element that would bring it to a type.
  const tree = simplifyKeepingType(written, typeOf);
  const [name, ...more] = tree.kind === 'name' ? tree.parts : [];
  if (name !== undefined && more.length === 0 && columns.has(name)) return { column: name };
  return { expression: printExpression(tree) };
}

/** Operator classes that are their types' own: naming them says nothing. */
const usualClasses: ReadonlySet<string> = new Set(
  `array_ops bit_ops bool_ops bpchar_ops bytea_ops char_ops date_ops enum_ops float4_ops float8_ops int2_ops int4_ops
  int8_ops interval_ops jsonb_ops macaddr_ops name_ops numeric_ops oid_ops range_ops text_ops time_ops timestamp_ops
  timestamptz_ops timetz_ops tsquery_ops tsvector_ops uuid_ops varbit_ops box_ops circle_ops point_ops poly_ops`.split(
    /\s+/u,
  ),
);

function elementOptions(options: PostgresIndexElementOptions | undefined): PostgresIndexElementOptions | undefined {
  if (options === undefined) return undefined;
  const { operatorClass, operatorClassParameters: parameters } = options;
  const hasParameters = parameters !== undefined && Object.keys(parameters).length > 0;
  const isUsual = operatorClass === undefined || (!hasParameters && usualClasses.has(operatorClass));
  return presentOf({
    ...(isUsual ? {} : { operatorClass }),
    ...(hasParameters ? { operatorClassParameters: parameters } : {}),
  });
}

export function normalTableOptions(
  options: PostgresTableOptions | undefined,
  context: TableContext,
): PostgresTableOptions | undefined {
  if (options === undefined) return undefined;
  const { unlogged, partitionBy, partitionOf, inherits, storage, accessMethod, tablespace, rowLevelSecurity } = options;
  const { clusterOn, replicaIdentity } = options;
  return presentOf({
    ...(unlogged === true ? { unlogged } : {}),
    ...(partitionBy === undefined
      ? {}
      : {
          partitionBy: {
            strategy: partitionBy.strategy,
            elements: partitionBy.elements.map((element) => normalElement(element, context)),
          },
        }),
    ...(partitionOf === undefined
      ? {}
      : {
          partitionOf: {
            ...partitionOf,
            parent: context.normalName(partitionOf.parent),
            bound: normalBound(partitionOf.bound),
          },
        }),
    ...(inherits === undefined || inherits.length === 0 ? {} : { inherits: inherits.map(context.normalName) }),
    ...normalStorage(storage),
    ...(accessMethod === undefined || accessMethod === 'heap' ? {} : { accessMethod }),
    ...(tablespace === undefined || tablespace === 'pg_default' ? {} : { tablespace }),
    ...(rowLevelSecurity === undefined ? {} : { rowLevelSecurity }),
    ...(clusterOn === undefined ? {} : { clusterOn }),
    ...(replicaIdentity === undefined ? {} : { replicaIdentity }),
  });
}

type Storage = Readonly<Record<string, string | number | boolean>>;

/** Names in lower case; numbers and booleans also where they are written as text. */
export function normalStorage(storage: Storage | undefined): { readonly storage?: Storage } {
  if (storage === undefined) return {};
  const entries = Object.entries(storage).map(([name, value]): readonly [string, string | number | boolean] => {
    if (typeof value !== 'string') return [name.toLowerCase(), value];
    if (value === 'true' || value === 'false') return [name.toLowerCase(), value === 'true'];
    return [name.toLowerCase(), String(Number(value)) === value ? Number(value) : value];
  });
  if (entries.length === 0) return {};
  return { storage: Object.fromEntries(entries) };
}

/** Flags that are off, and keys without a value, say nothing. */
export function withoutFalse<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== false && value !== undefined)) as T;
}

export function presentOf<T extends object>(options: T): T | undefined {
  const kept = Object.entries(options).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as T);
}
