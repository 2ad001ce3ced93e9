import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { TemplateInvalidError } from '../autogenerate/errors.js';
import type { AutogenerateSettings, MigrationTemplate } from '../autogenerate/settings.js';
import type { WritingSettings } from '../commands/context.js';
import { filledTemplate, unknownPlaceholders } from '../render/template.js';
import type { Config } from './config.js';

/** What the config says of writing migration files. */
export function writingSettings(
  { autogenerate: settings = {} }: Pick<Config, 'autogenerate'>,
  folder: string,
): WritingSettings {
  const { render, template, postWrite = [] } = settings;
  return { render, template: templateOf(template, folder), postWrite, folder: resolve(folder) };
}

function templateOf(template: AutogenerateSettings['template'], folder: string): MigrationTemplate | undefined {
  if (typeof template !== 'string') return template;
  // It is read when a migration is written: who only looks does not need it.
  return (parts) => {
    const text = textOf(resolve(folder, template));
    const unknown = unknownPlaceholders(text);
    if (unknown.length > 0) throw new TemplateInvalidError(`names ${unknown.join(', ')}, which mean nothing.`);
    return filledTemplate(text, parts);
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TemplateInvalidError(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, error);
  }
}
