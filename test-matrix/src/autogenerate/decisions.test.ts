import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sqlite } from '@aludel/sqlite';
import test, { type ExecutionContext } from 'ava';
import { runAludel, type Ended } from './command.test-support.js';
import { modelProject, type ModelProject } from './project.test-support.js';

const config = `import { defineConfig } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
export default defineConfig({
  migrations: './migrations', models: './schema.ts', databases: { main: sqlite({ filename: 'app.db' }) },
});
`;

const people = `
  export const people = table('people', {
    id: t.integer().primaryKey(), email: t.string(80).notNull(), age: t.integer(),
  });
  export const notes = table('notes', { id: t.integer().primaryKey(), body: t.text() });`;

interface Called extends ModelProject {
  readonly aludel: (...args: readonly string[]) => Promise<Ended>;
  readonly write: (name: string, value: unknown) => void;
  readonly files: () => number;
}

/** A project whose models are in its database already. */
async function project(t: ExecutionContext): Promise<Called> {
  const made = modelProject(t, sqlite({ filename: 'app.db' }));
  writeFileSync(join(made.folder, 'aludel.config.ts'), config);
  made.model(people);
  await made.generate({ message: 'First' });
  return {
    ...made,
    aludel: (...args) => runAludel(args, made.folder),
    write: (name, value) =>
      writeFileSync(join(made.folder, name), typeof value === 'string' ? value : JSON.stringify(value)),
    files: () => readdirSync(join(made.folder, 'migrations')).length,
  };
}

const renamed = people.replace('email:', 'mail:').replace(', age: t.integer()', '');

test('where nobody can be asked, open questions are data, and end with an exit code of their own', async (t) => {
  const made = await project(t);
  made.model(renamed);
  const { code, stdout } = await made.aludel('revision', '--autogenerate', '--json');
  t.is(code, 3);
  const { error } = JSON.parse(stdout) as { error: { code: string; questions: readonly unknown[] } };
  t.is(error.code, 'OPEN_QUESTIONS');
  t.like(error.questions, [
    { kind: 'column', table: { name: 'people' }, from: 'email', to: 'mail', answer: 'people.email:people.mail' },
  ]);
  t.is(made.files(), 1);
});

test('a column that becomes a computed one loses its values, and needs leave; one that was computed does not', async (t) => {
  const made = await project(t);
  const computed = (expression: string): string =>
    people.replace('age: t.integer()', `age: t.integer().generatedAs('${expression}', { stored: true })`);
  made.model(computed('id + 1'));
  const { code, stdout } = await made.aludel('revision', '--autogenerate', '--json');
  t.is(code, 3);
  t.like(JSON.parse(stdout), { error: { code: 'DATA_LOSS', losses: ['alterColumn people.age (generated)'] } });
  t.is(made.files(), 1);
  made.write('decisions.json', { drops: ['people.age'] });
  t.is((await made.aludel('revision', '--autogenerate', '--decisions', 'decisions.json')).code, 0);
  t.is((await made.aludel('upgrade', 'head')).code, 0);

  made.model(computed('id + 2'));
  t.is((await made.aludel('revision', '--autogenerate')).code, 0);
});

test('a drop that nobody allowed ends with the same exit code, and names what would be lost', async (t) => {
  const made = await project(t);
  made.model(renamed);
  const { code, stdout } = await made.aludel(
    'revision',
    '--autogenerate',
    '--rename',
    'people.email:people.mail',
    '--json',
  );
  t.is(code, 3);
  t.like(JSON.parse(stdout), { error: { code: 'DATA_LOSS', losses: ['dropColumn people.age'] } });
  t.is(made.files(), 1);
});

test('a file of decisions answers all of it, and drops only what it names', async (t) => {
  const made = await project(t);
  made.model(renamed);
  made.write('decisions.json', { renames: ['people.email:people.mail'], drops: ['people.age'] });
  const { code, stdout, stderr } = await made.aludel(
    'revision',
    '--autogenerate',
    '--decisions',
    'decisions.json',
    '--json',
  );
  t.is(code, 0, stderr);
  t.deepEqual((JSON.parse(stdout) as { operations: unknown }).operations, [
    'alterColumn people.email (rename to mail)',
    'dropColumn people.age',
  ]);
  t.deepEqual((JSON.parse(stdout) as { losses: unknown }).losses, ['dropColumn people.age']);
  await made.migrator.upgrade();
  t.deepEqual((await made.migrator.check()).operations, []);
});

test('a migration marks what loses data', async (t) => {
  const made = await project(t);
  made.model(renamed);
  const text = await made.generate({ renames: ['people.email:people.mail'], drops: ['people.age'] });
  t.regex(String(text), /\/\/ Loses data: .*\n\s*op\.dropColumn\('people', 'age'\);/u);
});

test('what is no rename is dropped and created', async (t) => {
  const made = await project(t);
  made.model(renamed);
  made.write('decisions.json', { notRenames: ['people.email:people.mail'], drops: ['people.email', 'people.age'] });
  const { code, stderr } = await made.aludel('revision', '--autogenerate', '--decisions', 'decisions.json');
  t.is(code, 0, stderr);
  t.regex(stderr, /dropColumn people\.email/u);
  t.regex(stderr, /addColumn people\.mail/u);
});

test('decisions that fit nothing are errors, and nothing is written', async (t) => {
  const made = await project(t);
  made.model(renamed);
  const idle: readonly (readonly [decisions: unknown, code: string, text: RegExp])[] = [
    [{ renames: ['people.emial:people.mail'] }, 'INVALID_RENAME', /emial:people\.mail" fits nothing/u],
    [{ renames: ['people.email:people.nail'] }, 'INVALID_RENAME', /nail" fits nothing/u],
    [{ renames: ['persons:users'] }, 'INVALID_RENAME', /fits nothing/u],
    [{ renames: ['people.email'] }, 'INVALID_RENAME', /is not a rename/u],
    [{ renames: ['main.notes:other.notes'] }, 'INVALID_RENAME', /fits nothing/u],
    [
      { renames: ['people.email:people.mail', 'people.age:people.mail'] },
      'INVALID_RENAME',
      /"people\.age:people\.mail" contradicts people\.email:people\.mail/u,
    ],
    [{ notRenames: ['people.a:people.b'] }, 'INVALID_RENAME', /fits nothing/u],
    [
      { renames: ['people.email:people.mail'], drops: ['people.agee', 'people.age'] },
      'INVALID_DROP',
      /Nothing drops people\.agee/u,
    ],
    [{ rename: [] }, 'INVALID_DECISIONS', /a part rename, which means nothing/u],
    [{ drops: 'people.age' }, 'INVALID_DECISIONS', /drops that are not an array/u],
    ['{', 'INVALID_DECISIONS', /cannot be read/u],
    [[], 'INVALID_DECISIONS', /are not an object/u],
  ];
  for (const [decisions, errorCode, text] of idle) {
    made.write('decisions.json', decisions);
    // oxlint-disable-next-line no-await-in-loop -- they share one project
    const { code, stdout } = await made.aludel('revision', '--autogenerate', '--decisions', 'decisions.json', '--json');
    const { error } = JSON.parse(stdout) as { error: { code: string; message: string; hint: string } };
    t.is(error.code, errorCode, error.message);
    t.regex(error.message, text);
    t.is(code, 2, error.message);
    if (!error.message.includes('fits nothing')) continue;
    t.regex(error.hint, /^What goes: people\.email, people\.age\. What comes: people\.mail\./u);
  }
  t.is(made.files(), 1);
});

test('check ends with 1 and gives the missing operations as data', async (t) => {
  const made = await project(t);
  t.is((await made.aludel('check')).code, 0);
  made.model(
    `${people} export const more = table('more', { id: t.bigint().primaryKey(), n: t.bigint().default(5n) });`,
  );
  const text = await made.aludel('check');
  t.is(text.code, 1);
  t.is(text.stdout, 'createTable more\n');
  const json = await made.aludel('check', '--json');
  t.is(json.code, 1);
  const report = JSON.parse(json.stdout) as {
    operations: unknown;
    missing: readonly { kind: string; table: unknown }[];
  };
  t.deepEqual(report.operations, ['createTable more']);
  t.like(report.missing, [{ kind: 'createTable', table: { name: { name: 'more' } } }]);
});

test('models that are no good end with the exit code of a wrong config, not with that of a missing migration', async (t) => {
  const made = await project(t);
  const faults: readonly (readonly [models: string, code: string, cause?: string])[] = [
    [`throw new Error('no luck today');`, 'MODELS_NOT_LOADED', 'MODULE_LOAD_FAILED'],
    [`export const a = table('a', {`, 'MODELS_NOT_LOADED', 'MODULE_LOAD_FAILED'],
    [`export const a = table('a', { id: t.integer() }, { indexes: [index(['no'])] });`, 'MODELS_NOT_LOADED'],
    [
      `import { postgres } from '@aludel/postgres';
      export const a = table('a', { id: postgres.point() });`,
      'MODEL_NOT_SUPPORTED',
    ],
    [`${people} export const again = table('people', { id: t.integer() });`, 'DUPLICATE_MODEL'],
  ];
  for (const [models, errorCode, cause] of faults) {
    made.model(models);
    for (const command of [['check'], ['revision', '--autogenerate']]) {
      // oxlint-disable-next-line no-await-in-loop -- they share one project
      const { code, stdout } = await made.aludel(...command, '--json');
      const { error } = JSON.parse(stdout) as { error: { code: string; cause?: string; location: { file?: string } } };
      t.is(error.code, errorCode, stdout);
      t.is(code, 2, stdout);
      if (cause === undefined) continue;
      t.is(error.cause, cause);
      t.regex(String(error.location.file), /schema\.ts$/u);
    }
  }
});

test('a source of models of the config’s own that throws is told as its fault', async (t) => {
  const made = modelProject(t, sqlite({ filename: 'app.db' }), {
    models: { description: 'the registry', load: () => Promise.reject(new TypeError('no registry')) },
  });
  const error = await t.throwsAsync(made.migrator.check(), { code: 'MODELS_NOT_LOADED' });
  t.is(error?.message, 'The models of the registry cannot be loaded: no registry');
});

test('a database that is not at head is told with what it lacks and how to cure it', async (t) => {
  const made = await project(t);
  const { revision } = await made.migrator.revision({ message: 'By hand' });
  const error = await t.throwsAsync(made.migrator.check(), {
    message: new RegExp(`lacks the revision ${revision}`, 'u'),
  });
  t.like(error, { code: 'DATABASE_NOT_AT_HEAD', hint: 'Run aludel upgrade heads first.' });
});

test('with several heads it says how to choose one or to join them', async (t) => {
  const made = await project(t);
  const first = await made.migrator.revision({ message: 'One' });
  const down = first.downRevisions[0] ?? '';
  const second = await made.migrator.revision({ message: 'Two', head: down, splice: true });
  await made.migrator.upgrade('heads');
  made.model(`${people} export const more = table('more', { id: t.integer().primaryKey() });`);
  const error = await t.throwsAsync(made.migrator.autogenerate());
  t.like(error, { code: 'MULTIPLE_HEADS' });
  const { hint = '' } = error as { hint?: string };
  t.true(hint.includes('--head '));
  t.true(hint.includes(first.revision) && hint.includes(second.revision) && hint.includes('aludel merge '), hint);
  const { file } = await made.migrator.autogenerate({ head: second.revision });
  t.deepEqual(file?.downRevisions, [second.revision]);
});

test('a type that the database can’t hold is named before anything is written', async (t) => {
  const made = await project(t);
  made.model(`import { postgres } from '@aludel/postgres';
    ${people} export const odd = table('odd', { id: t.integer().primaryKey(), spot: postgres.point() });`);
  const error = await t.throwsAsync(made.migrator.autogenerate());
  t.like(error, { code: 'MODEL_NOT_SUPPORTED', model: 'odd.spot' });
  t.regex(error?.message ?? '', /odd\.spot: .*postgres\.builtin/u);
  t.is(made.files(), 1);
});

test('the code of migrations is only run where it decides something, and then at most once', async (t) => {
  const made = await project(t);
  const counter = join(made.folder, 'counter.txt');
  made.model(`${people} export const x = table('x', { id: t.integer().primaryKey() });`);
  mkdirSync(join(made.folder, 'migrations'), { recursive: true });
  const { revision } = await made.migrator.revision({ message: 'By hand' });
  const [file = ''] = readdirSync(join(made.folder, 'migrations')).filter((name) => name.startsWith(revision));
  const body = `import { appendFileSync } from 'node:fs'; import { migration, t } from '@aludel/core';
    export default migration({ revision: '${revision}', downRevision: '${(await made.migrator.show(revision))[0]?.downRevisions[0] ?? ''}',
      upgrade(op) { appendFileSync(${JSON.stringify(counter)}, 'up '); op.createTable('x', { id: t.integer().primaryKey() }); },
      downgrade(op) { op.dropTable('x'); } });`;
  writeFileSync(join(made.folder, 'migrations', file), body);
  await made.migrator.upgrade();
  writeFileSync(counter, '');
  t.deepEqual((await made.migrator.check()).operations, []);
  t.is(readText(counter), '');
  made.model(people);
  t.deepEqual((await made.migrator.check()).operations, ['dropTable x']);
  t.is(readText(counter), 'up ');
});

function readText(file: string): string {
  return readFileSync(file, 'utf8');
}
