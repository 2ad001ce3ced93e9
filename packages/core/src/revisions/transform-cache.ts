import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { textHash } from './text-hash.js';

/** Keeps what a transformer made of a file. One entry a file: it is replaced when the text or the transformer changes. */
export interface TransformCache {
  get(file: string, source: string): string | undefined;
  set(file: string, source: string, code: string): void;
  /** What V8 made of that code. */
  getCompiled(file: string, source: string): Buffer | undefined;
  setCompiled(file: string, source: string, compiled: Buffer): void;
}

export const noCache: TransformCache = {
  get: () => undefined,
  set: () => undefined,
  getCompiled: () => undefined,
  setCompiled: () => undefined,
};

/**
 * A cache on disk, in `node_modules/.cache/aludel` of the nearest folder that has a `node_modules`, else in the user's own
 * cache folder: never in the shared temporary folder, where other users could leave code for us to run. An entry holds
 * for exactly one text; where the disk can't be written there is no cache, and no error.
 */
export class DiskTransformCache implements TransformCache {
  constructor(
    /** Names the transformer and its version. */
    private readonly version: string,
  ) {}

  get(file: string, source: string): string | undefined {
    const entry = read(entryOf(file, 'cjs'))?.toString('utf8');
    const mark = this.markOf(source);
    return entry?.startsWith(mark) === true ? entry.slice(mark.length) : undefined;
  }

  set(file: string, source: string, code: string): void {
    write(entryOf(file, 'cjs'), this.markOf(source) + code);
  }

  getCompiled(file: string, source: string): Buffer | undefined {
    const entry = read(entryOf(file, 'v8'));
    const mark = Buffer.from(this.markOf(source));
    return entry?.subarray(0, mark.length).equals(mark) === true ? entry.subarray(mark.length) : undefined;
  }

  setCompiled(file: string, source: string, compiled: Buffer): void {
    write(entryOf(file, 'v8'), Buffer.concat([Buffer.from(this.markOf(source)), compiled]));
  }

  private markOf(source: string): string {
    return `// ${this.version} ${source.length} ${textHash(source)}\n`;
  }
}

function entryOf(file: string, kind: 'cjs' | 'v8'): string {
  return join(cacheFolderFor(dirname(file)), `${textHash(file)}.${kind}`);
}

function read(entry: string): Buffer | undefined {
  try {
    return readFileSync(entry);
  } catch {
    return undefined;
  }
}

function write(entry: string, content: string | Buffer): void {
  const draft = `${entry}.${process.pid}.draft`;
  try {
    try {
      writeFileSync(draft, content);
    } catch {
      mkdirSync(dirname(entry), { recursive: true, mode: 0o700 });
      writeFileSync(draft, content);
    }
    renameSync(draft, entry);
  } catch {
    // A folder that can't be written costs speed and nothing else.
  }
}

const folders = new Map<string, string>();

/** Where results for files of this folder are kept. */
export function cacheFolderFor(folder: string): string {
  const known = folders.get(folder);
  if (known !== undefined) return known;
  const modules = join(folder, 'node_modules');
  const parent = dirname(folder);
  const found = isFolder(modules)
    ? join(modules, '.cache', 'aludel')
    : parent === folder
      ? join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'aludel')
      : cacheFolderFor(parent);
  folders.set(folder, found);
  return found;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
