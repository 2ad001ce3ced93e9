import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { AludelError } from '../errors.js';
import { FileExistsError } from '../revisions/errors.js';
import { isMigrationFile } from '../revisions/file-store.js';
import { revisionFileName } from '../revisions/file-name.js';
import { writeNewFile } from '../revisions/new-file.js';
import { newRevisionId } from '../revisions/revision-id.js';
import { configNames } from './config-names.js';

export interface InitOptions {
  /** Folder of the project: the config goes there. */
  readonly folder: string;
  /** Folder of the migrations, within it. Default: `migrations`. */
  readonly migrations?: string;
  /** Name of a dialect, or of its package. Needed where several are installed. */
  readonly dialect?: string;
}

/** What `init` did. Paths are absolute. */
export interface InitReport {
  readonly dialect: string;
  /** The dialect's package. */
  readonly package: string;
  readonly config: string;
  /** Folder of the migrations. */
  readonly migrations: string;
  readonly written: readonly string[];
  /** What was there, and was left as it is. */
  readonly skipped: readonly string[];
}

/** What a dialect package says of itself in its package.json, under `aludel`. */
interface DialectOffer {
  readonly package: string;
  readonly dialect: string;
  /** Name of the function that makes a database of it. */
  readonly import: string;
  /** A call of that function, as the new config has it. */
  readonly configSample: string;
}

/** There is a config already. */
export class AlreadyInitialisedError extends AludelError {
  constructor(readonly file: string) {
    super('ALREADY_INITIALISED', `There is a config already: ${file}. Nothing was written.`, {
      hint: 'Write the next migration with `aludel revision -m "…"`; or remove the config first.',
      location: { file },
    });
  }
}

export class NoDialectPackageError extends AludelError {
  constructor(folder: string, wanted: string | undefined) {
    const missing = wanted === undefined ? 'No dialect package' : `No dialect package for ${wanted}`;
    super('NO_DIALECT_PACKAGE', `${missing} is installed in ${folder} or above it.`, {
      hint: `Install your database's beside @aludel/core (npm install @aludel/${wanted ?? '…'}), then run the command again.`,
    });
  }
}

export class DialectNotChosenError extends AludelError {
  constructor(readonly dialects: readonly string[]) {
    super('DIALECT_NOT_CHOSEN', `Several dialect packages are installed: ${dialects.join(', ')}.`, {
      hint: 'Name one with --dialect NAME; the config can be given more databases later.',
    });
  }
}

/**
 * Writes a config and a first migration that runs. Looks before it writes, and overwrites nothing.
 * @throws AlreadyInitialisedError where a config is there already
 */
export async function init(options: InitOptions): Promise<InitReport> {
  const { folder } = options;
  const existing = configNames.map((name) => join(folder, name)).find((file) => existsSync(file));
  if (existing !== undefined) throw new AlreadyInitialisedError(existing);
  const offer = chooseOffer(options);
  const config = join(folder, 'aludel.config.ts');
  const migrations = resolve(folder, options.migrations ?? 'migrations');
  const written: string[] = [];
  const skipped: string[] = [];
  if (hasMigrations(migrations)) skipped.push(migrations);
  else {
    const id = newRevisionId();
    const file = join(migrations, revisionFileName(id, sampleMessage));
    await writeNewFile(file, sampleText(id));
    written.push(file);
  }
  // The config comes last: once it is there, `init` was done.
  await writeNewFile(config, configText(offer, `./${relative(folder, migrations).split(sep).join('/')}`));
  written.unshift(config);
  return { dialect: offer.dialect, package: offer.package, config, migrations, written, skipped };
}

function hasMigrations(folder: string): boolean {
  try {
    return readdirSync(folder).some((name) => isMigrationFile(name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw new FileExistsError(folder);
  }
}

function chooseOffer({ folder, dialect }: InitOptions): DialectOffer {
  const all = installedDialects(folder);
  const offers = dialect === undefined ? all : all.filter((one) => one.dialect === dialect || one.package === dialect);
  const [offer] = offers;
  if (offer === undefined) throw new NoDialectPackageError(folder, dialect);
  if (offers.length > 1) throw new DialectNotChosenError(offers.map((one) => one.dialect));
  return offer;
}

/** The dialect packages that are installed for a folder: ours by their scope, others if the project names them. */
function installedDialects(folder: string): readonly DialectOffer[] {
  const offers = new Map<string, DialectOffer>();
  let named: readonly string[] | undefined;
  for (let here = resolve(folder); ; here = dirname(here)) {
    named ??= dependenciesOf(here);
    const modules = join(here, 'node_modules');
    const ours = namesIn(join(modules, '@aludel')).map((name) => `@aludel/${name}`);
    for (const name of [...ours, ...(named ?? [])]) {
      if (offers.has(name)) continue;
      const offer = offerOf(name, readJson(join(modules, name, 'package.json')));
      if (offer !== undefined) offers.set(name, offer);
    }
    if (dirname(here) === here) return [...offers.values()];
  }
}

function dependenciesOf(folder: string): readonly string[] | undefined {
  const project = readJson(join(folder, 'package.json'));
  if (project === undefined) return undefined;
  return Object.keys({ ...record(project['dependencies']), ...record(project['devDependencies']) });
}

function offerOf(name: string, project: Record<string, unknown> | undefined): DialectOffer | undefined {
  const { dialect, configSample, import: imported } = record(project?.['aludel']);
  if (typeof dialect !== 'string' || typeof configSample !== 'string' || typeof imported !== 'string') return undefined;
  return { package: name, dialect, configSample, import: imported };
}

function namesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function readJson(file: string): Record<string, unknown> | undefined {
  try {
    return record(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // Not there, or not ours to mend.
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function configText(offer: DialectOffer, migrations: string): string {
  return `import { defineConfig } from '@aludel/core';
import { ${offer.import} } from '${offer.package}';

export default defineConfig({
  migrations: '${migrations}',
  databases: {
    main: ${offer.configSample},
  },
});
`;
}

const sampleMessage = 'Create notes';

function sampleText(id: string): string {
  return `import { migration, t } from '@aludel/core';

// A first migration, as an example: make it yours before you run it, or delete it.
export default migration({
  revision: '${id}',
  downRevision: null,
  message: '${sampleMessage}',

  upgrade(op) {
    op.createTable('notes', {
      id: t.integer().primaryKey(),
      title: t.string(200).notNull(),
      body: t.text(),
    });
    op.createIndex('ix_notes_title', 'notes', ['title']);
  },

  // Without a downgrade, one is derived: it drops the index and the table.
});
`;
}
