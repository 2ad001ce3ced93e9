import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { whyNoEngine } from './docker-engine.js';

const folder = mkdtempSync(join(tmpdir(), 'aludel-engine-test-'));
test.after.always(() => rmSync(folder, { recursive: true, force: true }));

test('without an engine, the reason is there at once', async (t) => {
  const started = performance.now();
  const socket = join(folder, 'nobody.sock');
  t.is(
    await whyNoEngine({ DOCKER_HOST: `unix://${socket}` }),
    `no Docker engine answers at unix://${socket} (DOCKER_HOST)`,
  );
  t.regex((await whyNoEngine({ DOCKER_HOST: 'tcp://127.0.0.1:1' })) ?? '', /no Docker engine answers at tcp/u);
  t.regex((await whyNoEngine({ DOCKER_HOST: 'rubbish' })) ?? '', /no Docker engine answers at rubbish/u);
  t.true(performance.now() - started < 1500);
});

test('whoever listens on the socket has to answer as an engine does', async (t) => {
  for (const [status, expected] of [
    [200, undefined],
    [500, /no Docker engine answers/u],
  ] as const) {
    const socket = join(folder, `${status}.sock`);
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/_ping' ? status : 404;
      response.end('OK');
    });
    await new Promise<void>((resolve) => void server.listen(socket, resolve));
    const why = await whyNoEngine({ DOCKER_HOST: `unix://${socket}` });
    if (expected === undefined) t.is(why, undefined);
    else t.regex(why ?? '', expected);
    await new Promise((resolve) => server.close(resolve));
  }
});
