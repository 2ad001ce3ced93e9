import { mysql } from '@aludel/mysql';
import { postgres } from '@aludel/postgres';
import type { DialectPackage } from '@aludel/core/dialect';
import { freshDatabase } from '@aludel/test-matrix/dist/fresh-database.js';
import { startTargets } from '@aludel/test-matrix/dist/servers/start-targets.js';
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

/** Runs a bench on each server that can be had; says why where one can't. */
export async function onServers(title: string, bench: (server: BenchServer) => Promise<void>): Promise<void> {
  process.stdout.write(`${title}\n`);
  const chosen = targets.filter(({ name }) => measured.includes(name));
  const started = await startTargets(chosen, (target, text) => process.stderr.write(`${target}: ${text}\n`));
  try {
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
  } finally {
    await started.stop();
  }
}
