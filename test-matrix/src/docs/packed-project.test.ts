import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'ava';
import { codeBlocks, commandsOf, root } from './markdown-blocks.test-support.js';

const require = createRequire(import.meta.url);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a command in a folder; its output, or what it said when it failed. */
function run(command: string, args: readonly string[], cwd: string): { readonly ok: boolean; readonly output: string } {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1' };
  // npm hands its own settings down to the scripts that it runs; a user's shell has none of them.
  for (const name of Object.keys(env)) if (name.startsWith('npm_') && name !== 'npm_config_cache') delete env[name];
  const child = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { ok: child.status === 0, output: `${child.stdout}${child.stderr}` };
}

/** Makes the packages as they are published. */
function bundle(folder: string): string {
  const bundled = join(folder, 'bundled');
  const done = run(process.execPath, [join(root, 'scripts', 'bundle.mjs'), bundled], root);
  if (!done.ok) throw new Error(done.output);
  return bundled;
}

/** One of them, packed into a folder. */
function pack(bundled: string, name: string, folder: string): string {
  const packed = run(npm, ['pack', '--silent', '--pack-destination', folder, join(bundled, name)], root);
  if (!packed.ok) throw new Error(packed.output);
  const file = packed.output.trim().split('\n').at(-1) ?? '';
  return join(folder, file);
}

interface Case {
  readonly name: string;
  /** What is changed of what `init` wrote, as README says. */
  readonly configure: (config: string) => string;
  /** Takes from the workspace what would take a minute to compile again. */
  readonly prepare?: (modules: string) => void;
}

const cases: readonly Case[] = [
  {
    name: 'sqlite',
    configure: (config) => config,
    prepare: (modules) => {
      const driver = dirname(require.resolve('better-sqlite3/package.json'));
      cpSync(join(driver, 'build'), join(modules, 'better-sqlite3', 'build'), { recursive: true });
    },
  },
  {
    name: 'postgres',
    configure: (config) => config.replace(/postgres\(\{.*?\}\)/su, `postgres({ pglite: { dataDir: 'data' } })`),
  },
];

const scratch = mkdtempSync(join(tmpdir(), 'aludel-packed-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));
const bundled = bundle(scratch);
const core = pack(bundled, 'core', scratch);

test('what is published asks by a path only for files that are published, too', (t) => {
  for (const name of readdirSync(bundled)) {
    const files = readdirSync(join(bundled, name, 'dist'), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((one) => one.endsWith('.js'))) {
      const path = join(bundled, name, 'dist', file);
      for (const [, asked = ''] of readFileSync(path, 'utf8').matchAll(
        /\b(?:require|import)\(["'](\.[^"']+)["']\)/gu,
      )) {
        t.true(existsSync(join(dirname(path), asked)), `${name}/${file} asks for ${asked}`);
      }
    }
  }
});

for (const { name, configure, prepare } of cases) {
  test.serial(`the commands of README work in an empty folder, with the packed packages of core and ${name}`, (t) => {
    t.timeout(300_000);
    const project = join(scratch, name);
    const block = codeBlocks('README.md').find(({ text }) => text.includes('npx aludel init'));
    const commands = block === undefined ? [] : commandsOf(block);
    t.is(commands[0], 'npm install @aludel/core @aludel/sqlite');

    const tarballs = [core, pack(bundled, name, scratch)];
    mkdirSync(project);
    const installed = run(
      npm,
      ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs],
      project,
    );
    t.true(installed.ok, installed.output);
    prepare?.(join(project, 'node_modules'));

    const outputs = new Map<string, string>();
    for (const command of commands.slice(1)) {
      const [program = '', ...args] = command.match(/"[^"]*"|\S+/gu)?.map((word) => word.replaceAll('"', '')) ?? [];
      t.is(program, 'npx', command);
      const done = run(process.platform === 'win32' ? 'npx.cmd' : 'npx', ['--no-install', ...args], project);
      t.true(done.ok, `${command}\n${done.output}`);
      outputs.set(command, done.output);
      if (command.includes('aludel init')) {
        const config = join(project, 'aludel.config.ts');
        writeFileSync(config, configure(readFileSync(config, 'utf8')));
      }
      if (command.includes('revision -m')) edit(project);
    }

    t.true(existsSync(join(project, 'aludel.config.ts')));
    t.regex(outputs.get('npx aludel history') ?? '', /Add phone number/u);
    t.regex(outputs.get('npx aludel upgrade head') ?? '', /Add phone number/u);
    t.true(outputs.has('npx aludel downgrade base') || commands.some((command) => command.includes('downgrade')));
  });
}

/** Fills in the migration that `revision -m` has written, as a user would. */
function edit(project: string): void {
  const migrations = join(project, 'migrations');
  const name = readdirSync(migrations).find((file) => file.includes('add_phone_number'));
  if (name === undefined) throw new Error('revision -m wrote no file');
  const file = join(migrations, name);
  const text = readFileSync(file, 'utf8');
  const filled = text.replace(
    /^ *\/\/ op\..*$/mu,
    "    op.createTable('phones', { number: t.string(20).primaryKey() });",
  );
  if (filled === text) throw new Error(`nothing to fill in:\n${text}`);
  writeFileSync(file, filled);
}
