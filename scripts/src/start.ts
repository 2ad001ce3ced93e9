/**
 * `npm start`: the main job for somebody who sees Aludel for the first time. Takes the example's database from nothing to
 * head, down again and up again, with the real `aludel` command, and says for each step what to type to do the same.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import type { Connection } from '@aludel/core/dialect';
import { sqlite } from '@aludel/sqlite';
import { root } from './root.js';

type Row = Readonly<Record<string, unknown>>;

const example = join(root, 'migrations-examples', 'chinook');
const aludel = join(root, 'packages', 'core', 'bin', 'aludel.js');
const filename = join(mkdtempSync(join(tmpdir(), 'aludel-start-')), 'chinook.db');

/** Thrown when a step did not do what it should; what went wrong has been said by then, or stands in the message. */
class StepFailed extends Error {}

try {
  await tour();
} catch (error) {
  if (!(error instanceof StepFailed)) throw error;
  say(`\n${error.message}`);
  process.exitCode = 1;
}

async function tour(): Promise<void> {
  say('A music shop’s database, built up by 15 migrations with two branches, on an SQLite that is embedded here.');
  say(`  migrations  ${relative(root, join(example, 'migrations'))}/`);
  say(`  database    ${filename} (new, yours to keep or delete)`);
  say('\nTo type along, in another terminal:');
  say(`  cd ${example}`);
  say(`  export CHINOOK_DB=${filename}`);

  title('The revisions, newest first');
  run('history');

  title('From nothing to head');
  run('upgrade', 'heads');
  run('current');

  title('What is in it now');
  await query('SELECT * FROM SalesByCountry ORDER BY Total DESC LIMIT 5');
  await query(
    'SELECT t.Name AS Track, Title AS Album FROM Track AS t JOIN Album USING (AlbumId) WHERE TrackId % 8 = 0',
  );
  await query(`SELECT sql || ';' AS sql FROM sqlite_schema WHERE tbl_name = 'Track'`, '.schema Track');
  const before = await contents();
  say(`\nIn all: ${before.rows} rows in ${before.tables} tables.`);

  title('Down to nothing: most downgrades are derived from the upgrades');
  run('downgrade', 'base');
  const between = await contents();
  if (between.tables !== 0) throw new StepFailed(`${between.tables} tables are left, and none should be.`);
  say('No table is left but the version table, which is empty.');

  title('And up again');
  run('upgrade', 'heads');
  const after = await contents();
  if (after.text !== before.text) throw new StepFailed('The database is not what it was before the downgrade.');
  say(`The same ${after.rows} rows in the same ${after.tables} tables as before, compared one by one.`);

  title('What to try next');
  say('In that folder, with CHINOOK_DB set as above:');
  say('  npx aludel history -i                           the graph, with what is applied');
  say('  npx aludel downgrade chinook_complete           back to the schema of the real Chinook');
  say('  npx aludel downgrade 07_employees               takes the sales branch back to there');
  say('  npx aludel upgrade 04_albums --sql              the SQL, without a database');
  say('  npx aludel revision -m "Add ratings"            a migration of your own; then edit it, and');
  say('  npx aludel upgrade head');
  say(`\n${relative(root, join(example, 'README.md'))} says what each migration is there to show.`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function title(text: string): void {
  say(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);
}

/** Runs the command in the example's folder, as a user would. */
function run(...args: readonly string[]): void {
  say(`\n$ npx aludel ${args.join(' ')}`);
  const { status, error } = spawnSync(process.execPath, [aludel, ...args], {
    cwd: example,
    env: { ...process.env, CHINOOK_DB: filename },
    stdio: 'inherit',
  });
  if (error !== undefined) throw new StepFailed(`aludel could not be started: ${error.message}`);
  if (status !== 0) throw new StepFailed(`aludel ${args.join(' ')} failed (exit code ${status ?? 'none'}); see above.`);
}

/** @param typed what to type into `sqlite3`, where that has a shorter way to ask */
async function query(sql: string, typed = sql): Promise<void> {
  say(`\n$ sqlite3 $CHINOOK_DB '${typed}'`);
  const rows = await look((connection) => connection.query(sql));
  for (const line of lines(rows)) say(line);
}

async function look<T>(use: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await sqlite({ filename }).connect();
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

/** Everything in the database but the version table, to be counted and compared. */
function contents(): Promise<{ readonly tables: number; readonly rows: number; readonly text: string }> {
  return look(async (connection) => {
    const objects = await connection.query(
      `SELECT type, name, sql FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite%' AND tbl_name <> 'aludel_version' ORDER BY type, name`,
    );
    const tables = objects.filter(({ type }) => type === 'table');
    const rows: Row[] = [];
    for (const { name } of tables)
      rows.push(...(await connection.query(`SELECT * FROM "${String(name)}" ORDER BY 1, 2`)));
    return { tables: tables.length, rows: rows.length, text: JSON.stringify([objects, rows]) };
  });
}

/** Rows in columns; of a single value, its own lines. */
function lines(rows: readonly Row[]): readonly string[] {
  const [first] = rows;
  if (first === undefined) return ['(no rows)'];
  const names = Object.keys(first);
  if (names.length === 1) return rows.flatMap((row) => textOf(Object.values(row)[0]).split('\n'));
  const cells = [names, ...rows.map((row) => names.map((name) => textOf(row[name])))];
  const widths = names.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
