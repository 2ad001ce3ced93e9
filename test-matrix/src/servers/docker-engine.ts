import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const answerWithinMs = 1500;

/** Why no Docker engine is to be had; undefined where one answers. Takes milliseconds where there is none. */
export async function whyNoEngine(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const host = env['DOCKER_HOST'];
  if (host !== undefined && host !== '') {
    return (await answers(host)) ? undefined : `no Docker engine answers at ${host} (DOCKER_HOST)`;
  }
  const usual = process.platform === 'win32' ? ['//./pipe/docker_engine'] : usualSockets(env);
  for (const path of usual) if (await pings(path)) return undefined;
  return 'no Docker engine answers';
}

function usualSockets(env: NodeJS.ProcessEnv): readonly string[] {
  const { XDG_RUNTIME_DIR: runtime = `/run/user/${process.getuid?.() ?? 0}` } = env;
  return [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(homedir(), '.docker', 'run', 'docker.sock'),
    join(homedir(), '.docker', 'desktop', 'docker.sock'),
  ].filter((path) => existsSync(path));
}

function answers(host: string): Promise<boolean> {
  const local = /^(?:unix|npipe):\/\/(.+)$/u.exec(host)?.[1];
  return local === undefined ? listens(host) : pings(local);
}

/** Docker's own question over a local socket. */
function pings(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const ping = request({ socketPath, path: '/_ping', timeout: answerWithinMs }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    ping.on('timeout', () => ping.destroy());
    ping.on('error', () => resolve(false));
    ping.end();
  });
}

/** Over TCP the engine may want TLS, which is the client's business: it is enough that somebody listens. */
function listens(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port } = URL.canParse(host) ? new URL(host) : { hostname: '', port: '' };
    const socket = connect({ host: hostname, port: Number(port) || 2375, timeout: answerWithinMs });
    const answer = (is: boolean) => (): void => {
      resolve(is);
      socket.destroy();
    };
    socket.on('connect', answer(true)).on('timeout', answer(false)).on('error', answer(false));
  });
}
