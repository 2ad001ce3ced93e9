import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { askVersion } from './administer.js';
import { startChildServer } from './child-server.js';
import { freePort } from './free-port.js';
import { makeServerFolder } from './server-folder.js';
import type { NpmPostgres } from '../targets.js';
import { UnavailableError, type RunningServer, type ServerTarget, type StartOptions } from './provider.js';
import { mustRun } from './run-program.js';
import { unprivileged } from './unprivileged.js';

/** Durability off, for data that nobody keeps. Nothing here changes how SQL is read or answered. */
export const fastPostgres: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '64MB',
  max_connections: '200',
  autovacuum: 'off',
  max_wal_size: '2GB',
  checkpoint_timeout: '1h',
  // A schema of some hundred tables is dropped in one transaction.
  max_locks_per_transaction: '1024',
  max_prepared_transactions: '8',
  jit: 'off',
  // In the data folder: what a killed server leaves in /dev/shm would stay.
  dynamic_shared_memory_type: 'mmap',
  log_min_messages: 'warning',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Starts PostgreSQL out of its npm package. */
export async function startLocalPostgres(
  target: ServerTarget,
  local: NpmPostgres,
  options: StartOptions,
): Promise<RunningServer> {
  const native = join(packageFolder(local.alias), 'native');
  prepare(native);
  const initdb = join(native, 'bin', 'initdb');
  const postgres = join(native, 'bin', 'postgres');
  const as = await unprivileged(postgres);
  const folder = makeServerFolder(target.name);
  const data = join(folder, 'data');
  try {
    mkdirSync(data, { mode: 0o700 });
    // Its user has to get through the folder to the data; others see no more than names.
    chmodSync(folder, 0o711);
    if (as.owner !== undefined) {
      for (const path of [folder, data]) chownSync(path, as.owner.uid, as.owner.gid);
    }
    const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', HOME: folder };
    // The machine's locales may be missing; the C locale sorts the same everywhere.
    const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await mustRun(as.wrap([initdb, ...init]), { cwd: folder, env });
    const port = await freePort();
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const where = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: folder };
    const settings = Object.entries({ ...fastPostgres, ...where, ...options.settings });
    return await startChildServer({
      commandLine: as.wrap([postgres, '-D', data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])]),
      folder,
      env,
      url,
      ask: () => askVersion(target, url),
      stopSignal: 'SIGINT', // fast shutdown: it does not wait for clients
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The package's `exports` hide the programs: node_modules is walked by hand. */
function packageFolder(alias: string): string {
  const candidates = createRequire(import.meta.url).resolve.paths(alias) ?? [];
  const found = candidates
    .map((path) => join(path, alias))
    .find((path) => existsSync(join(path, 'native', 'bin', 'postgres')));
  if (found !== undefined) return found;
  throw new UnavailableError(
    process.platform === 'linux' && process.arch === 'x64'
      ? `the npm package ${alias} is not installed (an optional dependency: npm ci without --omit=optional)`
      : `the PostgreSQL of the npm package ${alias} is for Linux on x64, this is ${process.platform} on ${process.arch}`,
  );
}

/** What the package's install script does, which npm may have left out: the links between its libraries. */
function prepare(native: string): void {
  for (const program of ['initdb', 'postgres']) {
    const file = join(native, 'bin', program);
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    mkdirSync(dirname(path), { recursive: true });
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      // Another process makes the same links.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
