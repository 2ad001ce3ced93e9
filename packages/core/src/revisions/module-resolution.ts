import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

/** What a specifier leads to: a TypeScript file of the user's that we evaluate, or a module that Node requires itself. */
export interface Resolved {
  readonly path: string;
  readonly isTypeScript: boolean;
}

/** What a relative specifier may lead to besides a file of exactly its name, first come first. */
const ADDED = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.mts', '/index.js', '/index.mjs'];
const SOURCE_OF: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts' };

/** Finds what a file of a folder imports: as Node does, and as TypeScript lets people write it (`./x` and `./x.js` for `./x.ts`). */
export class ModuleResolver {
  private readonly requires = new Map<string, NodeJS.Require>();
  private readonly known = new Map<string, Resolved>();

  /** @throws Node's resolution error */
  resolve(specifier: string, importer: string): Resolved {
    const folder = dirname(importer);
    const key = `${folder}\n${specifier}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const path = /^\.{0,2}\//.test(specifier) ? relative(specifier, folder) : undefined;
    const found = path ?? this.requireOf(folder).resolve(specifier);
    const resolved = { path: found, isTypeScript: /\.m?ts$/.test(found) };
    this.known.set(key, resolved);
    return resolved;
  }

  /** Node's own `require`, as of a file in this folder. */
  requireOf(folder: string): NodeJS.Require {
    let found = this.requires.get(folder);
    if (found === undefined) {
      found = createRequire(`${folder}/x.js`);
      this.requires.set(folder, found);
    }
    return found;
  }
}

function relative(specifier: string, folder: string): string | undefined {
  const path = resolve(folder, specifier);
  if (isFile(path)) return path;
  const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
  const source = SOURCE_OF[extension];
  if (source !== undefined) {
    const sourcePath = path.slice(0, -extension.length) + source;
    if (isFile(sourcePath)) return sourcePath;
  }
  return ADDED.map((added) => path + added).find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
