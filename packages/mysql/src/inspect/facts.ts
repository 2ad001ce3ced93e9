import { converted, text } from './values.js';
import { readFlavour, isAtLeast, type Flavour } from '../flavour.js';

/** What must be known of a server and a database to read or to foretell a definition; asked once a connection. */
export interface ServerFacts {
  readonly flavour: Flavour;
  /** The connection's own; names without a schema lie there. */
  readonly database?: string | undefined;
  /** The collation of the own database: of tables that name none. */
  readonly collation: string;
  /** Those of other databases, by name. */
  readonly collations: ReadonlyMap<string, string>;
  /** The collation of each charset that is named without one. */
  readonly charsets: ReadonlyMap<string, string>;
  /** The storage engine of tables that name none. */
  readonly engine: string;
  /** How InnoDB keeps rows where a table does not say: `dynamic`. */
  readonly rowFormat: string;
  /** 0: names of tables are as they are written; 1: in lower case; 2: as written, and compared without regard to it. */
  readonly lowerCaseTableNames: number;
  /** Who is connected: `root@%`. */
  readonly user?: string | undefined;
  /** The session's modes, by comma. */
  readonly sqlMode?: string | undefined;
  /** The session's: `SYSTEM`, `+00:00`. */
  readonly timeZone?: string | undefined;
  /** There are parsers of full-text indexes beside the built-in one. */
  readonly fullTextParsers: boolean;
}

/** Sends a query and gives its rows. */
export type Query = (
  sql: string,
  bindings?: readonly string[],
) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** One round trip. */
export async function readFacts(query: Query, serverVersion: string): Promise<ServerFacts> {
  const flavour = readFlavour(serverVersion);
  const own = isCharsetCollations(flavour) ? '@@character_set_collations' : "''";
  const variables = [
    ['database', 'database()'],
    ['collation', '@@collation_database'],
    ['engine', '@@default_storage_engine'],
    ['rowFormat', '@@innodb_default_row_format'],
    ['lowerCase', '@@lower_case_table_names'],
    ['ownCollations', own],
    ['user', 'current_user()'],
    ['sqlMode', '@@sql_mode'],
    ['timeZone', '@@time_zone'],
  ].map(([name, value]) => `SELECT 'variable' AS kind, '${name}' AS name, ${converted(value ?? '')} AS value`);
  const rows = await query(
    [
      ...variables,
      `SELECT 'charset', ${converted('CHARACTER_SET_NAME')}, ${converted('DEFAULT_COLLATE_NAME')} FROM information_schema.CHARACTER_SETS`,
      `SELECT 'schema', ${converted('SCHEMA_NAME')}, ${converted('DEFAULT_COLLATION_NAME')} FROM information_schema.SCHEMATA`,
      `SELECT 'parser', ${converted('PLUGIN_NAME')}, '' FROM information_schema.PLUGINS WHERE PLUGIN_TYPE = 'FTPARSER' AND PLUGIN_STATUS = 'ACTIVE'`,
    ].join(' UNION ALL '),
  );
  const of = (kind: string): ReadonlyMap<string, string> =>
    new Map(rows.filter((row) => row['kind'] === kind).map((row) => [text(row['name']), text(row['value'])]));
  const variable = of('variable');
  const charsets = new Map([...of('charset'), ...pairs(variable.get('ownCollations') ?? '')]);
  const database = variable.get('database') ?? '';
  return {
    flavour,
    ...(database === '' ? {} : { database }),
    collation: variable.get('collation') ?? 'utf8mb4_general_ci',
    collations: of('schema'),
    charsets,
    engine: variable.get('engine') ?? 'InnoDB',
    rowFormat: (variable.get('rowFormat') ?? 'dynamic').toLowerCase(),
    lowerCaseTableNames: Number(variable.get('lowerCase') ?? 0),
    user: variable.get('user'),
    sqlMode: variable.get('sqlMode'),
    timeZone: variable.get('timeZone'),
    fullTextParsers: of('parser').size > 0,
  };
}

/** What is likely of a server that is not at hand, for scripts. */
export function usualFacts(flavour: Flavour): ServerFacts {
  const collation =
    flavour.kind === 'mysql'
      ? 'utf8mb4_0900_ai_ci'
      : isCharsetCollations(flavour)
        ? 'utf8mb4_uca1400_ai_ci'
        : 'utf8mb4_general_ci';
  return {
    flavour,
    collation,
    collations: new Map(),
    charsets: new Map([
      ['utf8mb4', collation],
      ['utf8mb3', 'utf8mb3_general_ci'],
      ['latin1', 'latin1_swedish_ci'],
      ['ascii', 'ascii_general_ci'],
      ['binary', 'binary'],
    ]),
    engine: 'InnoDB',
    rowFormat: 'dynamic',
    lowerCaseTableNames: 0,
    fullTextParsers: false,
  };
}

/** Where a charset's usual collation is a setting: MariaDB since 10.10, and since 11.2 by name. */
function isCharsetCollations({ kind, version }: Flavour): boolean {
  return kind === 'mariadb' && isAtLeast(version, '11.2');
}

/** `utf8mb3=utf8mb3_uca1400_ai_ci,…` */
function pairs(text: string): readonly (readonly [string, string])[] {
  return text.split(',').flatMap((pair) => {
    const [charset, collation] = pair.split('=');
    return charset === undefined || collation === undefined ? [] : [[charset.trim(), collation.trim()] as const];
  });
}
