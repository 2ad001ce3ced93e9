import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { askVersion } from './administer.js';
import { whyNoEngine } from './docker-engine.js';
import { fastMysql } from './local-mysql.js';
import { fastPostgres } from './local-postgres.js';
import { UnavailableError, type Provider, type ServerTarget, type StartOptions } from './provider.js';

const answerWithinMs = 90_000;
let engine: Promise<string | undefined> | undefined;

/** A container of the official image, by testcontainers, where a Docker engine answers. */
export const fromDocker: Provider = {
  name: 'docker',
  async start(target, options) {
    engine ??= whyNoEngine();
    const why = await engine;
    if (why !== undefined) throw new UnavailableError(why);
    // Loaded only now: it is large, and most machines that run this have no engine.
    const { GenericContainer } = await import('testcontainers');
    const password = randomBytes(12).toString('hex');
    const { port, user, scheme, environment, command } = recipe(target, password, options);
    options.say(`starting a container of ${target.server.image}`);
    const container = await new GenericContainer(target.server.image)
      .withEnvironment(environment)
      .withExposedPorts(port)
      .withCommand([...command])
      .withStartupTimeout(answerWithinMs)
      .start()
      .catch((error: unknown) => {
        throw new UnavailableError(whyNoContainer(target.server.image, error), { cause: error });
      });
    const url = new URL(`${scheme}://${user}@${container.getHost()}:${container.getMappedPort(port)}/`);
    url.password = password;
    if (scheme === 'postgres') url.pathname = '/postgres';
    const stop = async (): Promise<void> => void (await container.stop());
    try {
      await waitUntilReady(target, url.href);
    } catch (error) {
      await stop();
      throw error;
    }
    return { url: url.href, stop };
  },
};

function recipe(target: ServerTarget, password: string, options: StartOptions) {
  if (target.dialect === 'postgres') {
    const settings = Object.entries({ ...fastPostgres, ...options.settings });
    return {
      port: 5432,
      user: 'postgres',
      scheme: 'postgres',
      environment: { POSTGRES_PASSWORD: password, LC_ALL: 'C', TZ: 'UTC' },
      command: ['postgres', ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    };
  }
  const maria = target.flavour === 'mariadb';
  const own = Object.entries(options.settings ?? {}).map(([name, value]) => `--${name}=${value}`);
  return {
    port: 3306,
    user: 'root',
    scheme: 'mysql',
    environment: maria
      ? { MARIADB_ROOT_PASSWORD: password, MARIADB_ROOT_HOST: '%', TZ: 'UTC' }
      : { MYSQL_ROOT_PASSWORD: password, MYSQL_ROOT_HOST: '%', TZ: 'UTC' },
    command: [...fastMysql.both, ...fastMysql[maria ? 'mariadb' : 'mysql'], ...own],
  };
}

/** The port is open before the server is: the engine's proxy takes calls for it. */
async function waitUntilReady(target: ServerTarget, url: string): Promise<void> {
  const deadline = Date.now() + answerWithinMs;
  for (;;) {
    try {
      await askVersion(target, url);
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        const said = error instanceof Error ? error.message : String(error);
        throw new Error(`${target.server.image} did not answer in ${answerWithinMs / 1000} s (${said})`, {
          cause: error,
        });
      }
    }
    await pause(100);
  }
}

function whyNoContainer(image: string, error: unknown): string {
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return /no such image|pull|manifest|not found|lookup|registry/iu.test(first)
    ? `Docker has no image ${image} and could not fetch it: ${first.trim()}`
    : `Docker could not start ${image}: ${first.trim()}`;
}
