import { hexOf } from '../schema/bytes.js';
import type { TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';
import type { Dialect } from './dialect.js';

/** How a database writes each kind of value but NULL. */
export interface LiteralTexts {
  readonly text: (value: string) => string;
  readonly number: (value: number) => string;
  readonly integer: (value: bigint) => string;
  readonly boolean: (value: boolean) => string;
  /** @param digits the bytes in hexadecimal */
  readonly bytes: (digits: string) => string;
}

/**
 * A value as SQL text.
 * @throws InvalidDefinitionError where it is none that SQL can hold
 */
export function literalText(value: Literal, texts: LiteralTexts): string {
  if (value === null) return 'NULL';
  switch (typeof value) {
    case 'string':
      return texts.text(value);
    case 'number':
      return texts.number(value);
    case 'bigint':
      return texts.integer(value);
    case 'boolean':
      return texts.boolean(value);
    default:
      return texts.bytes(hexOf(value));
  }
}

/** A name with its schema, if it has one; each of them quoted. */
export function qualifiedName({ schema, name }: TableName, identifier: (name: string) => string): string {
  return schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
}

/** How the names and values that all definitions are made of are written. */
export interface Writing {
  readonly quoted: (name: string) => string;
  readonly quotedTable: (name: TableName) => string;
  /** A name in the schema of a table: of a trigger, say, or an index, which lies where its table does. */
  readonly quotedBeside: (table: TableName, name: string) => string;
  readonly literal: (value: Literal) => string;
  /** `(a, b)` */
  readonly nameList: (names: readonly string[]) => string;
}

/** The same as functions, for the rules of a dialect. */
export function writing(dialect: Pick<Dialect, 'identifier' | 'tableName' | 'literal'>): Writing {
  const quoted = (name: string): string => dialect.identifier(name);
  return {
    quoted,
    quotedTable: (name) => dialect.tableName(name),
    quotedBeside: (table, name) => dialect.tableName({ ...table, name }),
    literal: (value) => dialect.literal(value),
    nameList: (names) => `(${names.map(quoted).join(', ')})`,
  };
}
