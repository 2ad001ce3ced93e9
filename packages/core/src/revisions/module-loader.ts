import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { Jiti } from 'jiti';

import type { LoaderName } from './errors.js';
import { cacheFolderFor, DiskTransformCache, noCache } from './transform-cache.js';
import { LinkError, type ModuleExports, type ProvidedModules, TypeScriptModules } from './typescript-modules.js';
import { TRANSFORMER } from './typescript-transform.js';

export interface ModuleLoaderOptions {
  /** Modules that TypeScript files get from the running program: `{ '@aludel/core': () => exports }`. Default: none, all are resolved. */
  readonly provided?: ProvidedModules;
  /** Keep transformed files in `node_modules/.cache/aludel`. Default: yes. */
  readonly cache?: boolean;
}

/** These say that a way of loading does not suit a file, before anything of the file has run. */
const UNSUITABLE = new Set([
  'ERR_UNKNOWN_FILE_EXTENSION',
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_REQUIRE_ASYNC_MODULE',
  'ERR_REQUIRE_ESM',
]);

/**
 * Loads users' modules: configuration, models, and the bodies of migrations.
 *
 * - JavaScript goes through `import()`.
 * - TypeScript is made into functions by `TypeScriptModules`: no transformer is started for a file without TypeScript syntax,
 *   a quick one for the rest, once for each text.
 * - jiti takes what that is not made for: path aliases, decorators, top-level await.
 * - Where the program itself is TypeScript that its runtime runs, `import()` comes first: migrations then share the
 *   instances of the program's own modules.
 */
export class ModuleLoader {
  private readonly provided: ProvidedModules;
  private readonly modules: TypeScriptModules;
  /** When a file that was imported had last changed: Node never imports one address twice. */
  private readonly imported = new Map<string, number>();

  constructor(options: ModuleLoaderOptions = {}) {
    this.provided = options.provided ?? {};
    this.modules = new TypeScriptModules(
      options.cache === false ? noCache : new DiskTransformCache(TRANSFORMER),
      this.provided,
    );
  }

  /**
   * The exports of a module. A file that has changed since it was loaded is loaded anew.
   * @throws ModuleLoadError with file and line; an `AludelError` that the module throws comes as it is, with its place added
   */
  async load(path: string): Promise<ModuleExports> {
    const file = resolve(path);
    const tried: LoaderName[] = [];
    const problems: unknown[] = [];
    for (const loader of loadersFor(file)) {
      tried.push(loader);
      try {
        return await this.loadBy(loader, file);
      } catch (error) {
        problems.push(error);
        if (!(await isUnsuitable(error))) break;
      }
    }
    // Imported late, like all that only failure needs: each module costs every start of the command most of a millisecond.
    const { isParseError, moduleLoadError } = await import('./module-load-error.js');
    const line = isParseError(problems.at(-1)) ? await this.parseErrorLine(file, problems.at(-1)) : undefined;
    throw moduleLoadError(file, problems, tried, line);
  }

  /** `import()` does not tell where the syntax of a file is wrong; jiti's parser does. */
  private async parseErrorLine(file: string, problem: unknown): Promise<number | undefined> {
    if (!(problem instanceof SyntaxError)) return undefined;
    const code = (await this.jiti(file)).transform({ source: readFileSync(file, 'utf8'), filename: file });
    const line = /^exports\.__JITI_ERROR__ = \{.*?"line":(\d+)/.exec(code)?.[1];
    return line === undefined ? undefined : Number(line);
  }

  private loadBy(loader: LoaderName, file: string): ModuleExports | Promise<ModuleExports> {
    if (loader === 'aludel') return this.modules.load(file);
    return loader === 'import' ? this.import(file) : this.importByJiti(file);
  }

  private async import(file: string): Promise<ModuleExports> {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const first = this.imported.get(file) ?? changed;
    this.imported.set(file, first);
    const address = pathToFileURL(file).href;
    return (await import(changed === first ? address : `${address}?changed=${changed}`)) as ModuleExports;
  }

  private async importByJiti(file: string): Promise<ModuleExports> {
    const jiti = await this.jiti(file);
    return jiti.import<ModuleExports>(file);
  }

  private async jiti(file: string): Promise<Jiti> {
    const { createJiti } = await import('jiti');
    const virtualModules: Record<string, unknown> = {};
    for (const [specifier, provide] of Object.entries(this.provided)) virtualModules[specifier] = provide();
    return createJiti(file, {
      fsCache: join(cacheFolderFor(dirname(file)), 'jiti'),
      interopDefault: false,
      tsconfigPaths: true,
      virtualModules,
    });
  }
}

function loadersFor(file: string): readonly LoaderName[] {
  if (!/\.[mc]?tsx?$/.test(file)) return ['import'];
  return runsTypeScript() ? ['import', 'aludel', 'jiti'] : ['aludel', 'jiti'];
}

/** Whether the program that we are part of is itself TypeScript, run as such (by Node, tsx, Bun, Deno). */
function runsTypeScript(): boolean {
  return 'bun' in process.versions || 'deno' in process.versions || /\.[mc]?tsx?$/.test(process.argv[1] ?? '');
}

async function isUnsuitable(error: unknown): Promise<boolean> {
  if (error instanceof LinkError) return true;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && UNSUITABLE.has(error.code))
    return true;
  const { isParseError } = await import('./module-load-error.js');
  return isParseError(error);
}
