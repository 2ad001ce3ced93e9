import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DebianServer } from '../targets.js';
import { askVersion } from './administer.js';
import { cachedFolder } from './cache-folder.js';
import { startChildServer } from './child-server.js';
import { makeDebianRoot } from './debian-root.js';
import { freePort } from './free-port.js';
import { initialiseMysql, unpackedServer } from './mysql-data.js';
import { dyingWithUs } from './parent-death.js';
import { makeServerFolder } from './server-folder.js';
import { UnavailableError, type RunningServer, type ServerTarget, type StartOptions } from './provider.js';
import { mustRun } from './run-program.js';

/** Counts up when what is kept in the cache is made in another way. */
const recipe = 1;

/** Durability off, small files. Nothing here changes how SQL is read or answered. */
export const fastMysql = {
  both: [
    '--innodb-flush-log-at-trx-commit=0',
    '--sync-binlog=0',
    '--innodb-doublewrite=0',
    '--skip-log-bin',
    '--innodb-buffer-pool-size=128M',
    '--innodb-buffer-pool-load-at-startup=0',
    '--innodb-buffer-pool-dump-at-shutdown=0',
    '--innodb-fast-shutdown=2',
    '--innodb-flush-method=nosync',
    '--performance-schema=OFF',
    '--skip-name-resolve',
    '--max-connections=200',
  ],
  mysql: ['--innodb-redo-log-capacity=64M'],
  mariadb: ['--innodb-log-file-size=16M'],
} as const;

/** Starts MySQL or MariaDB out of Debian's packages, which are fetched once and kept with a data folder to copy. */
export async function startLocalMysql(
  target: ServerTarget,
  local: DebianServer,
  options: StartOptions,
): Promise<RunningServer> {
  if (process.platform !== 'linux')
    throw new UnavailableError(`its programs are Debian’s, and this is ${process.platform}`);
  // Asked first: nothing is fetched in vain.
  await dyingWithUs('KILL', ['true']);
  const kept = await cachedFolder(
    `${target.name}-${process.arch}-r${recipe}`,
    async (part) => {
      await makeDebianRoot(local, part, options.say);
      options.say('making a first data folder');
      await initialiseMysql(join(part, 'root'), join(part, 'template'));
    },
    () => options.say('waiting for another process that is fetching it'),
  );
  const server = unpackedServer(join(kept, 'root'));
  const folder = makeServerFolder(target.name);
  try {
    const data = join(folder, 'data');
    await mustRun(['cp', '-a', '--reflink=auto', '--sparse=always', join(kept, 'template'), data]);
    const port = await freePort();
    const url = `mysql://root@127.0.0.1:${port}/`;
    const own = Object.entries(options.settings ?? {}).map(([name, value]) => `--${name}=${value}`);
    return await startChildServer({
      // KILL: nobody wants what is in it.
      commandLine: await dyingWithUs('KILL', [
        ...server.commandLine,
        ...fastMysql.both,
        ...fastMysql[server.isMaria ? 'mariadb' : 'mysql'],
        `--datadir=${data}`,
        `--port=${port}`,
        '--bind-address=127.0.0.1',
        // At most 107 characters.
        `--socket=${join(folder, 's')}`,
        `--pid-file=${join(folder, 'pid')}`,
        ...own,
      ]),
      folder,
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      url,
      ask: () => askVersion(target, url),
      stopSignal: 'SIGTERM',
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
