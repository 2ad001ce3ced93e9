import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createMigrator, type RunEvent } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import type { default as Driver } from 'better-sqlite3';
import { medianPair, printRatio } from './measure.js';
import { makeProject, oneTableMigration, revisionId } from './project.js';

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof Driver;
const count = 1000;

/** 1,000 one-table migrations in TypeScript into a file, against the raw driver sending the same statements. */
export async function benchApply(): Promise<void> {
  process.stdout.write('1,000 one-table migrations on a database file, a transaction each\n');
  const project = makeProject('thisProcess');
  const filename = join(project.folder, 'bench.db');
  const clean = (): void => {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(filename + suffix, { force: true });
  };
  try {
    for (let index = 0; index < count; index++) {
      writeFileSync(join(project.migrations, `${revisionId(index)}_table.ts`), oneTableMigration(index));
    }
    let loadMs = 0;
    const transactions: string[][] = [];
    const run = async (): Promise<number> => {
      clean();
      loadMs = 0;
      transactions.length = 0;
      const migrator = createMigrator(
        { migrations: project.migrations, databases: { main: sqlite({ filename }) } },
        { folder: project.folder, listener: note },
      );
      const started = performance.now();
      await migrator.upgrade();
      return performance.now() - started;
    };
    const note = (event: RunEvent): void => {
      if (event.type === 'stepStarted') transactions.push([]);
      else if (event.type === 'statementStarted') transactions.at(-1)?.push(event.sql);
      else if (event.type === 'stepDone') loadMs += event.loadMs;
    };
    const { ours, floor } = await medianPair(5, run, () => {
      clean();
      return Promise.resolve(sendRaw(filename, transactions));
    });
    printRatio('upgrade, loading of files included', ours, floor, 2, 'ms');
    process.stdout.write(`  of it loading of files: ${loadMs.toFixed(0)} ms (in the last run)\n`);
  } finally {
    project.remove();
  }
}

/** The same statements in the same transactions, and a row of the version table in each. */
function sendRaw(filename: string, transactions: readonly (readonly string[])[]): number {
  const started = performance.now();
  const database = new Database(filename);
  database.exec(
    'CREATE TABLE version (revision VARCHAR(255) PRIMARY KEY, applied_at TEXT, duration_ms INTEGER, checksum TEXT, downgrade TEXT, tool TEXT)',
  );
  const insert = database.prepare('INSERT INTO version VALUES (?, ?, ?, ?, ?, ?)');
  transactions.forEach((statements, index) => {
    database.exec('BEGIN IMMEDIATE');
    for (const statement of statements) database.exec(statement);
    insert.run(revisionId(index), '2026-01-01T00:00:00.000Z', 1, '0'.repeat(64), null, '0.1.0');
    database.exec('COMMIT');
  });
  database.close();
  return performance.now() - started;
}
