import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const example = join(root, 'migrations-examples', 'chinook');
const aludel = join(root, 'packages', 'core', 'bin', 'aludel.js');
const start = join(root, 'scripts', 'dist', 'start.js');
const scratch = mkdtempSync(join(tmpdir(), 'aludel-commands-test-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));

function node(args: readonly string[], env: Readonly<Record<string, string>>, cwd = root) {
  return spawnSync(process.execPath, args, { cwd, env: { ...process.env, NO_COLOR: '1', ...env }, encoding: 'utf8' });
}

test('npm start goes up, down and up again, and finds the same rows', (t) => {
  const { status, stdout, stderr } = node([start], { TMPDIR: scratch, TEMP: scratch, TMP: scratch });
  t.is(status, 0, stdout + stderr);
  t.regex(stdout, /\$ npx aludel upgrade heads\n/u);
  t.regex(stdout, /The same 186 rows in the same 11 tables/u);
});

test('npm start changes a model, lets the migration be written, and finds nothing afterwards', (t) => {
  const before = readdirSync(join(example, 'migrations'));
  const { status, stdout, stderr } = node([start], { TMPDIR: scratch, TEMP: scratch, TMP: scratch });
  t.is(status, 0, stdout + stderr);
  const [, second = ''] = stdout.split('A model changes');
  t.regex(
    second,
    /\$ npx aludel revision --autogenerate -m "Ratings and reviews"\nmigrations\/\w+_ratings_and_reviews\.ts\n/u,
  );
  t.regex(second, /op\.addColumn\('Track', 'Rating', t\.integer\(\)\.notNull\(\)\.default\(0\)\);/u);
  t.regex(second, /op\.createTable\(\s*'Review'/u);
  t.regex(second, /\$ npx aludel revision --autogenerate -m Nothing\n\n/u);
  t.is(stderr.match(/The database is as the models say/gu)?.length, 3, stderr);
  t.deepEqual(readdirSync(join(example, 'migrations')), before);
});

test('npm start ends with exit code 1 where a command fails', (t) => {
  const trap = join(scratch, 'trap.cjs');
  writeFileSync(trap, `if (process.argv.includes('upgrade')) process.exit(7);`);
  const { status, stdout } = node([start], {
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
    NODE_OPTIONS: `--require ${trap}`,
  });
  t.is(status, 1);
  t.regex(stdout, /aludel upgrade heads failed \(exit code 7\)/u);
  t.notRegex(stdout, /What is in it now/u);
});

test('the commands of the example’s README run, one after another', (t) => {
  const readme = readFileSync(join(example, 'README.md'), 'utf8');
  const [, block = ''] = /```sh\n(.*?)```/su.exec(readme) ?? [];
  const commands = [...block.matchAll(/^npx aludel ([^#\n]+)/gmu)].map(([, words = '']) => words.trim().split(/\s+/u));
  t.true(commands.length > 8);
  for (const words of commands) {
    const { status, stderr } = node([aludel, ...words], { CHINOOK_DB: join(scratch, 'readme.db') }, example);
    t.is(status, 0, `${words.join(' ')}\n${stderr}`);
  }
});
