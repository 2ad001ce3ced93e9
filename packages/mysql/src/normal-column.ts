import type { Column, ColumnType, DefaultValue, Generated, Table } from '@aludel/core';
import type { MysqlColumnOptions } from './augment.js';
import { charsetOfType, isLob, isTextual } from './column-types.js';
import { normalExpression, type ColumnNames } from './expression/expression.js';
import { bareValue, momentOf, normalLiteral, readDefaultText } from './inspect/default-value.js';
import { charsetOf } from './inspect/columns.js';
import type { ServerFacts } from './inspect/facts.js';
import { normalType } from './normal-type.js';

export interface ColumnPlace {
  /** It is one of the primary key's. */
  readonly isKey: boolean;
  /** The table's. */
  readonly collation: string;
  readonly names: ColumnNames;
}

export function normalColumn(column: Column, { isKey, collation, names }: ColumnPlace, facts: ServerFacts): Column {
  const { type, charset: typeCharset, collation: typeCollation } = normalType(column.type, facts.flavour);
  const generated = normalGenerated(column.generated, names, facts);
  const value =
    column.identity === undefined && generated === undefined
      ? normalDefault(column.default, type, names, facts)
      : undefined;
  const own = isTextual(type)
    ? columnCollation(
        column.collation ?? typeCollation,
        column.options?.mysql?.charset ?? typeCharset,
        collation,
        facts,
      )
    : undefined;
  const options = normalOptions(column.options?.mysql);
  const isNullable = column.nullable && !isKey && column.identity === undefined;
  const hasMore = column.identity ?? generated ?? own ?? column.comment ?? options;
  // Nearly all columns; of a large schema they are a hundred thousand.
  if (hasMore === undefined) {
    const { name } = column;
    return value === undefined
      ? { name, type, nullable: isNullable }
      : { name, type, nullable: isNullable, default: value };
  }
  return {
    name: column.name,
    type,
    nullable: isNullable,
    ...(value === undefined ? {} : { default: value }),
    ...(column.identity === undefined ? {} : { identity: { generation: 'byDefault' } }),
    ...(generated === undefined ? {} : { generated }),
    ...(own === undefined || own === (charsetOfType(type, facts.flavour)?.collation ?? collation)
      ? {}
      : { collation: own }),
    ...(column.comment === undefined || column.comment === '' ? {} : { comment: column.comment }),
    ...(options === undefined ? {} : { options: { mysql: options } }),
  };
}

/** The collation of a table's columns that name none. */
export function tableCollation({ name, options }: Table, facts: ServerFacts): string {
  const usual = name.schema === undefined ? facts.collation : (facts.collations.get(name.schema) ?? facts.collation);
  return columnCollation(options?.mysql?.collation, options?.mysql?.charset, usual, facts) ?? usual;
}

function columnCollation(
  collation: string | undefined,
  charset: string | undefined,
  around: string,
  { charsets }: ServerFacts,
): string | undefined {
  if (collation !== undefined) {
    const name = fullName(collation);
    // MariaDB's newer collations go by a name that leaves out the charset.
    return name.startsWith('uca1400_') ? `${fullName(charset ?? charsetOf(around) ?? 'utf8mb4')}_${name}` : name;
  }
  return charset === undefined ? undefined : (charsets.get(fullName(charset)) ?? around);
}

/** `utf8` is another name of `utf8mb3`. */
function fullName(name: string): string {
  return name.toLowerCase().replace(/^utf8(?=_|$)/u, 'utf8mb3');
}

function normalDefault(
  value: DefaultValue | undefined,
  type: ColumnType,
  names: ColumnNames,
  facts: ServerFacts,
): DefaultValue | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'literal') {
    if (value.value === null) return undefined;
    const stored = normalLiteral(value.value, type);
    return stored === value.value ? value : { kind: 'literal', value: stored };
  }
  const inner = bareValue(value.sql);
  if (inner?.toLowerCase() === 'null' && facts.flavour.kind === 'mysql') return { kind: 'sql', sql: '(NULL)' };
  const found = readDefaultText(inner ?? value.sql.trim(), type, facts);
  const couldBeBare = found?.kind === 'literal' || (found !== undefined && momentOf(found.sql, type) !== undefined);
  if (inner !== undefined && couldBeBare && facts.flavour.kind === 'mysql' && !isLob(type)) {
    return { kind: 'sql', sql: `(${normalExpression(inner, facts.flavour, names)})` };
  }
  if (found?.kind !== 'sql' || /^CURRENT_TIMESTAMP\b/u.test(found.sql)) return found;
  return { kind: 'sql', sql: normalExpression(found.sql, facts.flavour, names) };
}

function normalGenerated(
  generated: Generated | undefined,
  names: ColumnNames,
  { flavour }: ServerFacts,
): Generated | undefined {
  if (generated === undefined) return undefined;
  return { expression: normalExpression(generated.expression, flavour, names), stored: generated.stored };
}

function normalOptions(options: MysqlColumnOptions | undefined): MysqlColumnOptions | undefined {
  if (options === undefined) return undefined;
  const { onUpdateCurrentTimestamp, invisible, attributes } = options;
  const kept = {
    ...(onUpdateCurrentTimestamp === true ? { onUpdateCurrentTimestamp } : {}),
    ...(invisible === true ? { invisible } : {}),
    ...(attributes === undefined || attributes === '' ? {} : { attributes: attributes.toUpperCase() }),
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}
