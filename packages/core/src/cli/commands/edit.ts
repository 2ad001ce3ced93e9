import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { EditorFailedError, NoEditorError } from '../errors.js';
import type { Session } from '../session.js';
import { shownPath } from '../shown-path.js';

export async function edit(session: Session, revision: string): Promise<void> {
  const { output } = session;
  const files = (await (await session.migrator()).show(revision)).map(({ file }) => file);
  if (files.length === 0) {
    output.note(`${revision} stands for no revision.`);
    return;
  }
  const editor = [process.env['VISUAL'], process.env['EDITOR']].find((value) => value !== undefined && value !== '');
  if (editor === undefined) throw new NoEditorError(files.map(shownPath));
  await open(editor, files, output.json);
  if (output.json) output.data({ files, editor });
}

/** Runs the editor as a shell does: what is set may hold arguments, `code --wait`. */
async function open(editor: string, files: readonly string[], isJson: boolean): Promise<void> {
  const stdio = ['inherit', isJson ? process.stderr : 'inherit', 'inherit'] as const;
  const child =
    process.platform === 'win32'
      ? spawn(`${editor} ${files.map((file) => `"${file}"`).join(' ')}`, { stdio: [...stdio], shell: true })
      : spawn('sh', ['-c', `${editor} "$@"`, 'aludel', ...files], { stdio: [...stdio] });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  if (code === 0) return;
  throw new EditorFailedError(editor, signal === null ? `ended with code ${code}` : `was ended by ${signal}`);
}
