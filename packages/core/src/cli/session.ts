import { dirname } from 'node:path';
import type { ErrorLocation } from '../errors.js';
import type { Config } from '../environment/config.js';
import { findConfig } from '../environment/find-config.js';
import { loadConfig, type LoadedConfig } from '../environment/load-config.js';
import { createMigrator, type Migrator, type MigratorOptions } from '../environment/migrator.js';
import type { RunListener } from '../run/events.js';
import { loadEnvFiles } from './env-file.js';
import { ExitCode } from './exit-codes.js';
import type { Interruption } from './interruption.js';
import { isAludelError } from './is-aludel-error.js';
import type { Output } from './output.js';
import type { Progress } from './progress.js';
import { keepSecret } from './redact.js';
import { shownPath } from './shown-path.js';

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly database?: string;
  readonly url?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** The project that a command is called in, and what a run in it needs. */
export interface Project extends LoadedConfig {
  readonly listener: RunListener;
  readonly signal: AbortSignal;
}

/** What one call of the command works with: its options, its output, and the migrator of its project. */
export class Session {
  /** What the process ends with. */
  exitCode: ExitCode = ExitCode.ok;
  /** The config is being read: what goes wrong now is the config's fault. */
  isConfiguring = false;
  options: GlobalOptions = {};
  #interruption: Interruption | undefined;
  #progress: Progress | undefined;
  /** What was thrown where nobody waited for it. */
  #stray: Error | undefined;

  constructor(readonly output: Output) {}

  /** What runs at the moment. */
  get location(): ErrorLocation {
    return this.#progress?.location ?? {};
  }

  /** Takes over the options that every command has. */
  configure(options: GlobalOptions): void {
    this.options = options;
    this.output.quiet = options.quiet ?? false;
    this.output.verbose = options.verbose ?? false;
  }

  /**
   * The migrator of the project: finds the config, reads `.env` and then the config.
   * @param change settings of the command line that go before the config's
   */
  async migrator(change: Partial<Config> = {}, options: Omit<MigratorOptions, 'folder'> = {}): Promise<Migrator> {
    const { database, url } = this.options;
    const { config, folder } = await this.project();
    this.isConfiguring = true;
    const migrator = createMigrator(
      { ...config, ...change },
      {
        folder,
        ...(database === undefined ? {} : { database }),
        ...(url === undefined ? {} : { url }),
        ...options,
      },
    );
    this.isConfiguring = false;
    return migrator;
  }

  /**
   * Does what changes a database: with progress on stderr, and stopped tidily by a signal.
   * @param change settings of the command line that go before the config's
   * @returns what `work` gave, and how long it took
   */
  run<T>(change: Partial<Config>, work: (migrator: Migrator) => Promise<T>): Promise<readonly [T, number]> {
    return this.#underWay(async (progress, signal) => {
      const result = await work(await this.migrator(change, { listener: progress.listener, signal }));
      return [result, progress.elapsedMs];
    });
  }

  /** As `run`, for what needs the whole project, and not one database. */
  runWith<T>(work: (project: Project) => Promise<T>): Promise<T> {
    return this.#underWay(async ({ listener }, signal) => work({ ...(await this.project()), listener, signal }));
  }

  /** Finds the config, reads `.env` and then the config. */
  async project(): Promise<LoadedConfig> {
    this.isConfiguring = true;
    const { config: named, url } = this.options;
    const file = findConfig(process.cwd(), named);
    for (const read of loadEnvFiles([dirname(file), process.cwd()])) {
      if (this.output.verbose) this.output.note(`Read ${shownPath(read)}`);
    }
    keepSecret([url, ...Object.values(process.env)]);
    const loaded = await loadConfig(process.cwd(), file);
    this.isConfiguring = false;
    return loaded;
  }

  async #underWay<T>(work: (progress: Progress, signal: AbortSignal) => Promise<T>): Promise<T> {
    const [{ Interruption }, { Progress }, { reportError }, { InterruptedError }] = await Promise.all([
      import('./interruption.js'),
      import('./progress.js'),
      import('./error-report.js'),
      import('../run/errors.js'),
    ]);
    const progress = new Progress(this.output);
    const interruption = new Interruption({
      onSignal: () => {
        progress.end();
        this.output.note('Stopping: the open migration is rolled back, as far as it can be. Once more to end at once.');
      },
      onGiveUp: () => {
        progress.end();
        reportError(this.#stray ?? new InterruptedError({ at: 'unsettled' }), this.output);
      },
    });
    this.#progress = progress;
    this.#interruption = interruption;
    try {
      const result = await work(progress, interruption.signal);
      if (this.#stray !== undefined) throw this.#stray;
      // What came of several databases tells of the interruption itself.
      if (interruption.exitCode !== undefined && interruption.signal.aborted) this.exitCode = interruption.exitCode;
      return result;
    } catch (error) {
      if (this.#stray !== undefined) throw this.#stray;
      if (interruption.exitCode === undefined) throw error;
      this.exitCode = interruption.exitCode;
      if (isAludelError(error)) throw error;
      throw new InterruptedError({ cause: error });
    } finally {
      progress.end();
      this.#interruption = undefined;
      this.#progress = undefined;
      interruption.dispose();
    }
  }

  /**
   * Something was thrown where nobody waited for it. Stops the run, if one is going on.
   * @returns whether one is: it then ends with this error
   */
  stopFor(stray: Error): boolean {
    if (this.#interruption === undefined) return false;
    this.#stray ??= stray;
    this.#interruption.stop(ExitCode.failed);
    return true;
  }
}
