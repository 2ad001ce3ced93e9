import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import test from 'ava';

import {
  DuplicateRevisionFileError,
  FileExistsError,
  HeaderFieldTypeError,
  HeaderMismatchError,
  MigrationsFolderMissingError,
  MigrationsUnreadableError,
  NotAMigrationError,
  RevisionFileNotFoundError,
} from './errors.js';
import { FileRevisionStore, isMigrationFile } from './file-store.js';
import { ModuleLoader } from './module-loader.js';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-store-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

function storeOf(files: Readonly<Record<string, string>>, recursive = false): FileRevisionStore {
  return new FileRevisionStore({ folder: folderOf(files), recursive, loader: new ModuleLoader({ cache: false }) });
}

const file = (id: string, rest = 'upgrade() {}'): string =>
  `export default { revision: '${id}', downRevision: null, ${rest} };`;

test('a migration file is .ts, .mts, .js or .mjs; declarations, tests and hidden files are none', (t) => {
  const names = [
    'a.ts',
    'a.mts',
    'a.js',
    'a.mjs',
    'a.b.ts',
    'a.d.ts',
    'a.d.mts',
    'a.test.ts',
    'a.spec.js',
    '.a.ts',
    'a.cjs',
    'a.json',
    'a.ts.draft',
    'ts',
    '.ts',
  ];
  t.deepEqual(names.filter(isMigrationFile), ['a.ts', 'a.mts', 'a.js', 'a.mjs', 'a.b.ts']);
});

test('lists the revisions in the order of their files names, without running them', async (t) => {
  const store = storeOf({
    'b.ts': file('1'),
    'a.mjs': `throw new Error('run'); export default { revision: '2', downRevision: '1', message: 'Zwei ä' };`,
    'B.js': file('3'),
    'a.d.ts': 'export {};',
    'README.md': '',
    'sub/c.ts': file('4'),
    'dir.ts/x.ts': file('5'),
  });
  const found = await store.list();
  t.deepEqual(
    found.map((revision) => [revision.id, revision.file.slice(store.folder.length + 1)]),
    [
      ['3', 'B.js'],
      ['2', 'a.mjs'],
      ['1', 'b.ts'],
    ],
  );
  t.deepEqual([found[1]?.downRevisions, found[1]?.message], [['1'], 'Zwei ä']);
});

test('looks into folders within when asked, but not into hidden ones or packages', async (t) => {
  const store = storeOf(
    { 'b.ts': file('1'), 'a/x.ts': file('2'), 'a/b/y.ts': file('3'), '.git/x.ts': '', 'node_modules/x.ts': '' },
    true,
  );
  t.deepEqual(
    (await store.list()).map((revision) => revision.file.slice(store.folder.length + 1)),
    ['a/b/y.ts', 'a/x.ts', 'b.ts'],
  );
});

test('an empty folder has no revisions', async (t) => {
  t.deepEqual(await storeOf({}).list(), []);
});

test('a header that ends beyond the first block of the file is read, too', async (t) => {
  const long = `// ${'x'.repeat(5000)}\nexport default migration({
  revision: 'a', downRevision: null, branchLabels: [], dependsOn: [], message: '${'ä'.repeat(3000)}' });`;
  t.is((await storeOf({ 'a.ts': long }).list())[0]?.message.length, 3000);
});

test('two files with one id are an error that names both', async (t) => {
  const store = storeOf({ 'b.ts': file('same'), 'a.ts': file('same') });
  const error = await t.throwsAsync(store.list(), { instanceOf: DuplicateRevisionFileError });
  t.deepEqual(error?.files, [join(store.folder, 'a.ts'), join(store.folder, 'b.ts')]);
  t.regex(error?.message ?? '', /a\.ts and b\.ts/);
});

test('a broken header is an error with its file and line', async (t) => {
  const store = storeOf({ 'a.ts': file('1'), 'b.ts': '\nexport default { revision: 12 };' });
  const error = await t.throwsAsync(store.list(), { instanceOf: HeaderFieldTypeError });
  t.deepEqual(error?.location, { file: join(store.folder, 'b.ts'), line: 2 });
});

test('a folder that does not exist tells how to make it', async (t) => {
  const store = new FileRevisionStore({ folder: join(folderOf({}), 'nowhere'), loader: new ModuleLoader() });
  const error = await t.throwsAsync(store.list(), { instanceOf: MigrationsFolderMissingError });
  t.is(error?.folder, store.folder);
  t.regex(error?.hint ?? '', /mkdir/u);
});

test('a file in the place of the folder is a clear error', async (t) => {
  const folder = folderOf({ migrations: '' });
  const store = new FileRevisionStore({ folder: join(folder, 'migrations'), loader: new ModuleLoader() });
  await t.throwsAsync(store.list(), { instanceOf: MigrationsUnreadableError });
});

test('a file that may not be read is a clear error', async (t) => {
  if (process.getuid?.() === 0) {
    t.log('Skipped: root may read every file.');
    t.pass();
    return;
  }
  const store = storeOf({ 'a.ts': file('1') });
  chmodSync(join(store.folder, 'a.ts'), 0);
  const error = await t.throwsAsync(store.list(), { instanceOf: MigrationsUnreadableError });
  t.is(error?.path, join(store.folder, 'a.ts'));
});

test('opens a migration by its id, listing the folder first if need be', async (t) => {
  const store = storeOf({ 'a.ts': file('1', 'transaction: false, upgrade(op: unknown) {}') });
  const migration = await store.open('1');
  t.is(migration.revision, '1');
  t.is(migration.transaction, false);
  t.is(typeof migration.upgrade, 'function');
});

test('finds a file that came after the last listing', async (t) => {
  const store = storeOf({ 'a.ts': file('1') });
  await store.list();
  writeFileSync(join(store.folder, 'b.ts'), file('2'));
  t.is((await store.open('2')).revision, '2');
});

test('an id that no file declares is an error', async (t) => {
  const error = await t.throwsAsync(storeOf({ 'a.ts': file('1') }).open('2'), {
    instanceOf: RevisionFileNotFoundError,
  });
  t.is(error?.revision, '2');
});

test('a migration without upgrade, or with one that is no function, is refused', async (t) => {
  for (const [rest, message] of [
    ['', /no upgrade/],
    ['upgrade: 1', /no upgrade/],
    ['upgrade() {}, downgrade: null', /downgrade that is not a function/],
    ["upgrade() {}, transaction: 'no'", /transaction/],
  ] as const) {
    const error = await t.throwsAsync(storeOf({ 'a.ts': file('1', rest) }).open('1'), {
      instanceOf: NotAMigrationError,
    });
    t.regex(error?.message ?? '', message);
  }
});

test('a misspelled part of a migration is named, with what may be meant', async (t) => {
  for (const [rest, hint] of [
    ['upgrade() {}, downgrad() {}', 'Did you mean downgrade?'],
    ["upgrade() {}, branchLabel: 'x'", 'Did you mean branchLabels?'],
    ['upgrad() {}', 'Did you mean upgrade?'],
  ] as const) {
    const error = await t.throwsAsync(storeOf({ 'a.ts': file('1', rest) }).open('1'), {
      instanceOf: NotAMigrationError,
      message: /no part of a migration/,
    });
    t.is(error?.hint, hint);
  }
});

test('a file that evaluates to another place in the graph than its header says is refused', async (t) => {
  const id = storeOf({
    'a.ts': `const m = { revision: '1', downRevision: null, upgrade() {} };\n(m as { revision: string }).revision = '2';\nexport default m;`,
  });
  const changedId = await t.throwsAsync(id.open('1'), { instanceOf: HeaderMismatchError });
  t.is(changedId?.property, 'revision');
  const parent = storeOf({
    'a.ts': `const m = { revision: '1', downRevision: null as unknown, upgrade() {} };\nm.downRevision = ['0'];\nexport default m;`,
  });
  const changedParent = await t.throwsAsync(parent.open('1'), { instanceOf: HeaderMismatchError });
  t.is(changedParent?.property, 'downRevision');
});

test('writes a new file under its id and message, and never over another', async (t) => {
  const store = storeOf({});
  const path = await store.write({ id: 'abc', message: 'Add x', source: file('abc') });
  t.is(path, join(store.folder, 'abc_add_x.ts'));
  t.deepEqual(
    (await store.list()).map((revision) => revision.id),
    ['abc'],
  );
  await t.throwsAsync(store.write({ id: 'abc', message: 'Add x', source: '' }), { instanceOf: FileExistsError });
  t.is(await store.write({ id: 'abd', message: '', source: '', extension: '.mjs' }), join(store.folder, 'abd.mjs'));
});
