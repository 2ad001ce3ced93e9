import type { Literal, TableName } from '@aludel/core';
import { InvalidDefinitionError, literalText, qualifiedName, type LiteralTexts } from '@aludel/core/connection';
import type { Dialect, DialectTraits, KnownOptions } from '@aludel/core/dialect';

/** How MySQL and MariaDB write names and values. */
export class MysqlDialect implements Dialect {
  readonly name = 'mysql';
  readonly traits: DialectTraits = {
    transactionalDdl: false,
    maxIdentifierLength: 64,
    identifierUnit: 'characters',
    // A MySQL of 8.4 or later says itself what it refuses, by a setting: restrict_fk_on_non_standard_key.
    referencesAnyIndex: true,
  };
  readonly options: KnownOptions = {
    table: [
      'engine',
      'charset',
      'collation',
      'rowFormat',
      'autoIncrement',
      'keyBlockSize',
      'statsPersistent',
      'partitioning',
      'systemVersioning',
      'periods',
      'others',
    ],
    column: ['charset', 'onUpdateCurrentTimestamp', 'invisible', 'position', 'attributes'],
    identity: [],
    constraint: [
      'elements',
      'using',
      'withoutOverlaps',
      'comment',
      'invisible',
      'notEnforced',
      'onColumn',
      'algorithm',
      'lock',
    ],
    index: ['type', 'using', 'parser', 'keyBlockSize', 'others', 'comment', 'invisible', 'algorithm', 'lock'],
    'index element': ['length'],
    view: ['algorithm', 'checkOption', 'security', 'definer'],
    alteration: ['algorithm', 'lock'],
  };

  identifier(name: string): string {
    if (name.includes('\0') || name === '') {
      throw new InvalidDefinitionError(
        `${name === '' ? 'An empty name' : `The name ${JSON.stringify(name)} has a NUL character in it: that`} is no name in MySQL.`,
        'Choose another.',
      );
    }
    return `\`${name.replaceAll('`', '``')}\``;
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
  boolean: (value) => (value ? '1' : '0'),
  bytes: (digits) => `x'${digits}'`,
};

/** A backslash escapes in MySQL, unless sql_mode says otherwise: our sessions see to it that it does. */
function text(value: string): string {
  // Most texts have nothing to escape, and there may be very many of them.
  if (!/['\\\0]/u.test(value)) return `'${value}'`;
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll('\0', '\\0')}'`;
}

function number(value: number): string {
  if (!Number.isFinite(value)) {
    throw new InvalidDefinitionError(
      `${value} cannot be written as a number of SQL.`,
      'Use null where there is no number.',
    );
  }
  return String(value);
}
