import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import { Client } from 'pg';
import type { DatabaseOptions } from './fresh-database.js';
import { splitMysql } from './roundtrip/split-mysql.js';

type Row = Readonly<Record<string, unknown>>;

/** A database by its plain driver, without Aludel or Knex: to look at what Aludel did, and to run its scripts. */
export interface RawClient {
  /** One statement without parameters. */
  readonly query: (sql: string) => Promise<readonly Row[]>;
  /** Several statements, as a shell would run a script; stops at the first that fails. */
  readonly script: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function rawClient(database: DatabaseOptions): Promise<RawClient> {
  if (database.dialect === 'sqlite') return rawSqlite(database.options.filename);
  if (database.dialect === 'mysql') return rawMysql(database.options.url);
  if ('pglite' in database.options) return rawPglite(database.options.pglite.dataDir);
  return rawPostgres(database.options.url);
}

function rawSqlite(filename: string): RawClient {
  const database = new Database(filename);
  return {
    async query(sql) {
      const statement = database.prepare<[], Row>(sql);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    },
    async script(sql) {
      database.exec(sql);
    },
    async close() {
      database.close();
    },
  };
}

async function rawPostgres(url: string): Promise<RawClient> {
  const client = new Client({ connectionString: url });
  // A server that goes away, or a database that is dropped, ends the connection: the next query says so.
  client.on('error', () => {});
  await client.connect();
  return {
    query: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    async script(sql) {
      await client.query(sql);
    },
    close: () => client.end(),
  };
}

async function rawPglite(dataDir: string): Promise<RawClient> {
  const database = await PGlite.create({ dataDir });
  return {
    query: async (sql) => (await database.query<Record<string, unknown>>(sql)).rows,
    async script(sql) {
      await database.exec(sql);
    },
    close: () => database.close(),
  };
}

async function rawMysql(url: string): Promise<RawClient> {
  const connection = await mysql.createConnection({
    uri: url,
    // mysql2 asks for IGNORE_SPACE by itself; it would stand in the sql_mode of every routine and trigger made here.
    flags: ['-IGNORE_SPACE'],
    multipleStatements: true,
    supportBigNumbers: true,
    timezone: 'Z',
  });
  connection.on('error', () => {});
  return {
    async query(sql) {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? (rows as readonly Row[]) : [];
    },
    async script(sql) {
      // What the server's own client is told by it, the server does not know.
      const statements = /^delimiter /imu.test(sql) ? splitMysql(sql) : [sql];
      for (const statement of statements) await connection.query(statement);
    },
    close: () => connection.end(),
  };
}
