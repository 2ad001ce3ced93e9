import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atProcessEnd } from './ended-with-us.js';
import { isAlive } from './is-alive.js';

const staleAfterMs = 20 * 60_000;

/** Where servers are kept between runs: `$XDG_CACHE_HOME/aludel/servers`, else under `~/.cache`. */
export function cacheRoot(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'aludel', 'servers');
}

/**
 * A folder that is made once and kept: `make` fills a folder of another name, which gets its own name when it is whole, so
 * a run that was interrupted leaves nothing that looks complete. A second process waits for the first.
 *
 * @param name of the folder under the cache's root; has the version in it, if a newer one is to replace it
 * @param waiting called once if another process is at it
 */
export async function cachedFolder(
  name: string,
  make: (folder: string) => Promise<void>,
  waiting: () => void = () => {},
): Promise<string> {
  const root = await writableRoot();
  const folder = join(root, name);
  const lock = `${folder}.lock`;
  let said = false;
  while (!existsSync(folder)) {
    if (await takeLock(lock)) {
      try {
        if (!existsSync(folder)) await makeWhole(folder, make);
      } finally {
        await rm(lock, { force: true });
      }
    } else {
      if (!said) waiting();
      said = true;
      await pause(200);
    }
  }
  return folder;
}

/** Two at once would cost time, not harm: each fills a folder of its own, and the second finds the name taken. */
async function makeWhole(folder: string, make: (folder: string) => Promise<void>): Promise<void> {
  const part = `${folder}.part-${randomBytes(4).toString('hex')}`;
  const forget = atProcessEnd(() => rmSync(part, { recursive: true, force: true }));
  try {
    await mkdir(part);
    await make(part);
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  } finally {
    forget();
  }
}

/** The lock is a file with its owner's process id in it; that of a process which is gone counts for nothing. */
async function takeLock(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    const owner = Number(await readFile(lock, 'utf8'));
    const age = Date.now() - (await stat(lock)).mtimeMs;
    // Just made, its owner's number may not be in it yet.
    const abandoned = age > staleAfterMs || (age > 2000 && !isAlive(owner));
    if (abandoned) await rm(lock, { force: true });
  } catch {
    // It went meanwhile.
  }
  return false;
}

async function writableRoot(): Promise<string> {
  try {
    await mkdir(cacheRoot(), { recursive: true });
    await rm(await mkdtemp(join(cacheRoot(), '.try-')), { recursive: true });
    return cacheRoot();
  } catch {
    const instead = join(tmpdir(), `aludel-servers-${process.getuid?.() ?? 'user'}`);
    await mkdir(instead, { recursive: true, mode: 0o700 });
    return instead;
  }
}
