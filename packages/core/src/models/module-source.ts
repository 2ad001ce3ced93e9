import { readdirSync, statSync } from 'node:fs';
import { extname, join, relative, resolve } from 'node:path';
import type { ModuleLoader } from '../revisions/module-loader.js';
import { checkModels } from './check-models.js';
import { collectModels, type Exported } from './collect-models.js';
import { ModelsNotFoundError, NoModelsError } from './errors.js';
import type { SchemaSource, SchemaTarget, WantedSchema } from './schema-source.js';
import { turns } from './turns.js';

const extensions: ReadonlySet<string> = new Set(['.ts', '.mts', '.js', '.mjs']);

/** Models that modules of the user's export: the files themselves, or all files of a folder and of those within it. */
export class ModuleSchemaSource implements SchemaSource {
  constructor(
    private readonly folder: string,
    private readonly paths: readonly string[],
    private readonly loader: Pick<ModuleLoader, 'load'>,
  ) {}

  get description(): string {
    return this.paths.join(', ');
  }

  /** @throws ModelsNotFoundError, ModuleLoadError, NoModelsError, DuplicateModelError, InvalidModelError */
  async load(target: SchemaTarget): Promise<WantedSchema> {
    const files = [...new Set(this.paths.flatMap((path) => filesAt(resolve(this.folder, path), path)))];
    const exports: Exported[] = [];
    for (const file of files) {
      const place = relative(this.folder, file);
      for (const [name, value] of Object.entries(await this.loader.load(file))) {
        exports.push({ place: `${name} in ${place}`, value });
      }
    }
    await turns();
    const wanted = collectModels(exports, target);
    if (wanted.model.tables.length === 0 && wanted.model.objects.length === 0) {
      throw new NoModelsError(this.description);
    }
    checkModels(wanted.model, target);
    return wanted;
  }
}

function filesAt(path: string, asked: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new ModelsNotFoundError(asked);
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isModule(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Neither tests nor mere declarations. */
function isModule(name: string): boolean {
  return extensions.has(extname(name)) && !/\.(?:d|test|spec)\.\w+$/u.test(name);
}
