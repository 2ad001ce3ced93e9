import mysql from 'mysql2/promise';
import { Client } from 'pg';
import type { Target } from '../targets.js';

type Row = Readonly<Record<string, unknown>>;
type Ask = (sql: string) => Promise<readonly Row[]>;

const connectTimeout = 10_000;

/** Runs statements on the server itself, outside the databases of the tests. */
export async function administer(target: Target, url: string, ...statements: readonly string[]): Promise<void> {
  await onServer(target, url, async (ask) => {
    for (const sql of statements) await ask(sql);
  });
}

/** Asks the server for its version: `17.9`, `9.7.4`, `10.11.18-MariaDB-…`. */
export async function askVersion(target: Target, url: string): Promise<string> {
  const sql = target.dialect === 'postgres' ? 'SHOW server_version' : 'SELECT VERSION() AS v';
  const [row] = await onServer(target, url, (ask) => ask(sql));
  const [version] = Object.values(row ?? {});
  if (typeof version !== 'string') throw new Error(`${target.name} does not tell its version.`);
  return version;
}

/** Drops a database with whoever is still connected to it. */
export async function dropDatabase(target: Target, url: string, name: string): Promise<void> {
  if (target.dialect === 'postgres') return administer(target, url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await onServer(target, url, async (ask) => {
    // It would wait for the transactions of the others: for a year, by default.
    for (const { Id: id, db } of await ask('SHOW PROCESSLIST')) {
      // One that has ended meanwhile is unknown.
      if (db === name) await ask(`KILL ${Number(id)}`).catch(() => {});
    }
    await ask('SET SESSION lock_wait_timeout = 30');
    await ask(`DROP DATABASE IF EXISTS ${name}`);
  });
}

async function onServer<T>(target: Target, url: string, use: (ask: Ask) => Promise<T>): Promise<T> {
  if (target.dialect === 'postgres') {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: connectTimeout });
    client.on('error', () => {});
    try {
      await client.connect();
      return await use(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
    } finally {
      await client.end().catch(() => {});
    }
  }
  const connection = await mysql.createConnection({ uri: url, connectTimeout, flags: ['-IGNORE_SPACE'] });
  connection.on('error', () => {});
  try {
    return await use(async (sql) => {
      const [rows] = await connection.query(sql);
      return Array.isArray(rows) ? (rows as readonly Row[]) : [];
    });
  } finally {
    connection.destroy();
  }
}
