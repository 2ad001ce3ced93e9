import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inDebianRoot } from './debian-root.js';
import { mustRun, type CommandLine } from './run-program.js';

/** A MySQL or MariaDB server in an unpacked root. */
export interface UnpackedServer {
  readonly isMaria: boolean;
  /** The server with the arguments that tell it where its own files are. */
  readonly commandLine: CommandLine;
  /** Folder of its messages, character sets and system tables. */
  readonly share: string;
}

export function unpackedServer(root: string): UnpackedServer {
  const isMaria = existsSync(join(root, 'usr', 'sbin', 'mariadbd'));
  // `mysql`, `mariadb`, `mysql-9.7`: it changed over time.
  const share = readdirSync(join(root, 'usr', 'share'))
    .filter((name) => /^(?:mysql|mariadb)/u.test(name))
    .map((name) => join(root, 'usr', 'share', name))
    .find((folder) => existsSync(join(folder, 'charsets')));
  if (share === undefined) throw new Error(`${root} has no character sets of a MySQL or MariaDB server.`);
  const commandLine: CommandLine = [
    ...inDebianRoot(root, isMaria ? 'usr/sbin/mariadbd' : 'usr/sbin/mysqld'),
    '--no-defaults',
    `--basedir=${join(root, 'usr')}`,
    `--plugin-dir=${join(root, 'usr', 'lib', 'mysql', 'plugin')}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    // Both refuse to run as root unless they are told to.
    ...(process.getuid?.() === 0 ? ['--user=root'] : []),
    // The folder that is built in does not exist.
    ...(isMaria ? [] : ['--secure-file-priv=NULL']),
  ];
  return { isMaria, commandLine, share };
}

/**
 * Makes a data folder as it is right after installation, with a `root` without a password who comes in over TCP from this
 * machine: `root@localhost` is for the socket alone once names are not resolved.
 */
export async function initialiseMysql(root: string, data: string): Promise<void> {
  const server = unpackedServer(root);
  await mkdir(data, { recursive: true });
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  if (server.isMaria) {
    await mkdir(join(data, 'mysql'));
    const bootstrap = [
      '--bootstrap',
      '--log-warnings=0',
      '--enforce-storage-engine=',
      '--default-storage-engine=InnoDB',
    ];
    const sizes = ['--innodb-log-file-size=16M', '--max-allowed-packet=8M', '--net-buffer-length=16K'];
    const commandLine: CommandLine = [
      ...server.commandLine,
      ...bootstrap,
      ...sizes,
      '--innodb-flush-method=nosync',
      `--datadir=${data}`,
    ];
    await mustRun(commandLine, { env, input: mariaBootstrap(server.share) });
    return;
  }
  const init = `${data}.init.sql`;
  await writeFile(
    init,
    `CREATE USER 'root'@'127.0.0.1' IDENTIFIED BY '';\nGRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;\n`,
  );
  const first = [
    '--initialize-insecure',
    `--init-file=${init}`,
    '--innodb-redo-log-capacity=64M',
    '--innodb-flush-method=nosync',
  ];
  await mustRun([...server.commandLine, ...first, `--datadir=${data}`], { env });
  await rm(init);
  // The server's own id: each copy makes one for itself.
  await rm(join(data, 'auto.cnf'), { force: true });
}

/** What mariadb-install-db feeds the server: its system tables. `--bootstrap` ends a statement at a line's end. */
function mariaBootstrap(share: string): string {
  const prefix = existsSync(join(share, 'mariadb_system_tables.sql')) ? 'mariadb' : 'mysql';
  const files = [
    `${prefix}_system_tables.sql`,
    `${prefix}_performance_tables.sql`,
    `${prefix}_system_tables_data.sql`,
    'fill_help_tables.sql',
    'maria_add_gis_sp_bootstrap.sql',
    `${prefix}_sys_schema.sql`,
  ];
  return [
    'create database if not exists mysql;',
    'use mysql;',
    'SET @auth_root_socket=NULL;',
    ...files.map((name) => join(share, name)).flatMap((file) => (existsSync(file) ? [readFileSync(file, 'utf8')] : [])),
    'flush privileges;',
    `create or replace user 'root'@'127.0.0.1' identified by '';`,
    `grant all privileges on *.* to 'root'@'127.0.0.1' with grant option;`,
    '',
  ].join('\n');
}
