import { mysql } from '@aludel/mysql';
import { postgres } from '@aludel/postgres';
import type { DialectPackage } from '@aludel/core/dialect';
import { freshDatabase } from '@aludel/test-matrix/dist/fresh-database.js';
import { startTargets, type StartedTargets } from '@aludel/test-matrix/dist/servers/start-targets.js';
import { targets } from '@aludel/test-matrix/dist/targets.js';

/** A server that a bench runs on. */
export interface BenchServer {
  readonly name: string;
  readonly dialect: 'postgres' | 'mysql';
  /** A new, empty database. */
  readonly fresh: () => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
  readonly open: (url: string) => DialectPackage;
}

const measured = ['postgres-17', 'mysql-9.7', 'mariadb-11.8'];

/** The servers are started once for all benches, and stopped by `stopServers`. */
let servers: Promise<StartedTargets> | undefined;

function start(): Promise<StartedTargets> {
  const chosen = targets.filter(({ name }) => measured.includes(name));
  return startTargets(chosen, (target, text) => process.stderr.write(`${target}: ${text}\n`));
}

/** Runs a bench on each server that can be had; says why where one can't. */
export async function onServers(title: string, bench: (server: BenchServer) => Promise<void>): Promise<void> {
  process.stdout.write(`${title}\n`);
  servers ??= start();
  const started = await servers;
  Object.assign(process.env, started.env);
  for (const { target, running, skipped, failed } of started.results) {
    const { name, dialect } = target;
    if (running === undefined || dialect === 'sqlite') {
      process.stdout.write(`  ${name}: not measured: ${skipped ?? failed ?? 'it has no server'}\n`);
      continue;
    }
    await bench({
      name,
      dialect,
      fresh: () => freshDatabase(target),
      open: (url) => (dialect === 'postgres' ? postgres({ url }) : mysql({ url })),
    });
  }
}

export async function stopServers(): Promise<void> {
  await (await servers)?.stop();
}
