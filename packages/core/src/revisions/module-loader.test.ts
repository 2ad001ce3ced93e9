import { execFileSync } from 'node:child_process';
import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import test from 'ava';

import { AludelError } from '../errors.js';
import { type LoaderName, ModuleLoadError } from './errors.js';
import { ModuleLoader } from './module-loader.js';
import { moduleProject as project } from './module-project.test.kit.js';

const LIBRARY = fileURLToPath(new URL('../..', import.meta.url));

/** What a file of a new project exports as its default. */
async function loaded(files: Readonly<Record<string, string>>, entry = 'a.ts'): Promise<unknown> {
  return (await new ModuleLoader().load(join(project(files), entry)))['default'];
}

async function failure(
  files: Readonly<Record<string, string>>,
  entry = 'a.ts',
): Promise<ModuleLoadError & { readonly folder: string }> {
  const folder = project(files);
  try {
    await new ModuleLoader().load(join(folder, entry));
  } catch (error) {
    if (error instanceof ModuleLoadError) return Object.assign(error, { folder });
    throw error;
  }
  throw new Error('it loaded');
}

for (const extension of ['js', 'mjs', 'ts', 'mts']) {
  test(`loads .${extension}`, async (t) => {
    t.deepEqual(
      await loaded(
        { [`a.${extension}`]: `import { sep } from 'node:path';\nexport default { sep };` },
        `a.${extension}`,
      ),
      { sep: '/' },
    );
  });
}

test('a file without TypeScript syntax behaves as an ES module', async (t) => {
  const value = await loaded({
    'a.ts': `#!/usr/bin/env node
import './effect.js';
import fs, { readFileSync as read, } from 'node:fs';
import {
  posix,
  sep as separator,
} from 'node:path'
import * as os from 'node:os';
import json from './data.json' with { type: 'json' };
// import './nothing.js'; export default 1; import.meta
export default {
  same: fs.readFileSync === read, posix: typeof posix, separator, os: typeof os.tmpdir, effect: globalThis.aludelEffect,
  text: 'import.meta export default <T>', template: \`\${import.meta.filename.endsWith('a.ts')}\`,
  url: import.meta.url.startsWith('file://'), folder: import.meta.dirname.length > 1, this: (function () { return this; })(),
  resolved: import.meta.resolve('./data.json').endsWith('data.json'),
};
`.replace("import json from './data.json' with { type: 'json' };\n", ''),
    'effect.ts': 'globalThis.aludelEffect = 7;',
    'data.json': '{}',
  });
  t.deepEqual(value, {
    same: true,
    posix: 'object',
    separator: '/',
    os: 'function',
    effect: 7,
    text: 'import.meta export default <T>',
    template: 'true',
    url: true,
    folder: true,
    this: undefined,
    resolved: true,
  });
});

test('a file with TypeScript syntax is transformed', async (t) => {
  const value = await loaded({
    'a.ts': `import type { Nothing } from './nothing.js';
import { type AlsoNothing, helper, Level } from './helper';
import again, { helper as other } from './helper.js';
enum Local { A = 1, B }
class Point { constructor(private readonly x: number, public y?: string) {} get(): number { return this.x!; } }
const call = <T>(value: T): T => value;
export const named: number = 5;
export default { helper, same: helper === other, again, level: Level.High, local: Local[2], x: new Point(4).get(), call: call<string>('c') } satisfies object;
`,
    'helper.ts': `export const helper: object = {};\nexport const enum Level { Low, High }\nexport default 'again' as string;\nexport interface AlsoNothing {}`,
  });
  t.deepEqual(value, { helper: {}, same: true, again: 'again', level: 1, local: 'B', x: 4, call: 'c' });
});

test('a generic call is not taken for two comparisons', async (t) => {
  t.is(await loaded({ 'a.ts': `const f = (x) => x;\nconst T = 1;\nexport default f<T>('kept');` }), 'kept');
});

for (const [what, source] of Object.entries({
  'a namespace': 'namespace A { export const b: number = 7; }\nexport default A.b;',
  'top-level await': 'const x: number = await Promise.resolve(7);\nexport default x;',
  'a decorator': 'function d(c: any) { c.seven = 7; }\n@d\nclass A { static seven: number; }\nexport default A.seven;',
  'a path alias': `import { seven } from '~/lib/seven';\nexport default seven as number;`,
})) {
  test(`falls back to jiti for ${what}`, async (t) => {
    const value = await loaded({
      'a.ts': source,
      'lib/seven.ts': 'export const seven: number = 7;',
      'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "paths": { "~/*": ["./*"] } } }',
    });
    t.is(value, 7);
  });
}

test('nothing of a file runs twice when another loader takes over', async (t) => {
  const value = await loaded({
    'a.ts': `import { count } from './count.ts';\nimport { one } from '~/one';\nexport default count() + (one as number);`,
    'count.ts': `globalThis.aludelRuns = (globalThis.aludelRuns ?? 0) + 1;\nexport const count = (): number => globalThis.aludelRuns;`,
    'one.ts': 'export const one = 10;',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./*"] } } }',
  });
  t.is(value, 11);
});

test('modules that import each other are run once, in order', async (t) => {
  const value = await loaded({
    'a.ts': `import { b } from './b';\nexport const a = (): string => 'a';\nexport default b();`,
    'b.ts': `import { a } from './a';\nexport function b(): string { return 'b' + a(); }`,
  });
  t.is(value, 'ba');
});

test('a package is the same instance for every loader and for the program', async (t) => {
  const folder = project({
    'shared/package.json': '{"name":"shared","type":"module","exports":"./index.js"}',
    'shared/index.js': 'export const key = {};\nexport default class Shared {}',
    'plain.ts': `import Shared, { key } from 'shared';\nexport default [key, Shared];`,
    'typed.ts': `import Shared, { key } from 'shared';\nexport default [key, Shared] as const;`,
    'native.mjs': `import Shared, { key } from 'shared';\nexport default [key, Shared];`,
    'odd.ts': `import Shared, { key } from 'shared';\nexport default (await [key, Shared]) as unknown;`,
  });
  symlinkSync(join(folder, 'shared'), join(folder, 'node_modules/shared'));
  const ours = (await import(pathToFileURL(join(folder, 'shared/index.js')).href)) as { key: object; default: unknown };
  const loader = new ModuleLoader();
  for (const name of ['plain.ts', 'typed.ts', 'native.mjs', 'odd.ts']) {
    const [key, Shared] = (await loader.load(join(folder, name)))['default'] as [object, unknown];
    t.is(key, ours.key, name);
    t.is(Shared, ours.default, name);
  }
});

test('the program can provide modules that the user has not installed', async (t) => {
  const folder = project({
    'plain.ts': `import { mark } from '@aludel/core';\nexport default mark;`,
    'typed.ts': `import { mark } from '@aludel/core';\nexport default mark as object;`,
    'odd.ts': `import { mark } from '@aludel/core';\nexport default (await mark) as object;`,
  });
  const mark = {};
  const loader = new ModuleLoader({ provided: { '@aludel/core': () => ({ mark }) } });
  for (const name of ['plain.ts', 'typed.ts', 'odd.ts'])
    t.is((await loader.load(join(folder, name)))['default'], mark, name);
});

test('CommonJS packages are imported as Node imports them', async (t) => {
  const files = {
    'node_modules/fn/package.json': '{"name":"fn"}',
    'node_modules/fn/index.js': 'module.exports = () => 1; module.exports.named = 2;',
    'node_modules/compiled/package.json': '{"name":"compiled"}',
    'node_modules/compiled/index.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 3; exports.named = 4;`,
  };
  const source = `import fn, { named } from 'fn';\nimport compiled, { named as other } from 'compiled';\nimport * as all from 'fn';\n`;
  const result = `[fn(), named, compiled.default, other, all.default === fn, all.named]`;
  const expected = [1, 2, 3, 4, true, 2];
  t.deepEqual(await loaded({ ...files, 'a.mjs': `${source}export default ${result};` }, 'a.mjs'), expected);
  t.deepEqual(await loaded({ ...files, 'a.ts': `${source}export default ${result};` }), expected);
  t.deepEqual(await loaded({ ...files, 'a.ts': `${source}export default ${result} as unknown[];` }), expected);
});

test('a file that has not changed is run once, a changed one again', async (t) => {
  const folder = project({});
  for (const [name, suffix] of [
    ['a.ts', ''],
    ['b.ts', ' as object'],
    ['c.mjs', ''],
  ] as const) {
    const loader = new ModuleLoader();
    const path = join(folder, name);
    writeFileSync(path, `export default { value: 1 }${suffix};`);
    const first = (await loader.load(path))['default'];
    t.is((await loader.load(path))['default'], first, name);
    writeFileSync(path, `export default { value: 2 }${suffix};`);
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    t.deepEqual((await loader.load(path))['default'], { value: 2 }, name);
  }
});

for (const [what, typed] of [
  ['plain', ''],
  ['typed', ': Error'],
] as const) {
  test(`stack traces of a ${what} file have its own line numbers`, async (t) => {
    const value = await loaded({
      'a.ts': `import {
  sep,
} from 'node:path';
// a comment
export default {
  sep,
  trace()${typed} {
    return new Error('here');
  },
};
`,
    });
    t.regex((value as { trace(): Error }).trace().stack ?? '', /a\.ts:8:12/);
  });
}

test('an error that the file throws is the cause, with the line where it was thrown', async (t) => {
  const error = await failure({
    'a.ts': `import { boom } from './boom.js';\n\nexport default boom(1 as number);`,
    'boom.ts': `\nexport function boom(x: number) {\n  throw new TypeError('boom ' + x);\n}`,
  });
  t.is(error.code, 'MODULE_LOAD_FAILED');
  t.deepEqual(error.tried, ['aludel']);
  t.true(error.cause instanceof TypeError);
  t.deepEqual(error.location, { file: join(error.folder, 'a.ts').replace('a.ts', 'boom.ts'), line: 3 });
  t.regex(error.message, /boom\.ts:3 .*boom 1/);
});

test('a SyntaxError that the code itself throws is not taken for one of the file', async (t) => {
  const error = await failure({ 'a.ts': `\nexport default JSON.parse('{');` });
  t.deepEqual(error.tried, ['aludel']);
  t.is(error.location.line, 2);
  t.regex(error.message, /threw/);
});

for (const [entry, source, line, tried] of [
  ['a.ts', 'export default 1;\n\nconst x: = 5;', 3, ['aludel', 'jiti']],
  ['a.ts', 'export default {\n  a: 1\n  b: 2 };', 3, ['aludel', 'jiti']],
  ['a.mts', 'const a = 1;\nconst a = 2;', 2, ['aludel', 'jiti']],
  ['a.mjs', 'export default 1;\nconst = 5;', 2, ['import']],
] as const satisfies readonly (readonly [string, string, number, readonly LoaderName[]])[]) {
  test(`a syntax error is told with file and line: ${entry} ${JSON.stringify(source)}`, async (t) => {
    const error = await failure({ [entry]: source }, entry);
    t.deepEqual(error.location, { file: join(error.folder, entry), line });
    t.deepEqual(error.tried, tried);
    t.regex(error.hint ?? '', /not valid/);
  });
}

test('a syntax error in an imported file names that file', async (t) => {
  const error = await failure({ 'a.ts': `import './b';`, 'b.ts': '\nlet 1;' });
  t.deepEqual(error.location, { file: join(error.folder, 'b.ts'), line: 2 });
});

for (const [entry, specifier, hint] of [
  ['a.ts', 'not-installed', /npm install not-installed/],
  ['a.ts', './not-there.js', /path/],
  ['a.mjs', 'not-installed', /npm install not-installed/],
  ['a.mjs', './not-there.mjs', /path/],
] as const) {
  test(`an import of ${specifier} in ${entry} that is not found is told with its line`, async (t) => {
    const error = await failure(
      { [entry]: `import 'node:fs';\nimport { x } from '${specifier}';\nexport default x;` },
      entry,
    );
    t.deepEqual(error.location, { file: join(error.folder, entry), line: 2 });
    t.regex(error.message, new RegExp(specifier.replace('./', '')));
    t.regex(error.hint ?? '', hint);
  });
}

test('an import of a name that the module does not export is told with its line', async (t) => {
  const error = await failure({ 'a.mjs': `\nimport { nobody } from './b.mjs';`, 'b.mjs': '' }, 'a.mjs');
  t.deepEqual(error.location, { file: join(error.folder, 'a.mjs'), line: 2 });
  t.regex(error.message, /it imports "nobody" from "\.\/b\.mjs", which has no export of that name/);
  t.regex(error.hint ?? '', /spelling/);
});

test('a file that does not exist is a clear error', async (t) => {
  for (const entry of ['nowhere.ts', 'nowhere.mjs']) {
    const error = await failure({}, entry);
    t.regex(error.message, /no such file/, entry);
  }
});

test('an AludelError that the file throws comes as it is, with its place', async (t) => {
  const folder = project({
    'a.ts': `import { AludelError } from 'lib';\n\nthrow new AludelError('SOME_CODE', 'text');`,
  });
  const loader = new ModuleLoader({ provided: { lib: () => ({ AludelError }) } });
  const error = await t.throwsAsync(loader.load(join(folder, 'a.ts')), { instanceOf: AludelError, message: 'text' });
  t.deepEqual(error?.location, { file: join(folder, 'a.ts'), line: 3 });
});

const MODULE_LOADER = pathToFileURL(join(LIBRARY, 'dist/revisions/module-loader.js')).href;

/** A program that loads `a.ts`, which changes a module that the program uses. */
function sharing(extension: string): string {
  const folder = project({
    [`state.${extension}`]: 'export const state = { count: 0 };',
    'a.ts': `import { state } from './state.${extension}';\nstate.count++;\nexport default state as object;`,
    [`main.${extension}`]: `import { state } from './state.${extension}';
import { ModuleLoader } from '${MODULE_LOADER}';
const { default: seen } = await new ModuleLoader().load(new URL('./a.ts', import.meta.url).pathname);
console.log(seen === state, state.count);`,
  });
  return execFileSync(process.execPath, [join(folder, `main.${extension}`)], { encoding: 'utf8' });
}

test('a program shares its modules with what is loaded', (t) => {
  t.is(sharing('js'), 'true 1\n');
});

test('a program that is TypeScript shares its modules, too', (t) => {
  if (!Reflect.get(process.features, 'typescript')) {
    t.log('Skipped: this Node does not run TypeScript itself.');
    t.pass();
    return;
  }
  t.is(sharing('ts'), 'true 1\n');
});
