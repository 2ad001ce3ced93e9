import { closeSync, copyFileSync, fsyncSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import type { default as Driver } from 'better-sqlite3';
import { medianPair, printRatio } from './measure.js';
import { makeProject, migrationText } from './project.js';

const Database = createRequire(import.meta.url)('better-sqlite3') as typeof Driver;

const table = `CREATE TABLE "items" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "name" VARCHAR(50) NOT NULL,
  "amount" INTEGER,
  "note" TEXT
)`;
const index = 'CREATE INDEX "ix_items_name" ON "items" ("name")';

/** Rebuild of a table with 1,000,000 rows and an index, against the same steps by hand. */
export async function benchRebuild(): Promise<void> {
  process.stdout.write('Rebuild of a table with 1,000,000 rows and an index\n');
  const project = makeProject('thisProcess');
  const filename = join(project.folder, 'bench.db');
  try {
    writeFileSync(
      join(project.migrations, '000000000001_alter.ts'),
      migrationText('000000000001', 'null', "op.alterColumn('items', 'amount', { type: t.bigint() });", ''),
    );
    const filled = join(project.folder, 'filled.db');
    fill(filled);
    let rssMb = 0;
    const rebuild = async (): Promise<number> => {
      freshCopy(filled, filename);
      const migrator = createMigrator(
        { migrations: project.migrations, databases: { main: sqlite({ filename }) } },
        { folder: project.folder },
      );
      const before = process.memoryUsage().rss;
      const started = performance.now();
      await migrator.upgrade();
      const took = performance.now() - started;
      rssMb = (process.memoryUsage().rss - before) / 1048576;
      return took;
    };
    const { ours, floor } = await medianPair(5, rebuild, () => {
      freshCopy(filled, filename);
      return Promise.resolve(rebuildByHand(filename));
    });
    printRatio('rebuild', ours, floor, 1.1, 'ms');
    process.stdout.write(`  memory grew by ${rssMb.toFixed(0)} MB in the last run\n`);
  } finally {
    project.remove();
  }
}

/** A copy that is on the disk: what is still to be written would slow down whoever comes next. */
function freshCopy(filled: string, filename: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(filename + suffix, { force: true });
  copyFileSync(filled, filename);
  const descriptor = openSync(filename, 'r+');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function fill(filename: string): void {
  const database = new Database(filename);
  database.exec(`${table}; ${index};
    INSERT INTO items (name, amount, note)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
    SELECT 'item ' || (i * 7919 % 1000003), i, 'note of item ' || i FROM n`);
  database.close();
}

/** The documented steps, checks included: new table, copy, drop, rename, index, foreign keys. */
function rebuildByHand(filename: string): number {
  const started = performance.now();
  const database = new Database(filename);
  database.pragma('foreign_keys = OFF');
  database.exec('BEGIN IMMEDIATE');
  database.exec(table.replace('"items"', '"new_items"').replace('"amount" INTEGER', '"amount" BIGINT'));
  database.exec('INSERT INTO new_items (id, name, amount, note) SELECT id, name, amount, note FROM items');
  database.exec('DROP TABLE items');
  database.exec('ALTER TABLE new_items RENAME TO items');
  database.exec(index);
  database.pragma('foreign_key_check(items)');
  database.exec('COMMIT');
  database.close();
  return performance.now() - started;
}
