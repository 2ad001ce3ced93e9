import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { DatabaseEmptyError, ModelFilesExistError } from './errors.js';
import type { Unmodelled } from '../dialect/inspector.js';
import type { CommandContext } from './context.js';
import { inspectWith } from './inspect.js';

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
  /** What the database holds and the models do not say, since they cannot. */
  readonly unmodelled: readonly Unmodelled[];
}

/**
 * Writes models from a live database. Nothing is written unless all of it can be.
 * @throws ModelFilesExistError, DatabaseEmptyError
 */
export async function pull(context: CommandContext, { out, split = false, force }: PullOptions): Promise<PullReport> {
  const { model, unmodelled, services } = await wholeSchema(context);
  const { renderModels } = await import('../render/model-renderer.js');
  const extension = split ? '.ts' : extname(out) || '.ts';
  const rendered = renderModels(model, {
    convention: context.settings.convention,
    split,
    operations: services.operations,
    normalizer: services.normalizer,
    dialect: services.dialect,
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
    unmodelled,
  };
}

/** All that takes part in comparisons, as the database has it. @throws DatabaseEmptyError */
export async function wholeSchema(context: CommandContext): ReturnType<typeof inspectWith> {
  const report = await inspectWith(context);
  const { tables, objects } = report.model;
  if (tables.length === 0 && objects.length === 0) throw new DatabaseEmptyError(context.database);
  return report;
}
