import type { Literal, TableName } from '@aludel/core';
import { InvalidDefinitionError, literalText, qualifiedName, type LiteralTexts } from '@aludel/core/connection';
import type { Dialect, DialectTraits, KnownOptions, NameSpace } from '@aludel/core/dialect';
import type { Flavour } from './flavour.js';
import { withDelimiter } from './script-text.js';

/** How MySQL and MariaDB write names and values. */
export class MysqlDialect implements Dialect {
  readonly name = 'mysql';
  readonly traits: DialectTraits;
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

  /** @param server the one that is at hand, where there is one */
  constructor(server?: Flavour) {
    this.traits = {
      transactionalDdl: false,
      maxIdentifierLength: 64,
      identifierUnit: 'characters',
      // A MySQL of 8.4 or later says itself what it refuses, by a setting: restrict_fk_on_non_standard_key.
      referencesAnyIndex: true,
      // Other names of constraints and indexes are those of their table.
      nameSpaces: server === undefined ? [] : nameSpaces(server),
    };
  }

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

  scriptText(sql: string): string | undefined {
    return withDelimiter(sql);
  }

  literal(value: Literal): string {
    return literalText(value, texts);
  }
}

function nameSpaces({ has }: Flavour): readonly NameSpace[] {
  return [
    ...(has.foreignKeyNamesOfSchema ? [{ of: ['foreignKey'] } as const] : []),
    ...(has.checkNamesOfSchema ? [{ of: ['check'] } as const] : []),
  ];
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
