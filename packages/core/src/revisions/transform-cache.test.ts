import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'ava';
import { ModuleLoader } from './module-loader.js';
import { moduleProject as project } from './module-project.test.kit.js';
import { TRANSFORMER } from './typescript-transform.js';

const MODULE_LOADER = new URL('module-loader.js', import.meta.url).href;

test('a transformed file is kept, and never used for another text', async (t) => {
  const folder = project({ 'a.ts': 'export default 1 as number;' });
  const path = join(folder, 'a.ts');
  const cache = join(folder, 'node_modules/.cache/aludel');
  t.is((await new ModuleLoader().load(path))['default'], 1);
  const [entry, ...others] = readdirSync(cache);
  t.deepEqual(others, []);
  const kept = join(cache, entry ?? '');
  writeFileSync(kept, readFileSync(kept, 'utf8').replace('exports. default = 1', 'exports. default = 11'));
  t.is((await new ModuleLoader().load(path))['default'], 11, 'the kept text is what runs');
  t.is((await new ModuleLoader({ cache: false }).load(path))['default'], 1);
  writeFileSync(path, 'export default 2 as number;');
  t.is((await new ModuleLoader().load(path))['default'], 2);
  t.is(readdirSync(cache).length, 1, 'one entry a file');
});

test('what V8 made of a large file is kept, used for that text alone, and not believed when it is spoiled', (t) => {
  const text = (value: number): string =>
    `const list: number[] = [];\n${`list.push(${value});\n`.repeat(8000)}export default list as readonly number[];`;
  const folder = project({ 'a.ts': text(1) });
  const path = join(folder, 'a.ts');
  const cache = join(folder, 'node_modules/.cache/aludel');
  // In a process of its own: another test may change settings of V8, which are part of what it compiles.
  const program = `import { ModuleLoader } from ${JSON.stringify(MODULE_LOADER)};
    const list = (await new ModuleLoader().load(${JSON.stringify(path)})).default;
    console.log(list.length === 8000 ? list[0] : 'wrong');`;
  const first = (): string =>
    execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }).trim();
  t.is(first(), '1');
  const kept = join(cache, readdirSync(cache).find((name) => name.endsWith('.v8')) ?? '');
  const before = readFileSync(kept);
  t.is(first(), '1');
  t.deepEqual(readFileSync(kept), before, 'it was taken as it is');
  writeFileSync(kept, Buffer.concat([before.subarray(0, before.indexOf('\n') + 1), Buffer.from('spoiled')]));
  t.is(first(), '1');
  t.true(readFileSync(kept).length > 1000, 'it was made anew');
  writeFileSync(path, text(2));
  t.is(first(), '2');
  t.is(readdirSync(cache).length, 2);
});

test('a file without TypeScript syntax leaves nothing in the cache', async (t) => {
  const folder = project({ 'a.ts': 'export default 1;' });
  await new ModuleLoader().load(join(folder, 'a.ts'));
  t.false(existsSync(join(folder, 'node_modules/.cache')));
});

test('a cache that can not be written costs nothing but speed', async (t) => {
  const folder = project({ 'a.ts': 'export default 1 as number;', 'node_modules/.cache': 'a file' });
  t.is((await new ModuleLoader().load(join(folder, 'a.ts')))['default'], 1);
});

test('the name of the transformer in the cache is the one that is installed', (t) => {
  const { version } = createRequire(import.meta.url)('sucrase/package.json') as { version: string };
  t.true(TRANSFORMER.startsWith(`sucrase ${version} `));
});
