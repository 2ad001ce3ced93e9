import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { Literal } from '@aludel/core';

/** The plain driver: the floor that servers' benches are measured against. */
export interface RawSession {
  /** Sends a statement as it is, and gives its rows. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export async function rawSession(dialect: 'postgres' | 'mysql', url: string): Promise<RawSession> {
  if (dialect === 'postgres') {
    const client = new Client(url);
    await client.connect();
    return {
      query: async (sql, values = []) => (await client.query(sql, [...values])).rows as readonly unknown[],
      close: () => client.end(),
    };
  }
  const connection = await createConnection({ uri: url, supportBigNumbers: true });
  return {
    query: async (sql, values = []) => {
      const [rows] = await connection.query(sql, [...values]);
      return Array.isArray(rows) ? rows : [];
    },
    close: () => connection.end(),
  };
}

/** `?` as the driver wants it: PostgreSQL's has numbers. */
export function withPlaces(dialect: 'postgres' | 'mysql', sql: string, bindings: readonly Literal[]): string {
  if (dialect === 'mysql' || bindings.length === 0) return sql;
  let place = 0;
  return sql.replaceAll('?', () => `$${++place}`);
}
