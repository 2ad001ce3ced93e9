import { readFileSync } from 'node:fs';
import { dyingWithUs } from './parent-death.js';
import { UnavailableError } from './provider.js';
import { runProgram, type CommandLine } from './run-program.js';

/** How a program runs that refuses to be run by root. */
export interface RunsAs {
  readonly wrap: (commandLine: CommandLine) => CommandLine;
  /** Who has to own its files; undefined: whoever we are. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/**
 * PostgreSQL's initdb and server refuse to run as root. For root they run as a user of the machine who has few rights and
 * a name (initdb looks it up), or, where that user can't read the programs (a checkout under root's own folder), as that
 * user in a user namespace, whose files are still root's. Ends with this process in each case.
 *
 * @param program that user has to be able to read it
 */
export async function unprivileged(program: string): Promise<RunsAs> {
  if (process.getuid?.() !== 0) {
    const [command, ...rest] = await dyingWithUs('QUIT', ['true']);
    const before: CommandLine = [command, ...rest.slice(0, -1)];
    return { wrap: (commandLine) => [...before, ...commandLine], owner: undefined };
  }
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user = ['postgres', 'nobody'].flatMap((name) => users.filter((fields) => fields[0] === name))[0];
  if (user === undefined)
    throw new UnavailableError('there is no user "nobody" to run PostgreSQL as, and root may not');
  const [uid, gid] = [Number(user[2]), Number(user[3])];
  await dyingWithUs('QUIT', ['true']);
  const plain = (commandLine: CommandLine): CommandLine => [
    ...(['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--pdeathsig', 'QUIT', '--'] as const),
    ...commandLine,
  ];
  if (await canRead(plain, program)) return { wrap: plain, owner: { uid, gid } };
  // util-linux 2.38 and newer. The signal is asked for inside: a change of rights would take it back.
  const inNamespace = (commandLine: CommandLine): CommandLine => [
    ...(['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'] as const),
    ...(['setpriv', '--pdeathsig', 'QUIT', '--'] as const),
    ...commandLine,
  ];
  if (await canRead(inNamespace, program)) return { wrap: inNamespace, owner: undefined };
  throw new UnavailableError(`the user ${String(user[0])} can’t read ${program}, and root may not run it`);
}

async function canRead(wrap: RunsAs['wrap'], file: string): Promise<boolean> {
  return (await runProgram(wrap(['test', '-r', file]), { cwd: '/' })).status === 0;
}
