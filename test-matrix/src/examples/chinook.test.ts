import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, loadConfig, type Migrator } from '@aludel/core';
import { composeDialect, type Connection } from '@aludel/core/dialect';
import { sqlite } from '@aludel/sqlite';
import test from 'ava';
import Database from 'better-sqlite3';
import { readRows, readShape } from './sqlite-shape.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const example = join(root, 'migrations-examples', 'chinook');
const scratch = mkdtempSync(join(tmpdir(), 'aludel-chinook-test-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));

interface Shop {
  readonly migrator: Migrator;
  /** Opens the database beside the migrator, for as long as `use` takes. */
  readonly look: <T>(use: (connection: Connection) => Promise<T>) => Promise<T>;
  /** What the database holds: definitions and rows. */
  readonly state: () => Promise<{ readonly shape: unknown; readonly rows: unknown }>;
}

const { config } = await loadConfig(example);

function shop(name: string): Shop {
  const database = sqlite({ filename: join(scratch, `${name}.db`) });
  const look: Shop['look'] = async (use) => {
    const connection = await database.connect();
    try {
      return await use(connection);
    } finally {
      await connection.close();
    }
  };
  return {
    migrator: createMigrator({ ...config, databases: { main: database } }, { folder: example }),
    look,
    state: () => look(async (connection) => ({ shape: await readShape(connection), rows: await readRows(connection) })),
  };
}

/** The schema as the inspector reports it, tables by name, without how SQLite spells it. */
async function inspected(connection: Connection): Promise<unknown> {
  const { normalizer, inspector } = await composeDialect(sqlite({ filename: ':memory:' }), connection);
  const { tables } = normalizer.normalize(await inspector.read({}));
  return tables
    .filter(({ name }) => name.name !== 'aludel_version')
    .map((table) => ({
      ...table,
      constraints: table.constraints.map((constraint) => JSON.stringify(constraint)).toSorted(),
      indexes: table.indexes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.name.name < b.name.name ? -1 : 1));
}

async function loadRealChinook(connection: Connection): Promise<void> {
  const script = readFileSync(join(example, 'chinook.sql'), 'utf8').replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\//gu, '');
  for (const statement of script.split(';')) if (statement.trim() !== '') await connection.execute(statement);
}

test('the graph has two labelled branches, a dependency across them, a merge, and one head', async (t) => {
  const { migrator } = shop('graph');
  const heads = await migrator.heads();
  t.deepEqual(
    heads.map(({ revision }) => revision),
    ['15_sales_by_country'],
  );
  const [point, ...others] = await migrator.branches();
  t.is(point?.revision, '02_records');
  t.deepEqual(point?.branches.map(({ branchLabels }) => branchLabels.join()).toSorted(), ['catalogue', 'sales']);
  t.deepEqual(others, []);
  const [merge] = await migrator.show('chinook_complete');
  t.deepEqual(merge?.downRevisions, ['06_playlists', '10_invoice_totals']);
  const [invoices] = await migrator.show('09_invoices');
  t.deepEqual(invoices?.dependsOn, ['03_tracks']);
});

test('at chinook_complete the schema is exactly that of the real Chinook', async (t) => {
  const [real, built] = [shop('real'), shop('built')];
  await real.look(loadRealChinook);
  await built.migrator.upgrade('chinook_complete');
  const expected = await real.look(readShape);
  t.is(Object.keys(expected.tables).length, 11);
  t.deepEqual(await built.look(readShape), expected);
  t.deepEqual(await built.look(inspected), await real.look(inspected));
});

test('goes up, down to base, and up again to the same schema and the same rows', async (t) => {
  const { migrator, look, state } = shop('trip');
  const first = await migrator.upgrade('heads');
  t.is(first.steps.length, 15);
  const before = await state();
  await migrator.downgrade('base');
  t.deepEqual(await state(), { shape: { tables: {}, texts: {} }, rows: { sqlite_sequence: [] } });
  t.is((await migrator.current()).applied, 0);
  const second = await migrator.upgrade('heads');
  t.deepEqual(
    second.steps.map(({ revision }) => revision),
    first.steps.map(({ revision }) => revision),
  );
  t.deepEqual(await state(), before);
  t.true((await migrator.current()).isAtHead);
  t.deepEqual(await look((connection) => connection.query('PRAGMA foreign_key_check')), []);
  t.deepEqual(await look((connection) => connection.query('PRAGMA integrity_check')), [{ integrity_check: 'ok' }]);
});

test('every single downgrade brings back the schema and the rows that were there before its upgrade', async (t) => {
  const { migrator, state } = shop('steps');
  const { steps } = await shop('order').migrator.upgrade('heads');
  const passed: { readonly revision: string; readonly before: unknown }[] = [];
  for (const { revision } of steps) {
    const before = await state();
    const run = await migrator.upgrade(revision);
    t.is(run.steps.length, 1, revision);
    passed.push({ revision, before });
  }
  const sales = /^(?:07|08|09|10)_/u;
  for (const { revision, before } of passed.toReversed()) {
    const { revisions } = await migrator.current();
    const branch = sales.test(revision) ? 'sales@' : 'catalogue@';
    // One step back from a merge could lead to either parent.
    const merge = revision === 'chinook_complete' ? '06_playlists' : undefined;
    const run = await migrator.downgrade(merge ?? (revisions.length > 1 ? `${branch}-1` : '-1'));
    t.deepEqual(
      run.steps.map((step) => step.revision),
      [revision],
    );
    const after = await state();
    // The first table with AUTOINCREMENT makes SQLite's table of counters, which then stays.
    if (revision === '01_artists') t.deepEqual(after, { ...(before as object), rows: { sqlite_sequence: [] } });
    else t.deepEqual(after, before, `after ${revision} was taken back`);
  }
});

test('what the data migrations read, they have written where it belongs', async (t) => {
  const { migrator, look } = shop('data');
  await migrator.upgrade('heads');
  const rows = (sql: string) => look((connection) => connection.query(sql));
  t.deepEqual(
    await rows(`SELECT t."Name" AS track, g."Name" AS genre, m."Name" AS medium, typeof(t."GenreId") AS type
                  FROM "Track" t LEFT JOIN "Genre" g USING ("GenreId") JOIN "MediaType" m USING ("MediaTypeId")
                 WHERE t."TrackId" IN (7, 47) ORDER BY 1`),
    [
      { track: "Projectionist's Waltz", genre: null, medium: 'MPEG-4 video file', type: 'null' },
      { track: 'Salt, Please', genre: 'Jazz', medium: 'FLAC audio file', type: 'integer' },
    ],
  );
  t.deepEqual(
    await rows(`SELECT "SortName" FROM "Artist" WHERE "ArtistId" IN (1, 5, 6, 10) ORDER BY "ArtistId"`),
    ['Paper Lanterns, The', 'Hour of Rain, An', 'Señor Nocturno', 'Small Orchestra, A'].map((SortName) => ({
      SortName,
    })),
  );
  t.deepEqual(
    await rows(`SELECT "InvoiceId" FROM "Invoice" i WHERE abs("Total" -
                  (SELECT sum("UnitPrice" * "Quantity") FROM "InvoiceLine" l WHERE l."InvoiceId" = i."InvoiceId")) > 0.001`),
    [],
  );
  t.deepEqual(await rows(`SELECT * FROM "SalesByCountry" ORDER BY "Total" DESC LIMIT 1`), [
    { Country: 'China', Invoices: 2, Tracks: 7, Total: 10.83 },
  ]);
});

test('the rules that came after Chinook hold: prices, durations, lines that go with their invoice', async (t) => {
  const { migrator, look } = shop('rules');
  await migrator.upgrade('heads');
  await look(async (connection) => {
    await t.throwsAsync(() => connection.execute(`UPDATE "Track" SET "UnitPrice" = -1`), {
      message: /CK_Track_UnitPrice/u,
      any: true,
    });
    await t.throwsAsync(() => connection.execute(`UPDATE "Track" SET "DurationMs" = 0`), {
      message: /CK_Track_DurationMs/u,
      any: true,
    });
    await t.throwsAsync(() => connection.execute(`DELETE FROM "Track"`), { message: /FOREIGN KEY/u, any: true });
    t.is(await connection.execute(`DELETE FROM "Invoice" WHERE "InvoiceId" = 3`), 1);
    t.deepEqual(await connection.query(`SELECT * FROM "InvoiceLine" WHERE "InvoiceId" = 3`), []);
  });
});

test('as long as nothing is read, the script does what the upgrade does', async (t) => {
  const [scripted, upgraded] = [shop('scripted'), shop('upgraded')];
  let script = '';
  await scripted.migrator.upgradeScript('04_albums', (text) => {
    script += text;
  });
  const file = join(scratch, 'scripted.db');
  const handle = new Database(file);
  handle.exec(script);
  handle.close();
  await upgraded.migrator.upgrade('04_albums');
  t.deepEqual(await scripted.state(), await upgraded.state());
  t.deepEqual(
    (await scripted.migrator.current()).revisions.map(({ revision }) => revision),
    ['04_albums'],
  );
});

test('a script of a migration that reads is refused, with the line that reads', async (t) => {
  const error = await t.throwsAsync(() =>
    shop('offline').migrator.upgradeScript('05_genres_and_media_types', () => undefined),
  );
  t.like(error, { code: 'OFFLINE_READ' });
  t.regex(JSON.stringify(error), /05_genres_and_media_types\.ts/u);
});

test('the migrations and the config are type-checked', (t) => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', example], { encoding: 'utf8' });
  t.is(run.stdout + run.stderr, '');
  t.is(run.status, 0);
});
