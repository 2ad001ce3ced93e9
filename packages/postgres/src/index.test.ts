import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AludelError } from '@aludel/core';
import test from 'ava';
import { postgres } from './index.js';

test('takes addresses of PostgreSQL and PGlite, and never shows a password', (t) => {
  const base = postgres({ url: 'postgres://anna:secret@db.example:5433/shop' });
  t.is(base.database, 'postgres://anna@db.example:5433/shop');
  const named = (url: string): string => base.withUrl(url).database;
  t.is(named('postgresql://bob:s%40cret@h/x?sslmode=require'), 'postgres://bob@h/x');
  t.is(named('postgres:///x?host=/run/postgresql'), 'postgres:///x');
  t.is(named('pglite:data'), 'pglite:data');
  t.is(named('pglite::memory:'), 'pglite::memory:');
  t.is(postgres({ url: 'pglite:data', lock: false }).database, 'pglite:data');
  t.is(postgres({ host: 'h', port: 1, user: 'u', password: 'secret', database: 'd' }).database, 'postgres://u@h:1/d');
});

test('refuses other addresses, and does not repeat what may hold a password', (t) => {
  const base = postgres({ host: 'h', database: 'd' });
  t.throws(() => base.withUrl('mysql://u:secret@h/db'), { message: 'mysql:… is not an address of PostgreSQL.' });
  t.throws(() => postgres({ url: 'mysql://u:secret@h/db' }), { message: 'mysql:… is not an address of PostgreSQL.' });
  const unreadable = t.throws(() => base.withUrl('postgres://u:se cret@[h/db'));
  t.notRegex(unreadable?.message ?? '', /secret|se cret/u);
  t.throws(() => base.withUrl('pglite:'), { message: /names no folder/ });
});

test('refuses options that it does not know, with the one that was meant', (t) => {
  const wrong = (options: object) => t.throws<AludelError>(() => postgres(options));
  t.is(wrong({ connectionString: 'postgres://h/d' })?.hint, 'Did you mean url?');
  t.is(wrong({ url: 'postgres://h/d', statement_timeout: 5 })?.hint, 'Did you mean statementTimeout?');
  t.is(wrong({ url: 'postgres://h/d', schema: 'x' })?.hint, 'Did you mean searchPath?');
  t.is(wrong({ url: 'postgres://h/d', loc: true })?.hint, 'Did you mean lock?');
  t.regex(wrong({ url: 'postgres://h/d', quux: 1 })?.hint ?? '', /^There are: url, /u);
  t.regex(wrong({ url: 5 })?.message ?? '', /must be a string, but is number/u);
  const folder = wrong({ pglite: './data' });
  t.is(folder?.message, 'The option pglite of postgres() must be an object, but is string.');
  t.is(folder?.hint, "For example: postgres({ pglite: { dataDir: './data' } }).");
  t.regex(wrong({ url: 'postgres://h/d', host: 'h' })?.message ?? '', /both url and host/u);
  t.regex(wrong({})?.message ?? '', /is not told which database/u);
  t.regex(wrong({ database: 'd', lockTimeout: 0.5 })?.message ?? '', /no number of milliseconds/u);
  t.regex(wrong({ database: 'd', scriptVersion: '9.6' })?.hint ?? '', /from 13 on/u);
});

test('an address that is not set is an error only when something connects', async (t) => {
  const unset = postgres({ url: undefined });
  t.is(unset.database, 'postgres (no address)');
  await t.throwsAsync(unset.connect(), { code: 'INVALID_POSTGRES_OPTIONS', message: /not set/ });
  const empty = postgres({ url: '' });
  t.is(empty.database, 'postgres (no address)');
  await t.throwsAsync(empty.connect(), { code: 'INVALID_POSTGRES_OPTIONS', message: /not set: .* is empty/ });
});

test('a server that is not there is told in words, without the password', async (t) => {
  const error = await t.throwsAsync(postgres({ url: 'postgres://u:secret@127.0.0.1:1/d' }).connect(), {
    code: 'CONNECTION_FAILED',
    message: /^postgres:\/\/u@127\.0\.0\.1:1\/d cannot be reached: connect ECONNREFUSED/u,
  });
  t.notRegex(error?.stack ?? '', /secret/u);
});

test('whoever only looks makes no folder for PGlite; one folder has one instance in a process', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-pglite-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const database = postgres({ pglite: { dataDir: 'data' } }).within(folder);
  t.is(database.database, 'pglite:data');
  await t.throwsAsync(database.connect('look'), { message: /^There is no database pglite:.*data\.$/u });
  t.false(existsSync(join(folder, 'data')));
  const one = await database.connect();
  const two = await database.connect('look');
  await one.execute('CREATE TABLE a (x integer)');
  await one.close();
  t.true(await two.hasTable({ name: 'a' }));
  await two.close();
});

test('loads neither drivers nor knex nor inversify before it connects', (t) => {
  const script = `
    const { postgres } = await import(${JSON.stringify(new URL('index.js', import.meta.url).href)});
    postgres({ url: 'postgres://h/d' }).withUrl('pglite:data'); postgres.jsonb();
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(import.meta.url).cache ?? {});
    console.log(loaded.filter((path) => /node_modules.(?:pg|knex|inversify|@electric-sql)\\b/.test(path)).join());`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  t.is(stderr, '');
  t.is(stdout.trim(), '');
});
