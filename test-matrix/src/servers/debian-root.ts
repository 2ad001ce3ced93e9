import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { DebianServer } from '../targets.js';
import { UnavailableError } from './provider.js';
import { mustRun, runProgram } from './run-program.js';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const usualMirror = 'http://deb.debian.org/debian';

/** What an unpacked server does not need: package management, scripting, the init system. */
const leftOut =
  /^(?:perl.*|libperl.*|debconf|dpkg|tar|passwd|login.*|adduser|init-system-helpers|sysv-rc|lsb-base|coreutils|systemd.*|libsystemd-shared)$/u;

/** What was unpacked, and when; stands beside the root as `made.json`. */
export interface DebianRootRecord {
  readonly suite: string;
  readonly package: string;
  readonly version: string;
  readonly fetched: string;
  readonly packages: Readonly<Record<string, string>>;
}

/**
 * Unpacks a Debian package of any suite with everything it depends on, libc included, under `folder/root`. Nothing is
 * installed, no maintainer script runs, the system's package state is not touched, and root is not needed. The release's
 * signature is checked with Debian's own keyring.
 *
 * @throws UnavailableError where this is no Debian, or its packages can't be had
 */
export async function makeDebianRoot(wanted: DebianServer, folder: string, say: (text: string) => void): Promise<void> {
  const root = join(folder, 'root');
  const state = join(folder, 'apt');
  const archives = join(state, 'archives');
  const aptGet = await aptOver(state, wanted.suite);
  for (const path of ['lists/partial', 'archives/partial']) await mkdir(join(state, path), { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(join(root, 'usr', name), { recursive: true });
    await symlink(`usr/${name}`, join(root, name));
  }
  say(
    `fetching ${wanted.package} and what it needs from Debian ${wanted.suite} (once; kept in ${folder.replace(/\.part-.*$/u, '')})`,
  );
  await fromDebian(() => aptGet('update'));
  const uris = await fromDebian(() => aptGet('install', '--print-uris', wanted.package));
  const files = uris.split('\n').flatMap((line) => /^'[^']*' (\S+\.deb) /u.exec(line)?.[1] ?? []);
  await fromDebian(() => aptGet('install', '-y', '--download-only', wanted.package));
  say(`unpacking ${files.length} packages`);
  const packages: Record<string, string> = {};
  for (const file of files) {
    const deb = join(archives, file);
    const [name = file, version = ''] = (
      await mustRun(['dpkg-deb', '--show', '--showformat', '${Package} ${Version}', deb])
    ).split(' ');
    if (leftOut.test(name)) continue;
    packages[name] = version;
    await mustRun(['bash', '-o', 'pipefail', '-c', unpack, 'unpack', deb, root]);
  }
  await rm(state, { recursive: true, force: true });
  const record: DebianRootRecord = {
    suite: wanted.suite,
    package: wanted.package,
    version: packages[wanted.package] ?? '',
    fetched: new Date().toISOString(),
    packages,
  };
  await writeFile(join(folder, 'made.json'), `${JSON.stringify(record, null, 2)}\n`);
}

export async function readDebianRootRecord(folder: string): Promise<DebianRootRecord> {
  return JSON.parse(await readFile(join(folder, 'made.json'), 'utf8')) as DebianRootRecord;
}

const unpack = `dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --keep-directory-symlink --no-same-owner ${[
  'usr/bin', // clients, as large as the server
  'usr/share/doc',
  'usr/share/man',
  'usr/share/locale',
  'usr/share/lintian',
]
  .map((path) => `--exclude='./${path}/*'`)
  .join(' ')}`;

/** The command line of a program of the root, under the root's own loader and libraries. */
export function inDebianRoot(root: string, program: string): readonly [string, ...string[]] {
  const usr = join(root, 'usr');
  const loader = ['lib64', 'lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'lib']
    .flatMap((folder) => ['ld-linux-x86-64.so.2', 'ld-linux-aarch64.so.1'].map((name) => join(usr, folder, name)))
    .find((file) => existsSync(file));
  if (loader === undefined) throw new UnavailableError(`${root} has no loader for this machine (${process.arch})`);
  const libraries = ['lib/x86_64-linux-gnu', 'lib/aarch64-linux-gnu', 'lib/mysql/private', 'lib'];
  return [loader, '--library-path', libraries.map((folder) => join(usr, folder)).join(':'), join(root, program)];
}

/** `apt-get` on a state of its own: an empty machine that knows one suite. */
async function aptOver(state: string, suite: string): Promise<(...args: readonly string[]) => Promise<string>> {
  const mirror = await debianMirror();
  await mkdir(state, { recursive: true });
  await writeFile(join(state, 'status'), '');
  await writeFile(join(state, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`);
  const settings = {
    'Dir::State': state,
    'Dir::State::Lists': join(state, 'lists'),
    'Dir::State::status': join(state, 'status'),
    'Dir::Etc::SourceList': join(state, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    'Dir::Cache': state,
    'Dir::Cache::archives': join(state, 'archives'),
    'APT::Sandbox::User': userInfo().username,
    'APT::Install-Recommends': '0',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Debug::NoLocking': '1',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  return (...args) => mustRun(['apt-get', '-qq', ...options, ...args], { env });
}

/** The mirror that this machine's apt uses. */
async function debianMirror(): Promise<string> {
  const apt = await runProgram(['apt-get', 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages']);
  if (apt.status !== 0 || (await runProgram(['dpkg-deb', '--version'])).status !== 0)
    throw new UnavailableError('its packages are Debian’s, and apt-get and dpkg-deb are not here');
  if (!existsSync(keyring))
    throw new UnavailableError(
      `its packages are Debian’s, and ${keyring} (package debian-archive-keyring) is not here`,
    );
  return apt.stdout.split('\n').find((uri) => /\/debian\/?$/u.test(uri)) ?? usualMirror;
}

async function fromDebian<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new UnavailableError(
      `its packages could not be fetched from Debian: ${said.split('\n').slice(0, 3).join(' ')}`,
      {
        cause: error,
      },
    );
  }
}
