import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { PostWriteFailedError } from '../autogenerate/errors.js';
import type { PostWriteCommand, PostWriteHook, WrittenFile } from '../autogenerate/settings.js';
import type { WritingSettings } from './context.js';

/**
 * Runs the hooks on a file that was written, one after another, until one fails.
 * @throws PostWriteFailedError with what it printed; the file stays
 */
export async function runPostWrite(
  { revision, message, file }: WrittenFile,
  { postWrite, folder }: Pick<WritingSettings, 'postWrite' | 'folder'>,
  signal?: AbortSignal,
): Promise<void> {
  const written: WrittenFile = { revision, message, file };
  for (const hook of postWrite) {
    // oxlint-disable-next-line no-await-in-loop -- each works on what the one before it left
    await (typeof hook === 'function' ? called(hook, written) : run(hook, written, folder, signal));
  }
}

async function called(hook: Exclude<PostWriteHook, PostWriteCommand>, written: WrittenFile): Promise<void> {
  try {
    await hook(written);
  } catch (error) {
    const name = hook.name === '' ? 'a function' : hook.name;
    const problem = `failed: ${error instanceof Error ? error.message : String(error)}`;
    throw new PostWriteFailedError(written.file, `autogenerate.postWrite (${name})`, problem, '', error);
  }
}

async function run(
  { command, args = [] }: PostWriteCommand,
  { file }: WrittenFile,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const filled = args.some((arg) => arg.includes('{file}'))
    ? args.map((arg) => arg.replaceAll('{file}', () => file))
    : [...args, file];
  const typed = [command, ...filled].join(' ');
  // What npm puts into `.bin` on Windows are scripts, which only a shell runs.
  const shell = process.platform === 'win32';
  const child = spawn(shell ? quoted(command) : command, shell ? filled.map(quoted) : filled, {
    cwd: folder,
    env: { ...process.env, PATH: searchPath(folder) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell,
    ...(signal === undefined ? {} : { signal }),
  });
  let output = '';
  const keep = (text: string): void => void (output += text);
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const [code, killedBy] = (await once(child, 'close').catch((error: unknown) => {
    const problem = `could not be run: ${error instanceof Error ? error.message : String(error)}`;
    throw new PostWriteFailedError(file, typed, problem, output, error);
  })) as [code: number | null, killedBy: NodeJS.Signals | null];
  if (code === 0) return;
  const end = code === null ? `was ended by ${killedBy ?? 'a signal'}` : `failed (exit code ${code})`;
  throw new PostWriteFailedError(file, typed, output.trim() === '' ? `${end}.` : `${end}:`, output);
}

/** As npm has it: the programs of the project first, then those of the folders above. */
function searchPath(folder: string): string {
  const places: string[] = [];
  for (let at = folder, above = dirname(at); ; at = above, above = dirname(at)) {
    places.push(join(at, 'node_modules', '.bin'));
    if (above === at) break;
  }
  return [...places, process.env['PATH'] ?? ''].join(delimiter);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
