import type { ColumnType } from '@aludel/core';
import { oddNames, plainNames, portableDefaults, portableTypes, wholeModel, type ModelProfile } from '@aludel/testing';
import type { Target } from '../targets.js';
import { sqliteProfile } from './sqlite-profile.js';

/** What a target's database can hold. */
export function profileOf(target: Target): ModelProfile {
  if (target.dialect === 'sqlite') return sqliteProfile;
  return target.dialect === 'postgres' ? postgresProfile(target) : mysqlProfile(target);
}

/** Three rows must be able to differ in it. */
function tellsRowsApart(type: ColumnType): boolean {
  return type.kind !== 'boolean' && !(type.kind === 'enum' && type.values.length < 3);
}

function postgresProfile({ flavour, version }: Target): ModelProfile {
  const major = flavour === 'pglite' ? 17 : Number(version);
  return {
    ...wholeModel,
    names: [...plainNames, ...oddNames],
    // An enum without a name is another type in each table: no key points from one to the other.
    indexable: (type) =>
      type.kind !== 'json' && !(type.kind === 'enum' && type.name === undefined) && tellsRowsApart(type),
    schemas: ['shop'],
    generated: major >= 18 ? ['stored', 'virtual'] : ['stored'],
    collations: ['C', 'POSIX'],
  };
}

function mysqlProfile({ flavour }: Target): ModelProfile {
  const isMariadb = flavour === 'mariadb';
  return {
    ...wholeModel,
    // No characters beyond the first 65,536 in a name: https://dev.mysql.com/doc/refman/en/identifiers.html
    names: [...plainNames, ...oddNames.filter((name) => !/[\u{10000}-\u{10ffff}]/u.test(name))],
    maxNameLength: 64,
    quote: (name) =>
      /^[a-z_][a-z0-9_]*$/u.test(name) && !oddNames.includes(name) ? name : `\`${name.replaceAll('`', '``')}\``,
    types: portableTypes.filter((type) => type.kind !== 'interval' && !(type.kind === 'time' && type.withTimeZone)),
    // An index on a text or blob without a length needs a prefix.
    indexable: (type) =>
      !['json', 'text', 'interval'].includes(type.kind) &&
      !(type.kind === 'binary' && type.length === undefined) &&
      tellsRowsApart(type),
    defaults: portableDefaults,
    schemas: [],
    // Each is called PRIMARY.
    namedPrimaryKeys: false,
    // The step is the server's, for all tables.
    identitySettings: false,
    identityAlways: false,
    collations: ['utf8mb4_bin', 'utf8mb4_german2_ci'],
    // InnoDB has no SET DEFAULT, and looks at once.
    referentialActions: ['cascade', 'restrict', 'set null'],
    cascadesIntoNotNull: !isMariadb,
    deferrableForeignKeys: [],
    deferrableUniques: [],
    partialIndexes: false,
    expressionIndexes: !isMariadb,
    indexNulls: false,
  };
}
