import { literal } from '../ddl/writing.js';
import type { Query, ServerFacts } from './facts.js';

/** Each stands for several, ANSI_QUOTES among them; the server says them beside the ones they stand for. */
const withQuotes: ReadonlySet<string> = new Set([
  'ANSI_QUOTES',
  'ANSI',
  'DB2',
  'MAXDB',
  'MSSQL',
  'ORACLE',
  'POSTGRESQL',
]);

/**
 * The query, so that expressions come with names in backticks. Under ANSI_QUOTES, MariaDB writes them in double quotes, which
 * are around texts elsewhere; MySQL writes all as it was kept.
 */
export function withPlainQuotes(query: Query, { flavour, sqlMode = '' }: ServerFacts): Query {
  const modes = sqlMode.split(',');
  if (flavour.kind !== 'mariadb' || !modes.includes('ANSI_QUOTES')) return query;
  const plain = modes.filter((mode) => !withQuotes.has(mode)).join(',');
  return (sql, bindings) => query(`SET STATEMENT sql_mode = ${literal(plain)} FOR ${sql}`, bindings);
}
