import type { Column, ColumnType, Literal, Table } from '@aludel/core';
import { fractionOf, isLob, isTextual, typeText } from '../column-types.js';
import type { MysqlTarget } from './target.js';
import {
  expressionText,
  inParentheses,
  isPresentTime,
  literal,
  presentTimeText,
  quoted,
  unsupported,
} from './writing.js';

/** A whole column definition, without its name: what MODIFY wants, which forgets whatever it is not told. */
export function definitionText(column: Column, table: Table, target: MysqlTarget): string {
  const { nullable, comment } = column;
  const { onUpdateCurrentTimestamp, invisible, attributes } = column.options?.mysql ?? {};
  assertIdentity(column);
  // MariaDB wants it right behind the type.
  const compressed = /^compressed(?: |$)/iu.exec(attributes ?? '')?.[0];
  const others = attributes?.slice(compressed?.length ?? 0);
  // When a row begins and ends is never null, and does not say so.
  const isRowTime = /\bas row (?:start|end)\b/iu.test(attributes ?? '');
  return [
    typeText(column.type, target.flavour),
    ...(compressed === undefined ? [] : [compressed.trim()]),
    ...charsetParts(column),
    ...generatedParts(column, table, target),
    ...(isRowTime ? [] : nullable ? nullParts(column) : ['NOT NULL']),
    ...(column.default === undefined ? [] : [`DEFAULT ${defaultText(column, target)}`]),
    ...(onUpdateCurrentTimestamp === true ? [`ON UPDATE ${presentTimeText(fractionOf(column.type) ?? 0)}`] : []),
    ...(column.identity === undefined ? [] : ['AUTO_INCREMENT']),
    ...(isRowTime && others !== undefined ? [others] : []),
    ...(invisible === true ? [invisibleText(column, target)] : []),
    ...(isRowTime || others === undefined || others === '' ? [] : [others]),
    ...(comment === undefined ? [] : [`COMMENT ${literal(comment)}`]),
    ...ownChecks(column, table),
  ].join(' ');
}

export function columnText(column: Column, table: Table, target: MysqlTarget): string {
  return `${quoted(column.name)} ${definitionText(column, table, target)}`;
}

/** ` FIRST`, ` AFTER x`, or nothing. */
export function positionText(column: Column): string {
  const position = column.options?.mysql?.position;
  if (position === undefined) return '';
  return position === 'first' ? ' FIRST' : ` AFTER ${quoted(position.after)}`;
}

/** A default as the server takes it in this column. */
export function defaultText(column: Column, { flavour }: MysqlTarget): string {
  const { type, default: value } = column;
  if (value === undefined) return 'NULL';
  const fraction = type.kind === 'time' ? undefined : fractionOf(type);
  if (fraction !== undefined && isPresentTime(value)) return presentTimeText(fraction);
  const text = value.kind === 'literal' ? literal(plainBytes(value.value, type)) : value.sql.trim();
  if (/^null$/iu.test(text)) return 'NULL';
  const isPlain = value.kind === 'literal' || plainValue.test(text);
  // https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html
  const parenthesised = !isPlain || (flavour.has.defaultsInParentheses && isLob(type));
  return parenthesised ? inParentheses(text) : text;
}

/** The servers keep the default of a blob in the words it was given in; and most are given as strings. */
function plainBytes(value: Literal, type: ColumnType): Literal {
  if (!(value instanceof Uint8Array) || !isLob(type)) return value;
  const text = Buffer.from(value).toString('latin1');
  return /^[ -~]*$/u.test(text) ? text : value;
}

/** One string or number, or a word that stands for one. */
const plainValue = /^(?:'(?:[^'\\]|''|\\[\s\S])*'|[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?|true|false|[xb]'[\da-f]*')$/iu;

function charsetParts(column: Column): readonly string[] {
  if (!isTextual(column.type) && column.type.kind !== 'uuid') return [];
  const charset = column.options?.mysql?.charset;
  return [
    ...(charset === undefined ? [] : [`CHARACTER SET ${charset}`]),
    ...(column.collation === undefined ? [] : [`COLLATE ${column.collation}`]),
  ];
}

function generatedParts(
  { generated, name, nullable }: Column,
  table: Table,
  { flavour }: MysqlTarget,
): readonly string[] {
  if (generated === undefined) return [];
  if (!nullable && flavour.kind === 'mariadb') {
    throw unsupported(
      `NOT NULL on the generated column ${name}`,
      'MariaDB has none on computed columns.',
      `Leave out notNull(), or add a check: ${name} IS NOT NULL.`,
    );
  }
  return [
    `GENERATED ALWAYS AS ${expressionText(generated.expression, table)} ${generated.stored ? 'STORED' : 'VIRTUAL'}`,
  ];
}

/** A TIMESTAMP that does not say NULL is not null by an old rule, where explicit_defaults_for_timestamp is off. */
function nullParts({ type }: Column): readonly string[] {
  const isTimestamp =
    (type.kind === 'timestamp' && type.withTimeZone) || (type.kind === 'mysql.datetime' && type.name === 'timestamp');
  return isTimestamp ? ['NULL'] : [];
}

function invisibleText({ name }: Column, { flavour }: MysqlTarget): string {
  if (flavour.has.invisibleColumns) return 'INVISIBLE';
  throw unsupported(
    `the invisible column ${name}`,
    `${flavour.name} ${flavour.version} has none; MySQL has since 8.0.23.`,
  );
}

/** A check that is written on its column goes with a MODIFY that does not repeat it. */
function ownChecks(column: Column, table: Table): readonly string[] {
  return table.constraints.flatMap((constraint) =>
    constraint.kind === 'check' && constraint.options?.mysql?.onColumn === true && constraint.name === column.name
      ? [`CHECK ${expressionText(constraint.expression, table)}`]
      : [],
  );
}

function assertIdentity({ identity, name }: Column): void {
  if (identity?.increment === undefined || BigInt(identity.increment) === 1n) return;
  throw unsupported(
    `identity on the column ${name}`,
    'AUTO_INCREMENT counts by one, or by a setting of the whole server.',
    'Leave out `increment`.',
  );
}
