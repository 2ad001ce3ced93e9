import { createMigrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';

/**
 * A process of its own that runs one command on a project and tells about it, an object of JSON a line:
 * `node run-migrator.test-support.js FOLDER COMMAND TARGET LOCK_TIMEOUT`.
 */
const [folder = '', command = 'upgrade', target = 'head', lockTimeout = '60'] = process.argv.slice(2);
const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const abort = new AbortController();
process.once('SIGTERM', () => abort.abort(new Error('SIGTERM')));

const migrator = createMigrator(
  {
    migrations: './migrations',
    databases: { main: sqlite({ filename: `${folder}/app.db` }) },
    lockTimeout: Number(lockTimeout),
  },
  { folder, listener: tell, signal: abort.signal },
);
try {
  const report = command === 'downgrade' ? await migrator.downgrade(target) : await migrator.upgrade(target);
  tell({ type: 'report', steps: report.steps.map(({ revision }) => revision) });
} catch (error) {
  const { code, message } = error as { readonly code: string; readonly message: string };
  tell({ type: 'error', code, message });
  process.exitCode = 1;
}
