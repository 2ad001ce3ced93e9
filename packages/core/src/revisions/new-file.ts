import { randomBytes } from 'node:crypto';
import { link, mkdir, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

import { FileExistsError, FileNotWrittenError } from './errors.js';

/**
 * Writes a new file, whole or not at all: the text goes into a file beside it, is flushed to disk, and is then given its
 * name, which fails if that name is taken. Missing folders are made.
 * @throws FileExistsError, FileNotWrittenError
 */
export async function writeNewFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString('hex')}.draft`;
  try {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await giveName(draft, file);
  } catch (error) {
    await unlink(draft).catch(() => undefined);
    if (codeOf(error) === 'EEXIST' && !(error instanceof Error && 'syscall' in error && error.syscall === 'mkdir'))
      throw new FileExistsError(file);
    throw new FileNotWrittenError(file, error);
  }
}

/** `link` refuses a taken name where `rename` would replace the file; some file systems (FAT, some network ones) have no links. */
async function giveName(draft: string, file: string): Promise<void> {
  try {
    await link(draft, file);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EOPNOTSUPP') throw error;
    // Creating the name exclusively reserves it; the draft then replaces what was reserved.
    const reserved = await open(file, 'wx');
    await reserved.close();
    await rename(draft, file);
    return;
  }
  await unlink(draft);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
