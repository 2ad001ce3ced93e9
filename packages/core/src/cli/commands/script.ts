import type { Config } from '../../environment/config.js';
import type { Migrator } from '../../environment/migrator.js';
import type { Session } from '../session.js';

/** Prints a script of SQL: whole, or not at all, so that no half of one can be run by mistake. */
export async function writeScript(
  session: Session,
  make: (migrator: Migrator, write: (text: string) => void) => Promise<void>,
): Promise<void> {
  const { output } = session;
  const pieces: string[] = [];
  await make(await session.migrator(), (text) => void pieces.push(text));
  if (output.json) output.data({ sql: pieces.join('') });
  else for (const piece of pieces) output.raw(piece);
  if (pieces.every((piece) => piece === '')) output.note('The script is empty: there is nothing to do on this way.');
}

/** The config's lock time, as the command line changes it. */
export function lockSetting({ lockTimeout }: { readonly lockTimeout?: number }): Partial<Config> {
  return lockTimeout === undefined ? {} : { lockTimeout };
}
