import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive.js';
import { scratchFolder } from './scratch-folder.js';

const prefix = 'aludel-server-';

/** A new folder for a server's data; its owner's process id is in the name, so that a later run knows when it is nobody's. */
export function makeServerFolder(target: string): string {
  const scratch = scratchFolder();
  sweep(scratch);
  return mkdtempSync(join(scratch, `${prefix}${process.pid}-${target}-`));
}

/** Takes away what runs left behind that were killed: their servers went with them, their folders could not. */
function sweep(scratch: string): void {
  for (const name of readdirSync(scratch)) {
    if (!name.startsWith(prefix)) continue;
    const owner = Number(name.slice(prefix.length).split('-')[0]);
    if (isAlive(owner)) continue;
    try {
      rmSync(join(scratch, name), { recursive: true, force: true });
    } catch {
      // Another user's.
    }
  }
}
