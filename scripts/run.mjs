#!/usr/bin/env node
/**
 * What `npm start`, `npm test` and the others begin with: on a fresh clone it installs and builds, says what it is doing,
 * and then runs the script that was asked for. Plain JavaScript, and nothing but Node: there may be no node_modules yet.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.aludel-installed');
const say = (text) => process.stderr.write(`${text}\n`);

const [script] = process.argv.slice(2);
if (script === undefined) {
  say('Usage: node scripts/run.mjs SCRIPT [ARGUMENTS]');
  process.exit(2);
}
checkNode();
await install();
await build();
if (script === 'bench') bundle();
process.argv.splice(2, 1);
process.chdir(root);
await import(pathToFileURL(join(root, 'scripts', 'dist', `${script}.js`)).href);

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22) return;
  say(`Aludel needs Node 20.19 or newer, or 22.12 or newer; this is ${process.versions.node}.`);
  process.exit(2);
}

async function install() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const mark = `${lock} ${process.versions.modules}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === mark) return;
  say(
    'Installing dependencies (npm ci). The SQLite driver is compiled where no ready-made binary can be fetched: a minute or two.',
  );
  const code = await runWithSignsOfLife(
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['ci', '--no-audit', '--no-fund'],
    'still installing',
  );
  if (code !== 0) {
    say('npm ci failed; what it said stands above.');
    process.exit(code);
  }
  writeFileSync(stamp, mark);
}

async function build() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(join(root, 'scripts', 'dist', '.tsbuildinfo'))) say('Building (tsc -b).');
  const { status } = spawnSync(process.execPath, [tsc, '-b'], { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  if (status !== 0) {
    say('The build failed; what the compiler said stands above.');
    process.exit(status ?? 1);
  }
}

/** The benches measure what users install. */
function bundle() {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'bundle.mjs')], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
  });
  if (status !== 0) {
    say('The packages could not be bundled; why stands above.');
    process.exit(status ?? 1);
  }
}

/** Runs a command, and says every ten seconds that it is still going. */
function runWithSignsOfLife(command, commandArgs, words) {
  return new Promise((resolve) => {
    const started = Date.now();
    const timer = setInterval(() => say(`… ${words}, ${Math.round((Date.now() - started) / 1000)} s`), 10_000);
    const child = spawn(command, commandArgs, { cwd: root, stdio: ['ignore', 2, 'inherit'] });
    child.on('exit', (code) => {
      clearInterval(timer);
      resolve(code ?? 1);
    });
    child.on('error', (error) => {
      clearInterval(timer);
      say(String(error));
      resolve(1);
    });
  });
}
