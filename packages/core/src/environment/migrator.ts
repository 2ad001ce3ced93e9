import { resolve } from 'node:path';
import type { AutogenerateOptions, AutogenerateReport, CheckReport } from '../commands/autogenerate.js';
import type { BranchPoint } from '../commands/branches.js';
import type { CommandContext, ComparisonSettings } from '../commands/context.js';
import type { Current } from '../commands/current.js';
import type { EnsureVersionReport } from '../commands/ensure-version.js';
import type { FromDatabaseOptions } from '../commands/from-database.js';
import type { HistoryOptions } from '../commands/history.js';
import type { InspectReport } from '../commands/inspect.js';
import type { MergeOptions } from '../commands/merge.js';
import type { PullOptions, PullReport } from '../commands/pull.js';
import type { NewFile, RevisionOptions } from '../commands/revision.js';
import type { RevisionInfo } from '../commands/revision-info.js';
import type { RunOptions } from '../commands/run-plan.js';
import type { RunReport } from '../commands/run-report.js';
import type { StampOptions, StampReport } from '../commands/stamp.js';
import type { DialectPackage } from '../container/dialect-module.js';
import { FileRevisionStore } from '../revisions/file-store.js';
import { ModuleLoader } from '../revisions/module-loader.js';
import type { RunListener } from '../run/events.js';
import { defaultVersionTable, VersionStore } from '../run/version-store.js';
import { AludelError } from '../errors.js';
import { defaultNamingConvention } from '../schema/naming.js';
import { tableName } from '../schema/names.js';
import { checkConfig } from './check-config.js';
import { comparisonSettings } from './comparison-settings.js';
import type { Config } from './config.js';
import { DatabaseNotChosenError, UnknownDatabaseError } from './errors.js';
import { toolVersion } from './version.js';
import { writingSettings } from './writing-settings.js';

export interface MigratorOptions {
  /** What the config's paths are relative to. Default: the working folder. */
  readonly folder?: string;
  /** Which of the config's databases. Default: its `defaultDatabase`, or the only one. */
  readonly database?: string;
  /** Another address for that database. */
  readonly url?: string;
  /** Is told what goes on. */
  readonly listener?: RunListener;
  /** Raised, it stops a run: the open migration is rolled back. */
  readonly signal?: AbortSignal;
}

/** Every command as a method that returns data. It never prints, asks, or exits; errors are `AludelError`s. */
export interface Migrator {
  /** Brings the database up to a revision. Default: `head`. */
  upgrade(target?: string, options?: RunOptions): Promise<RunReport>;
  /** Takes the database back to a revision. */
  downgrade(target: string, options?: RunOptions): Promise<RunReport>;
  /** Says that the database stands at these revisions, without running any migration. */
  stamp(targets: string | readonly string[], options?: StampOptions): Promise<StampReport>;
  /** Writes the script of an upgrade: `from:to`, or only the target. */
  upgradeScript(range: string, write: (text: string) => void, options?: RunOptions): Promise<void>;
  /** Writes the script of a downgrade: `from:to`. */
  downgradeScript(range: string, write: (text: string) => void, options?: RunOptions): Promise<void>;
  stampScript(targets: string | readonly string[], write: (text: string) => void): Promise<void>;
  /** Creates the version table where it is not there. */
  ensureVersion(): Promise<EnsureVersionReport>;
  ensureVersionScript(write: (text: string) => void): Promise<void>;
  /** Where the database stands. */
  current(): Promise<Current>;
  /** The revisions of a range, newest first. */
  history(options?: HistoryOptions): Promise<readonly RevisionInfo[]>;
  heads(options?: { readonly resolveDependencies?: boolean }): Promise<readonly RevisionInfo[]>;
  branches(): Promise<readonly BranchPoint[]>;
  /** The revisions that an identifier stands for. */
  show(identifier: string): Promise<readonly RevisionInfo[]>;
  /** Writes a new, empty migration. */
  revision(options?: RevisionOptions): Promise<NewFile>;
  /** Writes the migration that makes the database like the models; none where it is like them. */
  autogenerate(options?: AutogenerateOptions): Promise<AutogenerateReport>;
  /** What the database lacks to be like the models. */
  check(): Promise<CheckReport>;
  /** What the database holds, and what of it the model cannot express. */
  inspect(): Promise<InspectReport>;
  /** Writes models from the database. */
  pull(options: PullOptions): Promise<PullReport>;
  /** Writes a migration that makes what the database holds. */
  revisionFromDatabase(options?: FromDatabaseOptions): Promise<NewFile>;
  /** Writes a migration that joins several revisions. */
  merge(revisions: readonly string[], options?: MergeOptions): Promise<NewFile>;
}

/**
 * Makes a migrator out of a config.
 * @throws ConfigInvalidError, UnknownDatabaseError; DatabaseNotChosenError only when a database is needed
 */
export function createMigrator(config: Config, options: MigratorOptions = {}): Migrator {
  const context = commandContext(checkConfig(config), options);
  const extension = config.extension === undefined ? {} : { extension: config.extension };
  // A command's code is loaded when it is called: `heads` does not wait for what `upgrade` needs.
  return {
    upgrade: async (target = 'head', run) => (await import('../commands/upgrade.js')).upgrade(context, target, run),
    downgrade: async (target, run) => (await import('../commands/downgrade.js')).downgrade(context, target, run),
    stamp: async (targets, stamped) => (await import('../commands/stamp.js')).stamp(context, [targets].flat(), stamped),
    upgradeScript: async (range, write, run) =>
      (await import('../commands/upgrade.js')).upgradeScript(context, range, write, run),
    downgradeScript: async (range, write, run) =>
      (await import('../commands/downgrade.js')).downgradeScript(context, range, write, run),
    stampScript: async (targets, write) =>
      (await import('../commands/stamp.js')).stampScript(context, [targets].flat(), write),
    ensureVersion: async () => (await import('../commands/ensure-version.js')).ensureVersion(context),
    ensureVersionScript: async (write) =>
      (await import('../commands/ensure-version.js')).ensureVersionScript(context, write),
    current: async () => (await import('../commands/current.js')).current(context),
    history: async (asked) => (await import('../commands/history.js')).history(context, asked),
    heads: async (asked) => (await import('../commands/heads.js')).heads(context, asked),
    branches: async () => (await import('../commands/branches.js')).branches(context),
    show: async (identifier) => (await import('../commands/show.js')).show(context, identifier),
    revision: async (asked) => (await import('../commands/revision.js')).revision(context, { ...extension, ...asked }),
    autogenerate: async (asked) =>
      (await import('../commands/autogenerate.js')).autogenerate(context, { ...extension, ...asked }),
    check: async () => (await import('../commands/autogenerate.js')).check(context),
    inspect: async () => (await import('../commands/inspect.js')).inspect(context),
    pull: async ({ out, ...asked }) =>
      (await import('../commands/pull.js')).pull(context, { ...asked, out: resolve(options.folder ?? '.', out) }),
    revisionFromDatabase: async (asked) =>
      (await import('../commands/from-database.js')).revisionFromDatabase(context, { ...extension, ...asked }),
    merge: async (revisions, asked) =>
      (await import('../commands/merge.js')).merge(context, revisions, { ...extension, ...asked }),
  };
}

function commandContext(config: Config, options: MigratorOptions): CommandContext {
  const { folder = process.cwd(), listener = () => undefined, signal } = options;
  let chosen: DialectPackage | undefined;
  const database = (): DialectPackage => (chosen ??= chooseDatabase(config, folder, options));
  let versions: VersionStore | undefined;
  let comparison: ComparisonSettings | undefined;
  const compose = async (connection?: Parameters<CommandContext['services']>[0]) => {
    const { composeServices } = await import('./compose-services.js');
    return composeServices(database(), config, connection);
  };
  return {
    revisions: new FileRevisionStore({
      folder: resolve(folder, config.migrations),
      ...(config.recursive === undefined ? {} : { recursive: config.recursive }),
      loader: new ModuleLoader(),
    }),
    get versions() {
      return (versions ??= new VersionStore(
        database().dialect,
        config.versionTable === undefined ? defaultVersionTable : tableName(config.versionTable),
      ));
    },
    settings: {
      convention: { ...defaultNamingConvention, ...config.namingConvention },
      transactions: config.transactions ?? 'perMigration',
      lockTimeoutMs: (config.lockTimeout ?? 60) * 1000,
    },
    get comparison() {
      return (comparison ??= comparisonSettings(config, folder));
    },
    get writing() {
      return writingSettings(config, folder);
    },
    get database() {
      return database().database;
    },
    get toolVersion() {
      return toolVersion();
    },
    emit: listener,
    ...(signal === undefined ? {} : { signal }),
    connect: async (purpose) => database().connect(purpose),
    services: (connection) => compose(connection),
    offlineServices: () => compose(),
    otherOperations: async () => {
      const { composeServices } = await import('./compose-services.js');
      const others = new Map(Object.values(config.databases).map((one) => [one.dialect.name, one]));
      others.delete(database().dialect.name);
      const composed = await Promise.all(
        [...others.values()].map((one) => composeServices(one, { ...config, services: [] })),
      );
      return composed.map(({ operations }) => operations);
    },
  };
}

function chooseDatabase(config: Config, folder: string, { database, url }: MigratorOptions): DialectPackage {
  const names = Object.keys(config.databases);
  const name = database ?? config.defaultDatabase ?? (names.length === 1 ? names[0] : undefined);
  if (name === undefined) throw new DatabaseNotChosenError(names);
  const chosen = config.databases[name];
  if (chosen === undefined) throw new UnknownDatabaseError(name, names);
  // What stands in the config is meant from its folder; what is typed, from the folder where it is typed.
  return url === undefined ? chosen.within(resolve(folder)) : atAddress(chosen, url, config).within(process.cwd());
}

/** Tells of an address that is none of the chosen database which other it could be one of. */
function atAddress(chosen: DialectPackage, url: string, { databases }: Config): DialectPackage {
  try {
    return chosen.withUrl(url);
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    const takers = Object.keys(databases).filter((name) => databases[name] !== chosen && takes(databases[name], url));
    const other =
      takers.length === 0
        ? 'For another kind of database, install its dialect package (npm install @aludel/…) and add it to `databases`.'
        : `It could be one of ${takers.join(', ')}: choose with --database.`;
    error.hint = error.hint === undefined ? other : `${error.hint}\n${other}`;
    throw error;
  }
}

function takes(database: DialectPackage | undefined, url: string): boolean {
  try {
    return database?.withUrl(url) !== undefined;
  } catch {
    return false;
  }
}
