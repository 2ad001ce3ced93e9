import { spawn } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMigrator, type Config, type Migrator } from '@aludel/core';
import type { ExecutionContext } from 'ava';
import { dialectPackage } from '../../dialect-package.js';
import type { TargetUnderTest } from '../../for-each-target.js';
import type { FreshDatabase } from '../../fresh-database.js';
import { rawClient } from '../../raw-client.js';
import { Project, until, type Draft } from '../../running/migrations-folder.test-support.js';

const packages = fileURLToPath(new URL('../../../../packages/', import.meta.url));
const program = join(packages, 'core', 'bin', 'aludel.js');

/** What the command ended with, and all that it printed. */
export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
}

/** The command in a process of its own. */
export interface Command {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Waits until it has printed this. */
  readonly prints: (text: RegExp) => Promise<void>;
  readonly end: () => Promise<Ended>;
}

/** A folder with migrations, and a fresh database of a target: by the library, by the command, by the driver alone. */
export class TargetProject {
  readonly #project: Project;

  private constructor(
    private readonly t: ExecutionContext,
    readonly database: FreshDatabase,
  ) {
    this.#project = new Project(t);
  }

  static async make(t: ExecutionContext, target: TargetUnderTest): Promise<TargetProject> {
    const project = new TargetProject(t, await target.freshDatabase(t));
    for (const name of ['mysql', 'postgres']) {
      symlinkSync(join(packages, name), join(project.folder, 'node_modules', '@aludel', name), 'junction');
    }
    const { dialect, options } = project.database;
    const config = [
      `import { ${dialect} } from '@aludel/${dialect}';`,
      `export default { migrations: './migrations', databases: { main: ${dialect}(${JSON.stringify(options)}) } };`,
    ];
    writeFileSync(join(project.folder, 'aludel.config.mjs'), `${config.join('\n')}\n`);
    return project;
  }

  get folder(): string {
    return this.#project.folder;
  }

  write(drafts: Readonly<Record<string, Draft>>): this {
    this.#project.write(drafts);
    return this;
  }

  migrator(config: Partial<Config> = {}, signal?: AbortSignal): Migrator {
    return createMigrator(
      { migrations: './migrations', databases: { main: dialectPackage(this.database) }, ...config },
      {
        folder: this.folder,
        listener: (event) => this.#project.events.push(event),
        ...(signal === undefined ? {} : { signal }),
      },
    );
  }

  told(): readonly string[] {
    return this.#project.told();
  }

  /** A migration that tells by a file that it runs, after it has made a table, and waits for another file. */
  waiting(): Draft {
    return {
      before: "import { existsSync, writeFileSync } from 'node:fs';",
      upgrade: [
        "op.createTable('made', { id: t.integer().primaryKey() }, { ifNotExists: true });",
        'await op.flush();',
        `writeFileSync(${JSON.stringify(join(this.folder, 'running'))}, '');`,
        `while (!existsSync(${JSON.stringify(join(this.folder, 'go'))})) await new Promise((next) => { setTimeout(next, 5); });`,
      ],
    };
  }

  async isRunning(): Promise<void> {
    await until(() => existsSync(join(this.folder, 'running')));
  }

  letGo(): void {
    writeFileSync(join(this.folder, 'go'), '');
  }

  /** Starts the command; it is killed with the test if it still runs. */
  command(...args: readonly string[]): Command {
    const child = spawn(process.execPath, [program, ...args], { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const add = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    let ended: Ended | undefined;
    child.once('close', (exitCode) => {
      ended = { exitCode, output };
    });
    this.t.teardown(() => child.kill('SIGKILL'));
    return {
      kill: (signal) => void child.kill(signal),
      prints: (text) =>
        until(() => {
          if (ended !== undefined && !text.test(output)) throw new Error(`it ended without ${String(text)}: ${output}`);
          return text.test(output);
        }),
      end: async () => {
        await until(() => ended !== undefined);
        return ended ?? { exitCode: null, output };
      },
    };
  }

  /** The first column of a query, by the driver alone. */
  async values(sql: string): Promise<readonly unknown[]> {
    const client = await rawClient(this.database);
    try {
      const rows = await client.query(sql);
      return rows.map((row) => Object.values(row)[0]);
    } finally {
      await client.close();
    }
  }

  /** Whether a table can be read. */
  async has(table: string): Promise<boolean> {
    try {
      await this.values(`SELECT count(*) FROM ${table}`);
      return true;
    } catch {
      return false;
    }
  }

  /** The applied revisions, sorted. */
  async applied(): Promise<readonly unknown[]> {
    return (await this.has('aludel_version'))
      ? this.values('SELECT revision FROM aludel_version ORDER BY revision')
      : [];
  }
}
