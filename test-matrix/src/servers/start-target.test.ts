import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { rawClient } from '../raw-client.js';
import { targetNamed, targets } from '../targets.js';
import { askVersion } from './administer.js';
import { UnavailableError } from './provider.js';
import { scratchFolder } from './scratch-folder.js';
import { environmentOf, tryStartTarget } from './start-targets.js';
import { startTarget } from './start-target.js';

// Another engine or another server than what a test is about would answer in its place.
for (const { server } of targets) if (server !== null) delete process.env[server.urlVariable];
process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock';

const hasPostgres = process.platform === 'linux' && process.arch === 'x64';

test('a name that is none is refused with all that are', async (t) => {
  await t.throwsAsync(startTarget('postgres-5'), { message: /no target postgres-5; there are: sqlite, pglite, post/u });
});

test('a target that no provider has says why, provider by provider', async (t) => {
  await t.throwsAsync(startTarget('mysql-8.4'), {
    instanceOf: UnavailableError,
    message: /^url: ALUDEL_TEST_URL_MYSQL_8_4 is not set; docker: no Docker engine answers .*; local: neither npm nor/u,
  });
  await t.throwsAsync(startTarget('mysql-8.4', { provider: 'local' }), { message: /^local: / });
});

test.serial('a URL that leads nowhere is an error that does not repeat the password', async (t) => {
  process.env['ALUDEL_TEST_URL_MYSQL_8_0'] = 'mysql://root:geheim@127.0.0.1:1/';
  t.teardown(() => delete process.env['ALUDEL_TEST_URL_MYSQL_8_0']);
  const { failed, skipped, running } = await tryStartTarget(targetNamed('mysql-8.0'), () => {});
  t.regex(failed ?? '', /^ALUDEL_TEST_URL_MYSQL_8_0 leads to no server that answers: connect ECONNREFUSED/u);
  t.notRegex(failed ?? '', /geheim/u);
  t.is(skipped, undefined);
  t.is(running, undefined);
});

test.serial('a URL of another kind of database is refused before anybody connects', async (t) => {
  process.env['ALUDEL_TEST_URL_POSTGRES_15'] = 'mysql://root:geheim@127.0.0.1:1/';
  t.teardown(() => delete process.env['ALUDEL_TEST_URL_POSTGRES_15']);
  await t.throwsAsync(startTarget('postgres-15'), {
    message: 'ALUDEL_TEST_URL_POSTGRES_15 is no URL that begins with postgres:// or postgresql://',
  });
});

test('what the tests are told has the URL where a person would put it', (t) => {
  const target = targetNamed('mariadb-10.11');
  const running = {
    target,
    url: 'mysql://x/',
    version: '10.11.1-MariaDB',
    provider: 'local',
    stop: () => Promise.resolve(),
  } as const;
  const env = environmentOf([
    { target, running, startMs: 1 },
    { target: targetNamed('mysql-8.0'), skipped: 'not here', startMs: 1 },
  ]);
  t.is(env['ALUDEL_TEST_URL_MARIADB_10_11'], 'mysql://x/');
  t.is(env['ALUDEL_MATRIX_TARGETS'], 'mariadb-10.11,mysql-8.0');
  t.deepEqual(JSON.parse(env['ALUDEL_MATRIX_STATE'] ?? ''), {
    'mariadb-10.11': { version: '10.11.1-MariaDB', provider: 'local' },
    'mysql-8.0': { skipped: 'not here' },
  });
});

const local = hasPostgres ? test.serial : test.serial.skip;
const why = hasPostgres ? '' : ' (skipped: npm has PostgreSQL’s programs for Linux on x64 only)';

local(`a server of our own takes settings, and nothing is left of it when it is stopped${why}`, async (t) => {
  const running = await startTarget('postgres-18', { provider: 'local', settings: { cluster_name: 'mine' } });
  t.teardown(running.stop);
  const { target, url } = running;
  const client = await rawClient({ dialect: 'postgres', options: { url: url ?? '' } });
  const [shown] = await client.query(
    `SELECT current_setting('cluster_name') AS name, current_setting('data_directory') AS data`,
  );
  await client.close();
  const data = String(shown?.['data']);
  t.is(shown?.['name'], 'mine');
  t.true(existsSync(dirname(data)));
  await running.stop();
  t.false(existsSync(dirname(data)));
  await t.throwsAsync(askVersion(target, url ?? ''));
});

local(`a server goes when whoever started it is killed, and the next run removes its folder${why}`, async (t) => {
  const script = `
    const { startTarget } = await import(${JSON.stringify(import.meta.resolve('./start-target.js'))});
    const { url } = await startTarget('postgres-13', { provider: 'local' });
    console.log(url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const target = targetNamed('postgres-13');
  t.regex(await askVersion(target, url), /^13\./u);
  child.kill('SIGKILL');
  await once(child, 'exit');
  t.true(await endsWithin(10_000, () => askVersion(target, url)), 'the server is still there');
  const next = await startTarget('postgres-13', { provider: 'local' });
  t.teardown(next.stop);
  const left = readdirSync(scratchFolder()).filter((name) => name.startsWith(`aludel-server-${child.pid ?? ''}-`));
  t.deepEqual(left, []);
});

/** Whether asking fails before the time is over. */
async function endsWithin(ms: number, ask: () => Promise<unknown>): Promise<boolean> {
  const deadline = Date.now() + ms;
  while (Date.now() < deadline) {
    try {
      await ask();
    } catch {
      return true;
    }
    await pause(50);
  }
  return false;
}
