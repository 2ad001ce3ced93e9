import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { DatabaseEmptyError, ModelFilesExistError } from './errors.js';
import type { SchemaModel } from '../schema/model.js';
import { tableKey } from '../schema/names.js';
import { withConnection, type CommandContext, type ComparisonServices } from './context.js';

export interface PullOptions {
  /** Absolute path: of the file; with `split`, of the folder. */
  readonly out: string;
  /** One file a table. */
  readonly split?: boolean;
  /** Writes over files that are there. */
  readonly force?: boolean;
}

export interface PullReport {
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly tables: number;
  readonly objects: number;
}

/**
 * Writes models from a live database. Nothing is written unless all of it can be.
 * @throws ModelFilesExistError, DatabaseEmptyError
 */
export async function pull(context: CommandContext, { out, split = false, force }: PullOptions): Promise<PullReport> {
  const model = await wholeSchema(context);
  const { renderModels } = await import('../render/model-renderer.js');
  const extension = split ? '.ts' : extname(out) || '.ts';
  const rendered = renderModels(model, {
    convention: context.settings.convention,
    split,
    importExtension: extension.replace('ts', 'js'),
  });
  const files = rendered.map(({ name, source }) => ({
    path: split ? join(out, `${name}${extension}`) : extname(out) === '' ? `${out}.ts` : out,
    source,
  }));
  const present = files.filter(({ path }) => existsSync(path)).map(({ path }) => path);
  if (present.length > 0 && force !== true) throw new ModelFilesExistError(present);
  for (const { path, source } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, source);
  }
  return {
    files: files.map(({ path }) => path),
    tables: model.tables.length,
    objects: model.objects.length,
  };
}

/** All that takes part in comparisons, as the database has it. @throws DatabaseEmptyError */
export async function wholeSchema(
  context: CommandContext,
  use: (services: ComparisonServices) => void = () => undefined,
): Promise<SchemaModel> {
  const { filter } = context.comparison;
  const version = tableKey(context.versions.table);
  const model = await withConnection(context, 'look', async (connection) => {
    const services = await context.services(connection);
    use(services);
    return services.normalizer.normalize(await services.inspector.read({}));
  });
  const tables = model.tables.filter(({ name }) => tableKey(name) !== version && filter({ kind: 'table', name }));
  const objects = model.objects.filter(({ kind, name }) => filter({ kind, name }));
  if (tables.length === 0 && objects.length === 0) throw new DatabaseEmptyError(context.database);
  return { tables, objects };
}
