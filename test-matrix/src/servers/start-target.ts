import Database from 'better-sqlite3';
import { targetNamed, type Target } from '../targets.js';
import { askVersion } from './administer.js';
import { fromDocker } from './from-docker.js';
import { fromLocal } from './from-local.js';
import { fromUrl } from './from-url.js';
import { pgliteServerVersion } from './pglite-template.js';
import {
  UnavailableError,
  type Provider,
  type ProviderName,
  type RunningServer,
  type ServerTarget,
} from './provider.js';

/** In the order in which they are asked. */
export const providers: readonly Provider[] = [fromUrl, fromDocker, fromLocal];

export interface StartTargetOptions {
  /** Ask this one alone; all in their order unless said. */
  readonly provider?: ProviderName | undefined;
  /** Settings of the server, by its own names; a server that runs already does not get them. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Tells whoever waits what takes long. */
  readonly say?: (text: string) => void;
}

export interface RunningTarget {
  readonly target: Target;
  /** `null` where the database is in the test's own process. */
  readonly url: string | null;
  /** What the database says of itself. */
  readonly version: string;
  readonly provider: ProviderName;
  /** What is not as the target's name says, and is let pass. */
  readonly note?: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a target, or finds it running. It ends with this process at the latest.
 *
 * @throws UnavailableError with the reason of each provider, if none has it
 * @throws Error if the URL in the environment leads to no server, or to one of another kind or version
 */
export async function startTarget(name: string, options: StartTargetOptions = {}): Promise<RunningTarget> {
  const target = targetNamed(name);
  const { server } = target;
  if (server === null) return inProcess(target);
  const asked = providers.filter((provider) => options.provider === undefined || provider.name === options.provider);
  const reasons: string[] = [];
  for (const provider of asked) {
    try {
      const { say = () => {}, settings = {} } = options;
      return await checked(
        { ...target, server },
        provider,
        await provider.start({ ...target, server }, { say, settings }),
      );
    } catch (error) {
      // A URL that somebody set is meant: nothing else is started in its place. Elsewhere what fails is a reason too.
      if (provider.name === 'url' && !(error instanceof UnavailableError)) throw error;
      reasons.push(`${provider.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new UnavailableError(reasons.join('; '));
}

async function inProcess(target: Target): Promise<RunningTarget> {
  const version = target.flavour === 'pglite' ? await pgliteServerVersion() : sqliteVersion();
  return { target, url: null, version, provider: 'in process', stop: () => Promise.resolve() };
}

function sqliteVersion(): string {
  const database = new Database(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}

/** Only a server that is what its target says is let through, with one exception that is named. */
async function checked(
  target: ServerTarget,
  { name: provider }: Provider,
  server: RunningServer,
): Promise<RunningTarget> {
  const version = await askVersion(target, server.url).catch(async (error: unknown) => {
    await server.stop();
    if (provider !== 'url') throw error;
    throw new Error(`${target.server.urlVariable} leads to no server that answers: ${whatIsWrong(error)}`, {
      cause: error,
    });
  });
  const running = { target, url: server.url, version, provider, stop: server.stop };
  const maria = /mariadb/iu.test(version);
  if (version.startsWith(`${target.version}.`) && maria === (target.flavour === 'mariadb')) return running;
  const { local, urlVariable, image } = target.server;
  // Debian's unstable suite moves on: better a newer server under an old name, said aloud, than none.
  if (provider === 'local' && local.from === 'debian' && local.suite === 'sid') {
    return { ...running, note: `Debian ${local.suite} has ${version} by now: that is what ran` };
  }
  await server.stop();
  const from = { url: urlVariable, docker: `the image ${image}`, local: 'the package', 'in process': 'it' }[provider];
  throw new Error(`${from} leads to a server of version ${version}`);
}

/** The first words of an error: those of a connection that was tried on several addresses are in its parts. */
function whatIsWrong(error: unknown): string {
  const one = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  return one instanceof Error ? one.message : String(one);
}
