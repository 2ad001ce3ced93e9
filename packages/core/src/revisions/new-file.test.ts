import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import test from 'ava';

import { FileExistsError, FileNotWrittenError } from './errors.js';
import { writeNewFile } from './new-file.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'aludel-new-file-'));

test('writes a file, and the folders above it, and leaves nothing else', async (t) => {
  const root = folder();
  await writeNewFile(join(root, 'a/b/x.ts'), 'text ä');
  t.is(readFileSync(join(root, 'a/b/x.ts'), 'utf8'), 'text ä');
  t.deepEqual(readdirSync(join(root, 'a/b')), ['x.ts']);
});

test('never overwrites', async (t) => {
  const root = folder();
  writeFileSync(join(root, 'x.ts'), 'mine');
  const error = await t.throwsAsync(writeNewFile(join(root, 'x.ts'), 'yours'), { instanceOf: FileExistsError });
  t.is(error?.code, 'FILE_EXISTS');
  t.is(readFileSync(join(root, 'x.ts'), 'utf8'), 'mine');
  t.deepEqual(readdirSync(root), ['x.ts']);
});

test('of two that write one file at the same time, one fails', async (t) => {
  const file = join(folder(), 'x.ts');
  const results = await Promise.allSettled([
    writeNewFile(file, 'a'.repeat(100_000)),
    writeNewFile(file, 'b'.repeat(100_000)),
  ]);
  t.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  t.regex(readFileSync(file, 'utf8'), /^(a{100000}|b{100000})$/);
});

test('a place that can not be written is a clear error', async (t) => {
  const root = folder();
  writeFileSync(join(root, 'file'), '');
  const error = await t.throwsAsync(writeNewFile(join(root, 'file', 'x.ts'), ''), { instanceOf: FileNotWrittenError });
  t.is(error?.location.file, join(root, 'file', 'x.ts'));
});
