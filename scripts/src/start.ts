/**
 * `npm start`: the main job for somebody who sees Aludel for the first time. Takes the example's database from nothing to
 * head, down again and up again; then changes a model and lets Aludel write the migration. All with the real `aludel`
 * command, and it says for each step what to type to do the same.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import type { Connection } from '@aludel/core/dialect';
import { sqlite } from '@aludel/sqlite';
import { root } from './root.js';

type Row = Readonly<Record<string, unknown>>;

const example = join(root, 'migrations-examples', 'chinook');
const aludel = join(root, 'packages', 'core', 'bin', 'aludel.js');
const scratch = mkdtempSync(join(tmpdir(), 'aludel-start-'));
const filename = join(scratch, 'chinook.db');
/** A copy of the example, in which models are changed and migrations written. */
const copy = join(scratch, 'chinook');

/** Where the commands are run. */
let folder = example;

/** What the tour adds to the models: a column behind another one, and a table. */
const anchor = '  Composer: nvarchar(220),';
const column = `  Rating: t.integer().notNull().default(0).index(),`;
const review = `
export const review = table('Review', {
  ReviewId: t.integer().identity().primaryKey(),
  TrackId: t.integer().notNull().references('Track', 'TrackId', { onDelete: 'cascade' }),
  CustomerId: t.integer().references('Customer', 'CustomerId', { onDelete: 'set null' }),
  Body: t.text().notNull(),
  WrittenAt: t.timestamp().notNull().default(sql\`CURRENT_TIMESTAMP\`),
});
`;

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

  changeModels();

  title('What to try next');
  say('In that folder, with CHINOOK_DB set as above:');
  say('  npx aludel history -i                           the graph, with what is applied');
  say('  npx aludel downgrade chinook_complete           back to the schema of the real Chinook');
  say('  npx aludel downgrade 07_employees               takes the sales branch back to there');
  say('  npx aludel upgrade 04_albums --sql              the SQL, without a database');
  say(`\nIn ${copy}, change src/schema.ts, and:`);
  say('  npx aludel check                                what the database lacks to be like the models');
  say('  npx aludel revision --autogenerate -m "…"       the migration that gives it that; then');
  say('  npx aludel upgrade head');
  say(`\n${relative(root, join(example, 'README.md'))} says what each migration is there to show.`);
}

/** The second part: from a changed model to a migration, and to a database in which nothing is left to do. */
function changeModels(): void {
  title('A model changes, and Aludel writes the migration');
  copyExample();
  say('In a copy of the example, since files are written:');
  say(`  cd ${copy}`);
  say('\nIts models, src/schema.ts, are what the database is like now:');
  run('check');
  say('\nNow tracks get a rating, and customers write reviews. In src/schema.ts:');
  const models = join(copy, 'src', 'schema.ts');
  const text = readFileSync(models, 'utf8');
  if (!text.includes(anchor)) throw new StepFailed(`${models} is not what this tour expects.`);
  writeFileSync(models, text.replace(anchor, `${anchor}\n${column}`) + review);
  for (const line of `${column}${review}`.trimEnd().split('\n')) say(`  + ${line}`);
  const written = run('revision', '--autogenerate', '-m', 'Ratings and reviews').trim();
  say(`\n$ cat migrations/${basename(written)}`);
  say(readFileSync(join(copy, written), 'utf8').trimEnd());
  run('upgrade', 'heads');

  say('\nAsked again, it finds nothing, and writes nothing:');
  const again = run('revision', '--autogenerate', '-m', 'Nothing');
  if (again !== '') throw new StepFailed(`A second migration was written: ${again}`);
  run('check');
}

/** With what it imports: the packages as they are here. */
function copyExample(): void {
  cpSync(example, copy, { recursive: true, filter: (path) => !/node_modules|\.db(?:-\w+)?$|\.pglite/u.test(path) });
  const scope = join(copy, 'node_modules', '@aludel');
  mkdirSync(scope, { recursive: true });
  for (const name of ['core', 'mysql', 'postgres', 'sqlite']) {
    symlinkSync(join(root, 'packages', name), join(scope, name), 'junction');
  }
  folder = copy;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function title(text: string): void {
  say(`\n── ${text} ${'─'.repeat(Math.max(0, 76 - text.length))}`);
}

/** Runs the command in the example's folder, as a user would. @returns what went to stdout, which is shown, too */
function run(...args: readonly string[]): string {
  say(`\n$ npx aludel ${args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg)).join(' ')}`);
  const { status, error, stdout } = spawnSync(process.execPath, [aludel, ...args], {
    cwd: folder,
    env: { ...process.env, CHINOOK_DB: filename },
    // Nobody is asked: the tour knows where it goes.
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(stdout);
  if (error !== undefined) throw new StepFailed(`aludel could not be started: ${error.message}`);
  if (status !== 0) throw new StepFailed(`aludel ${args.join(' ')} failed (exit code ${status ?? 'none'}); see above.`);
  return stdout;
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
