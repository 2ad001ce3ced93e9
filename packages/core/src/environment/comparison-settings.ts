import { filterFrom, scopeFrom } from '../autogenerate/filter.js';
import type { ComparisonSettings } from '../commands/context.js';
import { ModuleSchemaSource } from '../models/module-source.js';
import { isSchemaSource, type SchemaSource } from '../models/schema-source.js';
import { ModuleLoader } from '../revisions/module-loader.js';
import type { Config } from './config.js';

/** What the config says of models and of comparing. */
export function comparisonSettings(
  { models, autogenerate: settings = {} }: Pick<Config, 'models' | 'autogenerate'>,
  folder: string,
): ComparisonSettings {
  const { compare, rewrites = [], schemas } = settings;
  return {
    source: sourceOf(models, folder),
    filter: filterFrom(settings),
    scope: scopeFrom(settings),
    compare,
    rewrites,
    schemas,
  };
}

function sourceOf(models: Config['models'], folder: string): SchemaSource | undefined {
  if (models === undefined || isSchemaSource(models)) return models;
  return new ModuleSchemaSource(folder, typeof models === 'string' ? [models] : models, new ModuleLoader());
}
