import type { Literal, TableName } from '@aludel/core';
import { InvalidDefinitionError, literalText, qualifiedName, type LiteralTexts } from '@aludel/core/connection';
import type { Dialect, DialectTraits, KnownOptions } from '@aludel/core/dialect';

/** How SQLite writes names and values. */
export class SqliteDialect implements Dialect {
  readonly name = 'sqlite';
  readonly traits: DialectTraits = {
    transactionalDdl: true,
    nameSpaces: [{ of: ['table', 'index'], ignoresCase: true }],
  };
  readonly options: KnownOptions = {
    table: ['strict', 'withoutRowid', 'definition'],
    column: ['onConflict', 'notNullName', 'nullableKey'],
    identity: [],
    constraint: ['onConflict', 'onColumn', 'elements', 'match', 'unchecked'],
    index: ['definition'],
    'index element': [],
    view: ['definition', 'broken'],
    alteration: [],
  };

  identifier(name: string): string {
    if (name.includes('\0')) {
      throw new InvalidDefinitionError(
        `The name ${JSON.stringify(name)} has a NUL character in it.`,
        'SQLite ends a name there. Choose another.',
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
  integer,
  // SQLite has no booleans: TRUE and FALSE are newer names of these.
  boolean: (value) => (value ? '1' : '0'),
  bytes: (digits) => `x'${digits}'`,
};

/** SQLite reads an SQL text up to its first NUL, so one within a string has to be spelled. */
function text(value: string): string {
  if (!value.includes('\0')) return `'${value.replaceAll("'", "''")}'`;
  return `CAST(x'${Buffer.from(value, 'utf8').toString('hex')}' AS TEXT)`;
}

function number(value: number): string {
  if (Number.isNaN(value)) {
    throw new InvalidDefinitionError('SQLite cannot hold NaN.', 'Use null where there is no number.');
  }
  if (!Number.isFinite(value)) {
    throw new InvalidDefinitionError(
      `${value} cannot be written as a number of SQL.`,
      'Use the largest number that you need, or null.',
    );
  }
  return Object.is(value, -0) ? '-0.0' : String(value);
}

function integer(value: bigint): string {
  if (BigInt.asIntN(64, value) !== value) {
    throw new InvalidDefinitionError(
      `${value} does not fit into the 8 bytes of an integer of SQLite.`,
      'Write it as text, between quotes.',
    );
  }
  return String(value);
}
