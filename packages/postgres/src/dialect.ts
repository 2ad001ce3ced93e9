import type { Literal, TableName } from '@aludel/core';
import { InvalidDefinitionError, literalText, qualifiedName, type LiteralTexts } from '@aludel/core/connection';
import type { Dialect, DialectTraits } from '@aludel/core/dialect';
import { knownOptions } from './known-options.js';

/** How PostgreSQL writes names and values. */
export class PostgresDialect implements Dialect {
  readonly name = 'postgres';
  readonly traits: DialectTraits = {
    transactionalDdl: true,
    // NAMEDATALEN: the server cuts longer names without a word.
    maxIdentifierLength: 63,
    identifierUnit: 'bytes',
    // The protocol counts them in two bytes.
    maxBindings: 65_535,
    // The index of a key is called as the key is.
    nameSpaces: [{ of: ['table', 'index', 'primaryKey', 'unique', 'postgres.exclude'] }],
  };
  readonly options = knownOptions;

  identifier(name: string): string {
    if (name.includes('\0')) {
      throw new InvalidDefinitionError(
        `The name ${JSON.stringify(name)} has a NUL character in it.`,
        'PostgreSQL has no such names. Choose another.',
      );
    }
    return `"${name.replaceAll('"', '""')}"`;
  }

  tableName(name: TableName): string {
    return qualifiedName(name, (part) => this.identifier(part));
  }

  literal(value: Literal): string {
    return literalText(value, texts);
  }
}

const texts: LiteralTexts = {
  text,
  number,
  integer: String,
  boolean: (value) => (value ? 'TRUE' : 'FALSE'),
  bytes: (digits) => `'\\x${digits}'::bytea`,
};

/** `E'…'` where there is a backslash: it means itself then, whatever `standard_conforming_strings` says. */
function text(value: string): string {
  if (value.includes('\0')) {
    throw new InvalidDefinitionError(
      'A text with a NUL character cannot be stored by PostgreSQL.',
      'Leave it out, or keep the value as bytes.',
    );
  }
  const quoted = value.replaceAll("'", "''");
  return value.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`;
}

function number(value: number): string {
  // Only floating point columns hold these; they are written as text, which becomes of the column's type.
  if (!Number.isFinite(value)) return `'${value}'`;
  return Object.is(value, -0) ? "'-0'" : String(value);
}
