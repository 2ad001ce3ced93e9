import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  AludelError,
  createMigrator,
  type Config,
  type Migrator,
  type MigratorOptions,
  type RunEvent,
} from '@aludel/core';
import { sqlite, type SqliteOptions } from '@aludel/sqlite';
import type { ExecutionContext } from 'ava';
import Database from 'better-sqlite3';

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));

/** A migration as the tests write it: the bodies are TypeScript, a line of the array a line of the file. */
export interface Draft {
  readonly down?: string | null | readonly string[];
  readonly message?: string;
  /** More of the header, as it is written: `branchLabels: ['shop'],`. */
  readonly header?: string;
  readonly upgrade?: string | readonly string[];
  readonly downgrade?: string | readonly string[];
  /** What stands before the migration. */
  readonly before?: string;
}

/** What is asked of a project's migrator beside its folder. */
export interface Asked {
  readonly config?: Partial<Config>;
  readonly sqlite?: Partial<SqliteOptions>;
  readonly options?: MigratorOptions;
}

/** A folder with migrations in TypeScript, and a database of its own; gone when the test is over. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'aludel-running-'));
  readonly database = join(this.folder, 'app.db');
  readonly events: RunEvent[] = [];

  constructor(t: ExecutionContext) {
    mkdirSync(join(this.folder, 'migrations'));
    mkdirSync(join(this.folder, 'node_modules', '@aludel'), { recursive: true });
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }');
    for (const name of ['core', 'sqlite']) {
      symlinkSync(join(packages, name), join(this.folder, 'node_modules', '@aludel', name), 'junction');
    }
    t.teardown(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Writes migrations that follow each other, unless they say otherwise; the keys are their identifiers. */
  write(drafts: Readonly<Record<string, Draft>>): this {
    let previous: string | null = null;
    for (const [id, draft] of Object.entries(drafts)) {
      writeFileSync(this.file(id), sourceOf(id, { down: previous, ...draft }));
      previous = id;
    }
    return this;
  }

  /** Path of a migration's file. */
  file(id: string): string {
    return join(this.folder, 'migrations', `${id}.ts`);
  }

  /** Line of the first text like this in a migration's file, counted from 1. */
  lineOf(id: string, text: string): number {
    return (
      readFileSync(this.file(id), 'utf8')
        .split('\n')
        .findIndex((line) => line.includes(text)) + 1
    );
  }

  migrator({ config, sqlite: settings, options }: Asked = {}): Migrator {
    return createMigrator(
      {
        migrations: './migrations',
        databases: { main: sqlite({ filename: this.database, ...settings }) },
        ...config,
      },
      { folder: this.folder, listener: (event) => this.events.push(event), ...options },
    );
  }

  /** Runs statements on the database, beside every migrator. */
  prepare(sql: string): this {
    this.#open((database) => database.exec(sql));
    return this;
  }

  /** The rows of a query. */
  rows(sql: string): readonly unknown[] {
    return this.#open((database) => database.prepare(sql).all());
  }

  /** The first column of a query. */
  values(sql: string): readonly unknown[] {
    return this.#open((database) => database.prepare(sql).pluck().all());
  }

  /** Names of all tables, without SQLite's own. */
  tables(): readonly unknown[] {
    return this.values(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
  }

  /** The applied revisions, sorted. */
  applied(): readonly unknown[] {
    return this.tables().includes('aludel_version')
      ? this.values('SELECT revision FROM aludel_version ORDER BY revision')
      : [];
  }

  /** The database file, byte for byte. */
  bytes(): Buffer {
    return readFileSync(this.database);
  }

  /** The kinds of event that were told, one after another. */
  told(): readonly string[] {
    return this.events.map(({ type }) => type);
  }

  #open<T>(use: (database: Database.Database) => T): T {
    const database = new Database(this.database);
    try {
      return use(database);
    } finally {
      database.close();
    }
  }
}

/** The error of ours that a promise rejects with. */
export async function failure(t: ExecutionContext, work: Promise<unknown>): Promise<AludelError> {
  const error = await t.throwsAsync(work);
  if (error instanceof AludelError) return error;
  throw error ?? new Error('it did not fail');
}

/** Waits until something is so; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}

function sourceOf(
  id: string,
  { down = null, message = `make ${id}`, header, upgrade = '', downgrade, before }: Draft,
): string {
  const method = (name: string, body: string | readonly string[]): readonly string[] => [
    `  async ${name}(op) {`,
    ...[body].flat().map((line) => `    ${line}`),
    '  },',
  ];
  return [
    "import { migration, sql, t } from '@aludel/core';",
    ...(before === undefined ? [] : [before]),
    '',
    'export default migration({',
    `  revision: ${JSON.stringify(id)},`,
    `  downRevision: ${JSON.stringify(down)},`,
    `  message: ${JSON.stringify(message)},`,
    ...(header === undefined ? [] : [`  ${header}`]),
    ...method('upgrade', upgrade),
    ...(downgrade === undefined ? [] : method('downgrade', downgrade)),
    '});',
    '',
  ].join('\n');
}
