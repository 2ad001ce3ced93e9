import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { symlinkSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { ModuleLoader } from '../revisions/module-loader.js';
import { defaultNamingConvention } from '../schema/naming.js';
import { ModuleSchemaSource } from './module-source.js';
import type { WantedSchema } from './schema-source.js';

const core = fileURLToPath(new URL('../../', import.meta.url));
const head = `import { check, index, t, table, unique, view, sql } from '@aludel/core';\n`;

function load(
  t: ExecutionContext,
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = ['schema.ts'],
  dialect = 'any',
  rules: { readonly referencesAnyIndex?: boolean } = {},
): Promise<WantedSchema> {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-models-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules', '@aludel'), { recursive: true });
  symlinkSync(core, join(folder, 'node_modules', '@aludel', 'core'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const source = new ModuleSchemaSource(folder, paths, new ModuleLoader({ cache: false }));
  return source.load({ dialect, convention: { ...defaultNamingConvention, index: () => 'ix_by_config' }, ...rules });
}

test('takes the tables and views of a module, lists included, and passes over everything else', async (t) => {
  const { model } = await load(t, {
    'schema.ts': `${head}
      export const users = table('users', { id: t.integer().primaryKey() });
      export const rest = [table('a', { id: t.integer() }), table('b', { id: t.integer() })];
      export const ids = view('ids', sql\`SELECT id FROM users\`);
      export const limit = 20;
      export function helper() {}`,
  });
  t.deepEqual(
    model.tables.map(({ name }) => name.name),
    ['users', 'a', 'b'],
  );
  t.deepEqual(model.objects, [{ kind: 'view', name: { name: 'ids' }, definition: 'SELECT id FROM users' }]);
});

test('takes all modules of a folder, once each, also where one exports another’s tables again', async (t) => {
  const { model } = await load(
    t,
    {
      'models/users.ts': `${head}export const users = table('users', { id: t.integer().primaryKey() });`,
      'models/more/posts.ts': `${head}export const posts = table('posts', { id: t.integer() });`,
      'models/index.ts': `export * from './users.js'; export * from './more/posts.js';`,
      'models/users.test.ts': `throw new Error('a test is no model');`,
    },
    ['models'],
  );
  t.deepEqual(model.tables.map(({ name }) => name.name).toSorted(), ['posts', 'users']);
});

test('what has no name is called by the config’s convention, what has one keeps it', async (t) => {
  const { model } = await load(t, {
    'schema.ts': `${head}
      export const users = table('users', { id: t.integer(), email: t.text().index(), nick: t.text().index('mine') });`,
  });
  t.deepEqual(
    model.tables[0]?.indexes.map(({ name }) => name),
    ['ix_by_config', 'mine'],
  );
});

test('a column is what it is on the dialect that the schema is wanted for', async (t) => {
  const files = { 'schema.ts': `${head}export const a = table('a', { b: t.text().on('big', t.native('HUGE')) });` };
  const here = await load(t, files, ['schema.ts'], 'big');
  const elsewhere = await load(t, files, ['schema.ts'], 'small');
  t.deepEqual(here.model.tables[0]?.columns[0]?.type, { kind: 'native', sql: 'HUGE' });
  t.deepEqual(elsewhere.model.tables[0]?.columns[0]?.type, { kind: 'text' });
});

test('former names become renames, and are no part of the model', async (t) => {
  const { model, renames } = await load(t, {
    'schema.ts': `${head}
      export const users = table('users', { mail: t.text().renamedFrom('email') }, { renamedFrom: 'people' });`,
  });
  t.deepEqual(renames, [
    { kind: 'table', from: { name: 'people' }, to: { name: 'users' } },
    { kind: 'column', table: { name: 'users' }, from: 'email', to: 'mail' },
  ]);
  t.false(JSON.stringify(model).includes('renamedFrom'));
});

const wrong: readonly (readonly [what: string, code: string, message: RegExp, text: string])[] = [
  ['no table', 'NO_MODELS', /No table is exported by schema\.ts/u, 'export const nothing = 1;'],
  [
    'two tables of one name',
    'DUPLICATE_MODEL',
    /table users is exported twice: as a in schema\.ts and as b in schema\.ts/u,
    `export const a = table('users', { id: t.integer() }); export const b = table('users', { id: t.integer() });`,
  ],
  [
    'a foreign key to a table that is not there',
    'INVALID_MODEL',
    /posts refers with user_id to the table users/u,
    `export const a = table('posts', { user_id: t.integer().references('users', 'id') });`,
  ],
  [
    'a foreign key to a column that is not there',
    'INVALID_MODEL',
    /refers to the column uid of users/u,
    `export const u = table('users', { id: t.integer().primaryKey() });
     export const a = table('posts', { user_id: t.integer().references('users', 'uid') });`,
  ],
  [
    'a foreign key of another type',
    'INVALID_MODEL',
    /user_id, of type text, to users\.id, of type integer/u,
    `export const u = table('users', { id: t.integer().primaryKey() });
     export const a = table('posts', { user_id: t.text().references('users', 'id') });`,
  ],
  [
    'a foreign key to what is not unique',
    'INVALID_MODEL',
    /refers to email of users, which are neither its primary key nor unique/u,
    `export const u = table('users', { id: t.integer().primaryKey(), email: t.text() });
     export const a = table('posts', { email: t.text().references('users', 'email') });`,
  ],
  [
    'a view that is called as a table',
    'DUPLICATE_MODEL',
    /The view users \(b in schema\.ts\) has the name of the table users \(a in schema\.ts\)/u,
    `import { view } from '@aludel/core'; export const a = table('users', { id: t.integer() }); export const b = view('users', 'SELECT 1');`,
  ],
  [
    'a slip in the name of a setting of a table',
    'INVALID_MODEL',
    /model of a is not right: renamedFrm is no setting of a table/u,
    `export const a = table('a', { id: t.integer() }, { renamedFrm: 'b' });`,
  ],
  [
    'a slip in the name of a setting of a foreign key',
    'INVALID_MODEL',
    /model of a is not right: onDelte is no setting of a foreign key/u,
    `export const a = table('a', { id: t.integer().primaryKey(), b: t.integer().references('a', 'id', { onDelte: 'cascade' }) });`,
  ],
  [
    'former names in a circle',
    'INVALID_MODEL',
    /names were exchanged in a circle \(a\.y:a\.x, a\.x:a\.y\)/u,
    `export const a = table('a', { x: t.text().renamedFrom('y'), y: t.text().renamedFrom('x'), z: t.text().renamedFrom('w') });`,
  ],
  ['a module that throws', 'MODULE_LOAD_FAILED', /schema\.ts/u, `throw new Error('no luck today');`],
];

for (const [what, code, message, text] of wrong) {
  test(`refuses ${what}`, async (t) => {
    const error = await t.throwsAsync(load(t, { 'schema.ts': head + text }));
    t.like(error, { code });
    t.regex(`${error?.message} ${JSON.stringify(error)}`, message);
  });
}

test('says which path leads to no models', async (t) => {
  const error = await t.throwsAsync(load(t, {}, ['src/nowhere.ts']));
  t.like(error, { code: 'MODELS_NOT_FOUND', message: 'There are no models at src/nowhere.ts.' });
});

test('lets a foreign key point at what is indexed, where the database takes that', async (t) => {
  const text = `${head}export const u = table('users', { id: t.integer().primaryKey(), email: t.string(9).index('by_email') });
     export const a = table('posts', { email: t.string(9).references('users', 'email') });`;
  t.like(await t.throwsAsync(load(t, { 'schema.ts': text })), { code: 'INVALID_MODEL' });
  const wanted = await load(t, { 'schema.ts': text }, ['schema.ts'], 'any', { referencesAnyIndex: true });
  t.is(wanted.model.tables.length, 2);
  const other = text.replace(".index('by_email')", '');
  const error = await t.throwsAsync(
    load(t, { 'schema.ts': other }, ['schema.ts'], 'any', { referencesAnyIndex: true }),
  );
  t.like(error, { code: 'INVALID_MODEL' });
});

test('refuses an enum of one name that has other values elsewhere, naming both places', async (t) => {
  const refusal = async (schema: string): Promise<string | undefined> =>
    (await t.throwsAsync(load(t, { 'schema.ts': head + schema }), { code: 'INVALID_MODEL' }))?.message;
  t.is(
    await refusal(`
      export const a = table('a', { mood: t.enum(['low', 'high'], 'mood') });
      export const b = table('b', { now: t.enum(['low', 'mid', 'high'], 'mood') });`),
    'The model of b gives its column now the enum mood with the values low, mid, high, where the column a.mood has low, high.',
  );
  t.is(
    await refusal(`
      export const mood = { kind: 'any.enum', name: { name: 'mood', schema: 'app' }, values: ['high', 'low'] };
      export const a = table({ schema: 'app', name: 'a' }, { mood: t.enum(['low', 'high'], 'mood') });`),
    'The model of app.a gives its column mood the enum app.mood with the values low, high, where the enum type app.mood itself has high, low.',
  );
});

test('takes enums of one name that agree, of other schemas, and without a name', async (t) => {
  const { model } = await load(t, {
    'schema.ts': `${head}
      export const mood = { kind: 'any.enum', name: { name: 'mood' }, values: ['low', 'high'] };
      export const a = table('a', { mood: t.enum(['low', 'high'], 'mood'), other: t.enum(['x']) });
      export const b = table('b', { now: t.enum(['low', 'high'], 'mood'), other: t.enum(['y']) });
      export const c = table({ schema: 'app', name: 'c' }, { now: t.enum(['mid'], 'mood') });`,
  });
  t.is(model.tables.length, 3);
});
