export type FlavourKind = 'mysql' | 'mariadb';

/** Which server it is: MySQL, or MariaDB, which speaks its language and went its own way since. */
export interface Flavour {
  readonly kind: FlavourKind;
  /** For people. */
  readonly name: 'MySQL' | 'MariaDB';
  /** `9.7.4`, `10.11.18`: without what the distribution adds. */
  readonly version: string;
  readonly has: Features;
}

/** What one of them has and the other has not, or not yet. */
export interface Features {
  /** A type for UUIDs; else they are kept as text. */
  readonly uuid: boolean;
  /** A type for JSON; else JSON is a longtext with a check, which the server writes itself. */
  readonly json: boolean;
  /** Integers are reported with the width that they would be shown with. */
  readonly displayWidths: boolean;
  /** `IF EXISTS` and `IF NOT EXISTS` within ALTER TABLE, and of indexes. */
  readonly ifExists: boolean;
  /** Indexes over expressions. */
  readonly expressionIndexes: boolean;
  /** DESC in an index means something; else it is read and forgotten. */
  readonly descendingIndexes: boolean;
  readonly invisibleColumns: boolean;
  /** What hides an index from the optimizer. */
  readonly invisibleIndex: 'INVISIBLE' | 'IGNORED';
  /** Checks can be written and not be in force. */
  readonly notEnforced: boolean;
  readonly sequences: boolean;
  /** `CREATE OR REPLACE` of triggers, routines, events, sequences. */
  readonly orReplace: boolean;
  /** `SRID n` after a spatial type; else `REF_SYSTEM_ID = n`. */
  readonly srid: boolean;
  /** A column's default must be in parentheses if it is an expression, and any default of a text, a blob or JSON. */
  readonly defaultsInParentheses: boolean;
  /** No two checks of a schema have one name; else no two of a table. */
  readonly checkNamesOfSchema: boolean;
  /** The same of foreign keys. */
  readonly foreignKeyNamesOfSchema: boolean;
}

/** The oldest versions that are supported: before them a DDL statement is not atomic. */
export const oldestVersions: Readonly<Record<Flavour['kind'], string>> = { mysql: '8.0', mariadb: '10.6' };

/** Reads what the server says of itself: `9.7.4-2`, `10.11.18-MariaDB-0+deb12u1`, `5.5.5-10.6.12-MariaDB`. */
export function readFlavour(serverVersion: string): Flavour {
  const kind = /mariadb/iu.test(serverVersion) ? 'mariadb' : 'mysql';
  // Old replication protocols want a version that begins with 5; MariaDB puts its own behind it.
  const text = kind === 'mariadb' ? serverVersion.replace(/^5\.5\.5-/u, '') : serverVersion;
  return flavour(kind, /^\d+(?:\.\d+)*/u.exec(text)?.[0] ?? '0');
}

export function flavour(kind: Flavour['kind'], version: string): Flavour {
  const since = (wanted: string): boolean => isAtLeast(version, wanted);
  return kind === 'mysql'
    ? {
        kind,
        name: 'MySQL',
        version,
        has: {
          uuid: false,
          json: true,
          displayWidths: false,
          ifExists: false,
          expressionIndexes: since('8.0.13'),
          descendingIndexes: true,
          invisibleColumns: since('8.0.23'),
          invisibleIndex: 'INVISIBLE',
          notEnforced: since('8.0.16'),
          sequences: false,
          orReplace: false,
          srid: true,
          defaultsInParentheses: true,
          checkNamesOfSchema: since('8.0.16'),
          foreignKeyNamesOfSchema: true,
        },
      }
    : {
        kind,
        name: 'MariaDB',
        version,
        has: {
          uuid: since('10.7'),
          json: false,
          displayWidths: true,
          ifExists: true,
          expressionIndexes: false,
          descendingIndexes: since('10.8'),
          invisibleColumns: true,
          invisibleIndex: 'IGNORED',
          notEnforced: false,
          sequences: true,
          orReplace: true,
          srid: false,
          defaultsInParentheses: false,
          checkNamesOfSchema: false,
          // https://jira.mariadb.org/browse/MDEV-28933
          foreignKeyNamesOfSchema: !since('12.1'),
        },
      };
}

/** Whether a version is that or a newer one: `8.0.13`. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [have, want] = [version, wanted].map((text) => text.split('.').map(Number));
  for (const [index, part] of (want ?? []).entries()) {
    const own = have?.[index] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
