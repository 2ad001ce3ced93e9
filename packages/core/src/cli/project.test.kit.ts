import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const packages = fileURLToPath(new URL('../../../', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export const config = `import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
export default defineConfig({ migrations: './migrations', databases: { main: sqlite({ filename: 'app.db' }) } });
`;

/** A folder with the packages of this workspace in its node_modules, in which the command is called as users call it. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'aludel-cli-'));

  constructor(t: ExecutionContext, files: Readonly<Record<string, string>> = { 'aludel.config.ts': config }) {
    t.teardown(() => rmSync(this.folder, { recursive: true, force: true }));
    mkdirSync(join(this.folder, 'node_modules/@aludel'), { recursive: true });
    mkdirSync(join(this.folder, 'node_modules/.bin'));
    for (const name of ['core', 'sqlite']) {
      symlinkSync(join(packages, name), join(this.folder, 'node_modules/@aludel', name));
    }
    symlinkSync('../@aludel/core/bin/aludel.js', join(this.folder, 'node_modules/.bin/aludel'));
    if ('aludel.config.ts' in files) mkdirSync(join(this.folder, 'migrations'));
    this.write(files);
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  /** Writes a migration. Its upgrade creates a table of its name, or does what `body` says. */
  migration(id: string, down: string | null | readonly string[], more: Migration = {}): void {
    const { body = `op.createTable('${id}', { id: t.integer().primaryKey() });`, header = '' } = more;
    this.write({
      [`migrations/${id}.ts`]: `import { migration, t } from '@aludel/core';
export default migration({
  revision: '${id}',
  downRevision: ${JSON.stringify(down)},
  message: 'Make ${id}',
  ${header}
  async upgrade(op) {
    ${body}
  },
});
void t;
`,
    });
  }

  start(args: readonly string[], env: NodeJS.ProcessEnv = {}, folder = this.folder): ChildProcess {
    const bin = join(this.folder, 'node_modules/.bin/aludel');
    return spawn(process.execPath, [bin, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  run(...args: readonly string[]): Promise<Ended> {
    return ended(this.start(args));
  }

  /** Runs and gives what it printed as JSON. */
  async json(...args: readonly string[]): Promise<unknown> {
    const { stdout } = await this.run(...args, '--json');
    return JSON.parse(stdout);
  }
}

interface Migration {
  readonly body?: string;
  /** More fields of the header. */
  readonly header?: string;
}

/** Waits until a command ends, and gives what it printed. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

/** Waits until a command has printed this to stderr. */
export async function printed(child: ChildProcess, text: string): Promise<void> {
  let seen = '';
  for (;;) {
    const [chunk] = (await once(child.stderr ?? child, 'data')) as [Buffer | string];
    seen += String(chunk);
    if (seen.includes(text)) return;
  }
}
