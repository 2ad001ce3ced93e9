import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { AludelError } from '../errors.js';
import { loadConfig } from './load-config.js';

const database = '{ dialect: {}, database: "db", connect() {}, module() {}, withUrl() {} }';
const good = `export default { migrations: './migrations', databases: { main: ${database} } };\n`;

function folderWith(t: ExecutionContext, files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'aludel-config-')));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function failure(t: ExecutionContext, work: Promise<unknown>): Promise<AludelError> {
  const error = await t.throwsAsync(work, { instanceOf: AludelError });
  if (error === undefined) throw new Error('it did not fail');
  return error;
}

for (const name of ['aludel.config.ts', 'aludel.config.mts', 'aludel.config.js', 'aludel.config.mjs']) {
  test(`finds ${name} from a folder below`, async (t) => {
    const folder = folderWith(t, { [name]: good, 'package.json': '{ "type": "module" }' });
    const below = join(folder, 'src', 'deep');
    mkdirSync(below, { recursive: true });
    const loaded = await loadConfig(below);
    t.deepEqual([loaded.file, loaded.folder], [join(folder, name), folder]);
    t.is(loaded.config.migrations, './migrations');
  });
}

test('finds a config in CommonJS, as .cjs', async (t) => {
  const folder = folderWith(t, { 'aludel.config.cjs': good.replace('export default', 'module.exports =') });
  t.is((await loadConfig(folder)).file, join(folder, 'aludel.config.cjs'));
});

test('guesses what a field was meant to be that there is not', async (t) => {
  const folder = folderWith(t, { 'aludel.config.ts': good.replace('migrations:', 'modles: "./x.ts", migrations:') });
  const error = await failure(t, loadConfig(folder));
  t.is(error.code, 'CONFIG_INVALID');
  t.regex(error.hint ?? '', /^Did you mean models\? The fields are: /u);
});

test('says how a config with import gets on in a project of CommonJS', async (t) => {
  const folder = folderWith(t, {
    'aludel.config.js': `import 'node:fs';\n${good}`,
    'package.json': '{ "type": "commonjs" }',
  });
  const error = await failure(t, loadConfig(folder));
  t.is(error.code, 'MODULE_LOAD_FAILED');
  t.regex(error.hint ?? '', /it is CommonJS: name it \.ts or \.mjs/u);
});

test('takes a config that is named, and one that is a function or a promise', async (t) => {
  const folder = folderWith(t, {
    'one.config.ts': good.replace('export default', 'const config: object =') + 'export default async () => config;\n',
    'two.config.ts':
      good.replace('export default', 'const config: object =') + 'export default Promise.resolve(config);\n',
  });
  t.is((await loadConfig(folder, 'one.config.ts')).config.migrations, './migrations');
  t.is((await loadConfig(folder, 'two.config.ts')).config.migrations, './migrations');
});

test('says where it looked for a config that is not there', async (t) => {
  const folder = folderWith(t, {});
  t.is((await failure(t, loadConfig(folder, 'other.ts'))).code, 'CONFIG_NOT_FOUND');
  const error = await failure(t, loadConfig(folder));
  t.is(error.code, 'CONFIG_NOT_FOUND');
  t.true(error.message.includes(folder));
});

const broken: readonly (readonly [what: string, text: string, code: string, line?: number])[] = [
  ['throws', "\nthrow new Error('no such variable');\n", 'MODULE_LOAD_FAILED', 2],
  [
    'throws in its function',
    "export default () => {\n  throw new Error('no such variable');\n};\n",
    'MODULE_LOAD_FAILED',
    2,
  ],
  ['rejects', "export default async () => {\n  throw new Error('no such variable');\n};\n", 'MODULE_LOAD_FAILED', 2],
  ['is not valid', '\n\nexport default {{;\n', 'MODULE_LOAD_FAILED', 3],
  ['imports what is not there', "import '@nobody/nothing';\n", 'MODULE_LOAD_FAILED', 1],
  ['exports nothing', 'export const config = 1;\n', 'CONFIG_INVALID'],
  ['lacks a field', 'export default { migrations: "./m" };\n', 'CONFIG_INVALID'],
];

for (const [what, text, code, line] of broken) {
  test(`names the file of a config that ${what}`, async (t) => {
    const folder = folderWith(t, { 'aludel.config.ts': text });
    const error = await failure(t, loadConfig(folder));
    t.is(error.code, code);
    t.is(error.location.file, join(folder, 'aludel.config.ts'));
    if (line !== undefined) t.is(error.location.line, line);
    t.truthy(error.hint);
  });
}
