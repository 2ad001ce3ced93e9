import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { FreshDatabase } from '../fresh-database.js';
import { rawClient } from '../raw-client.js';
import type { SchemaFile } from './schema-files.js';
import { splitMysql } from './split-mysql.js';
import { splitPostgres } from './split-postgres.js';

/** A file that a database does not take. */
export class SchemaLoadError extends Error {
  constructor(file: SchemaFile, statement: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${file.name} cannot be loaded: ${reason}\n  at: ${statement.slice(0, 200)}`, { cause });
  }
}

/** Runs a schema's file in an empty database, as the database's own client would. */
export async function loadSchema(database: FreshDatabase, file: SchemaFile): Promise<void> {
  const text = readFileSync(file.path, 'utf8');
  if (database.dialect === 'sqlite') return loadSqlite(database, file, text);
  const client = await rawClient(database);
  try {
    for (const statement of database.dialect === 'mysql' ? splitMysql(text) : splitPostgres(text)) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one after another is the point
        await client.script(statement);
      } catch (error) {
        throw new SchemaLoadError(file, statement, error);
      }
    }
  } finally {
    await client.close();
  }
}

async function loadSqlite(
  database: FreshDatabase & { readonly dialect: 'sqlite' },
  file: SchemaFile,
  text: string,
): Promise<void> {
  const { filename } = database.options;
  // Without a transaction of ours where the file has its own, or a PRAGMA that is not heard inside of one.
  for (const script of [`BEGIN;\n${text}\n;COMMIT`, text]) {
    // oxlint-disable-next-line no-await-in-loop -- the next one only where this one failed
    if (await runsWhole(database, script)) return;
    await emptyAgain(filename);
  }
  // The driver is built without strings in double quotes; the shell, where it is at hand, takes them.
  const shell = spawnSync('sqlite3', ['-bail', filename], { input: text, encoding: 'utf8' });
  if (shell.status === 0) return;
  throw new SchemaLoadError(file, '', shell.error ?? shell.stderr);
}

async function runsWhole(database: FreshDatabase, script: string): Promise<boolean> {
  const client = await rawClient(database);
  try {
    await client.script(script);
    return true;
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

/** A script that failed may have got half way. */
async function emptyAgain(filename: string): Promise<void> {
  await Promise.all(['', '-wal', '-shm', '-journal'].map((end) => rm(`${filename}${end}`, { force: true })));
}
