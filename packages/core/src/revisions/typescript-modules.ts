import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, type CompileFunctionOptions } from 'node:vm';

import { META_NAME } from './module-text.js';
import { ModuleResolver } from './module-resolution.js';
import { textHash } from './text-hash.js';
import type { TransformCache } from './transform-cache.js';
import { TRANSFORMS } from './typescript-transform.js';

/** A module's exports by name; `default` is the default one. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/** Modules that come from the running program instead of from the user's `node_modules`: specifier to exports. */
export type ProvidedModules = Readonly<Record<string, () => ModuleExports>>;

/** A module could not be made ready to run: nothing of it, nor of anything that only it imports, was run. */
export class LinkError extends Error {
  constructor(
    readonly file: string,
    override readonly cause: unknown,
    /** What it imports that was not found. */
    readonly specifier?: string,
  ) {
    super(`${file} can't be linked`);
  }
}

type Body = (exports: object, require: (specifier: string) => unknown, meta: object) => void;

interface ModuleRecord {
  readonly file: string;
  readonly hash: string;
  readonly run: Body;
  readonly exports: Record<string, unknown>;
  state: 'linked' | 'running' | 'done';
}

/** What `compileFunction` adds to the function where it was asked to. */
interface Compiled {
  readonly cachedData?: Buffer;
  readonly cachedDataRejected?: boolean;
}

function compiledBody(code: string, file: string, options: CompileFunctionOptions): Body & Compiled {
  return compileFunction(code, ['exports', 'require', META_NAME], { ...options, filename: file }) as Body & Compiled;
}

/** From so many characters on it is worth it to keep what V8 makes of a text: modules of many models. */
const worthKeeping = 100_000;

/** @throws SyntaxError */
function compiled(code: string, file: string, source: string, cache: TransformCache): Body {
  const isKept = code.length >= worthKeeping;
  const kept = isKept ? cache.getCompiled(file, source) : undefined;
  let body = compiledBody(code, file, kept === undefined ? { produceCachedData: isKept } : { cachedData: kept });
  // One of another version of V8 is as good as none.
  if (body.cachedDataRejected === true) body = compiledBody(code, file, { produceCachedData: true });
  if (body.cachedData !== undefined) cache.setCompiled(file, source, body.cachedData);
  // In a function that is not async, `await (x)` calls a function named await. A static block forbids that, as modules do.
  if (code.includes('await')) compileFunction(`class Check { static {${code}\n} }`, [], { filename: file });
  return body;
}

/**
 * Runs users' TypeScript modules in this process: each becomes the body of a function, as a bundler or a test runner does it,
 * with the file's own line numbers. ES modules that it imports are `require`d, which gives the instance that `import` gives.
 *
 * Linking comes before running, so that whoever falls back to another loader runs nothing twice.
 */
export class TypeScriptModules {
  private readonly records = new Map<string, ModuleRecord>();
  private readonly resolver = new ModuleResolver();
  /** What Node requires by itself is looked at once: the CommonJS ones are shown as ES modules. */
  private readonly shown = new WeakMap<object, ModuleExports>();

  constructor(
    private readonly cache: TransformCache,
    private readonly provided: ProvidedModules,
  ) {}

  /**
   * Runs a file and what it imports, unless it has been run and its text is the same.
   * @throws LinkError, or what the file throws
   */
  load(file: string): ModuleExports {
    const source = readFileSync(file, 'utf8');
    const before = this.records.get(file);
    if (before !== undefined && before.hash !== textHash(source)) this.records.delete(file);
    return this.run(this.link(file, source));
  }

  private link(file: string, text?: string): ModuleRecord {
    const before = this.records.get(file);
    if (before !== undefined) return before;
    const source = text ?? readFileSync(file, 'utf8');
    let problem: LinkError | undefined;
    for (const transform of TRANSFORMS) {
      try {
        const body = transform(file, source, this.cache);
        if (body === undefined) continue;
        const run = compiled(body.code, file, source, this.cache);
        const record: ModuleRecord = {
          file,
          hash: textHash(source),
          run,
          exports: Object.defineProperty({}, '__esModule', { value: true }),
          state: 'linked',
        };
        // Known before its imports are linked: they may import it back.
        this.records.set(file, record);
        for (const specifier of body.specifiers) this.linkImport(specifier, file);
        return record;
      } catch (error) {
        this.records.delete(file);
        // A fault in an imported file is not cured by another transform of this one.
        if (error instanceof LinkError && error.file !== file) throw error;
        problem = error instanceof LinkError ? error : new LinkError(file, error);
      }
    }
    throw problem ?? new LinkError(file, undefined);
  }

  private linkImport(specifier: string, file: string): void {
    if (Object.hasOwn(this.provided, specifier)) return;
    let resolved;
    try {
      resolved = this.resolver.resolve(specifier, file);
    } catch (error) {
      throw new LinkError(file, error, specifier);
    }
    if (resolved.isTypeScript) this.link(resolved.path);
  }

  private run(record: ModuleRecord): ModuleExports {
    if (record.state !== 'linked') return record.exports;
    record.state = 'running';
    const { file } = record;
    const url = pathToFileURL(file).href;
    const meta = {
      url,
      filename: file,
      dirname: dirname(file),
      resolve: (specifier: string): string => pathToFileURL(this.resolver.resolve(specifier, file).path).href,
    };
    try {
      record.run.call(undefined, record.exports, (specifier) => this.imported(specifier, file), meta);
    } catch (error) {
      this.records.delete(file);
      throw error;
    }
    record.state = 'done';
    return record.exports;
  }

  private imported(specifier: string, importer: string): unknown {
    const provide = Object.hasOwn(this.provided, specifier) ? this.provided[specifier] : undefined;
    if (provide !== undefined) return provide();
    const { path, isTypeScript } = this.resolver.resolve(specifier, importer);
    if (isTypeScript) return this.run(this.link(path));
    return this.asModule(this.resolver.requireOf(dirname(importer))(path));
  }

  /** What Node shows of a CommonJS module when it is imported: all of it as the default, and its properties by name. */
  private asModule(exports: unknown): unknown {
    if ((typeof exports !== 'object' && typeof exports !== 'function') || exports === null) {
      return { __esModule: true, default: exports };
    }
    if (Object.prototype.toString.call(exports) === '[object Module]') return exports;
    let module = this.shown.get(exports);
    if (module === undefined) {
      module = Object.create(exports, { __esModule: { value: true }, default: { value: exports } }) as ModuleExports;
      this.shown.set(exports, module);
    }
    return module;
  }
}
