import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { InvalidDefinitionError } from '@aludel/core';
import test from 'ava';
import { sqlite, type SqliteOptions } from './index.js';

test('takes addresses of SQLite in several forms', (t) => {
  const base = sqlite({ filename: 'a.db' });
  const named = (url: string): string => base.withUrl(url).database;
  t.is(named('sqlite:b.db'), 'b.db');
  t.is(named('sqlite://b.db'), 'b.db');
  t.is(named('sqlite:///var/b%20c.db'), '/var/b c.db');
  t.is(named('file:b.db'), 'b.db');
  t.is(named('file:///var/b.db?mode=ro'), '/var/b.db');
  t.is(named('./x/b.db'), './x/b.db');
  t.is(named('C:\\data\\b.db'), 'C:\\data\\b.db');
  t.is(named(':memory:'), ':memory:');
  t.is(named('sqlite::memory:'), ':memory:');
});

test('refuses addresses of other databases, and empty ones', (t) => {
  const base = sqlite({ filename: 'a.db' });
  t.throws(() => base.withUrl('postgres://u:secret@h/db'), { message: 'postgres:… is not an address of SQLite.' });
  t.throws(() => base.withUrl('sqlite:'), { message: /names no file/ });
  t.throws(() => base.withUrl('file:a.db?cache=shared'), { message: /cache=shared/ });
});

test('refuses options that it does not know, with the one that was meant', (t) => {
  const wrong = (options: object) => t.throws(() => sqlite(options as SqliteOptions));
  t.is((wrong({ fileName: 'a.db' }) as InvalidDefinitionError).hint, 'Did you mean filename?');
  t.is((wrong({ filename: 'a.db', foreign_keys: true }) as InvalidDefinitionError).hint, 'Did you mean foreignKeys?');
  t.regex((wrong({ filename: 'a.db', pool: {} }) as InvalidDefinitionError).hint ?? '', /^There are: filename, /);
  t.regex(wrong({ filename: 5 })?.message ?? '', /must be a string, but is number/);
  t.regex(wrong({})?.message ?? '', /needs a filename/);
});

test('loads neither driver nor knex nor inversify before it connects', (t) => {
  const script = `
    const { sqlite } = await import(${JSON.stringify(new URL('index.js', import.meta.url).href)});
    sqlite({ filename: 'a.db' }).withUrl('sqlite:b.db');
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(import.meta.url).cache ?? {}).concat(process.report.getReport().sharedObjects);
    console.log(loaded.filter((path) => /better.sqlite3|knex|inversify/.test(path)).join());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  t.is(stderr, '');
  t.is(stdout.trim(), '');
});

test('writes values so that SQLite reads them back', async (t) => {
  const connection = await sqlite({ filename: ':memory:' }).connect();
  const { dialect } = sqlite({ filename: ':memory:' });
  const values = [
    "it's",
    'a\0b',
    '',
    0,
    -0.5,
    1e300,
    42n,
    -(2n ** 63n),
    null,
    new Uint8Array([1, 0, 255]),
    new Uint8Array(),
  ];
  for (const value of values) {
    const [row] = await connection.query(`SELECT ${dialect.literal(value)} AS v`);
    const expected = value instanceof Uint8Array ? Buffer.from(value) : value === 42n ? 42 : value;
    t.deepEqual(row?.['v'], expected);
  }
  t.is(dialect.literal(true), '1');
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 2n ** 63n]) {
    t.throws(() => dialect.literal(value), { instanceOf: InvalidDefinitionError });
  }
  // As plain JavaScript may hand them over.
  for (const value of [new Date(0), { a: 1 }, [1]]) {
    const hint = { instanceOf: InvalidDefinitionError, message: /cannot be written into SQL text/u };
    t.throws(() => dialect.literal(value as unknown as Uint8Array), hint);
  }
  t.is(dialect.tableName({ schema: 'a"b', name: 'select' }), '"a""b"."select"');
  await connection.close();
});

test('a relative path is taken from the folder that is given, and shown as it was written', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-within-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const database = sqlite({ filename: 'app.db' }).within(folder);
  t.is(database.database, 'app.db');
  await (await database.connect()).close();
  t.true(existsSync(join(folder, 'app.db')));
});

test('whoever only looks makes no database', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-look-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const database = sqlite({ filename: 'app.db' }).within(folder);
  const error = await t.throwsAsync(database.connect('look'));
  t.regex(error.message, /There is no database/u);
  t.false(existsSync(join(folder, 'app.db')));
});
