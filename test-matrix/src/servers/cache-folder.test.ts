import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { cachedFolder, cacheRoot } from './cache-folder.js';

const home = mkdtempSync(join(tmpdir(), 'aludel-cache-test-'));
process.env['XDG_CACHE_HOME'] = home;
test.after.always(() => rmSync(home, { recursive: true, force: true }));

function write(text: string): (folder: string) => Promise<void> {
  return async (folder) => {
    await new Promise((resolve) => setImmediate(resolve));
    writeFileSync(join(folder, 'text'), text);
  };
}

test('two at once get the same folder, which is made once', async (t) => {
  let made = 0;
  let waited = 0;
  const make = async (folder: string): Promise<void> => {
    made++;
    await write('once')(folder);
  };
  const both = await Promise.all([1, 2].map(() => cachedFolder('both', make, () => void waited++)));
  t.deepEqual(both, [join(cacheRoot(), 'both'), join(cacheRoot(), 'both')]);
  t.is(made, 1);
  t.is(waited, 1);
  t.is(readFileSync(join(cacheRoot(), 'both', 'text'), 'utf8'), 'once');
});

test('what failed half-way leaves nothing, and is made anew', async (t) => {
  const failing = async (folder: string): Promise<void> => {
    await write('half')(folder);
    throw new Error('no network');
  };
  await t.throwsAsync(cachedFolder('half', failing), { message: 'no network' });
  t.deepEqual(
    readdirSync(cacheRoot()).filter((name) => name.startsWith('half')),
    [],
  );
  const folder = await cachedFolder('half', write('whole'));
  t.is(readFileSync(join(folder, 'text'), 'utf8'), 'whole');
});

test('the lock of a process that is gone does not hold', async (t) => {
  mkdirSync(cacheRoot(), { recursive: true });
  const lock = join(cacheRoot(), 'abandoned.lock');
  // Beyond the largest process id that Linux gives.
  writeFileSync(lock, '4194305');
  utimesSync(lock, new Date(Date.now() - 10_000), new Date(Date.now() - 10_000));
  const folder = await cachedFolder('abandoned', write('mine'));
  t.is(readFileSync(join(folder, 'text'), 'utf8'), 'mine');
  t.false(existsSync(lock));
});
