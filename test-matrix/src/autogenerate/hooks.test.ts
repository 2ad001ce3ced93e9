import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator, type Config } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import test, { type ExecutionContext } from 'ava';
import { modelProject, type ModelProject } from './project.test-support.js';

const users = `export const users = table('users', { id: t.integer().primaryKey(), email: t.string(80).notNull() });`;

type Hooks = NonNullable<Config['autogenerate']>;

function project(t: ExecutionContext, autogenerate: Hooks, models = users): ModelProject {
  const made = modelProject(t, sqlite({ filename: 'app.db' }), { autogenerate });
  made.model(models);
  return made;
}

function files({ folder }: ModelProject): readonly string[] {
  return readdirSync(join(folder, 'migrations'));
}

test('include and exclude choose what takes part, with * for any characters', async (t) => {
  const made = project(
    t,
    { include: ['app_*'], exclude: ['*_log'] },
    `export const a = table('app_users', { id: t.integer().primaryKey() });
     export const b = table('app_log', { id: t.integer().primaryKey() });
     export const c = table('others', { id: t.integer().primaryKey() });`,
  );
  const { missing } = await made.migrator.check();
  t.deepEqual(
    missing.map((operation) => (operation.kind === 'createTable' ? operation.table.name.name : operation.kind)),
    ['app_users'],
  );
});

test('a filter of the user’s is asked last, with kind and name', async (t) => {
  const asked: string[] = [];
  const made = project(t, {
    filter: ({ kind, name }) => {
      asked.push(`${kind} ${name.name}`);
      return false;
    },
  });
  t.deepEqual((await made.migrator.check()).operations, []);
  t.true(asked.includes('table users'));
});

test('a comparator of the user’s takes the place of a part of the dialect’s', async (t) => {
  const made = project(t, {
    compare: (dialect) => ({
      columnChange: (from, to) => (to.name === 'email' ? undefined : dialect.columnChange(from, to)),
    }),
  });
  await made.generate();
  made.model(users.replace('t.string(80)', 't.string(90)'));
  t.deepEqual((await made.migrator.check()).operations, []);
  made.model(users.replace('id: t.integer()', 'id: t.bigint()'));
  t.is((await made.migrator.check()).operations.length, 1);
});

test('rewrites take operations and give others, one after another', async (t) => {
  const made = project(t, {
    rewrites: [
      (operations) => [...operations, { kind: 'execute', sql: 'SELECT 1', direction: 'up' } as never],
      (operations) => operations.filter(({ kind }) => kind === 'createTable'),
    ],
  });
  t.deepEqual((await made.migrator.check()).operations, ['createTable users']);
});

test('a renderer of the user’s writes an operation as another call', async (t) => {
  const made = project(t, {
    render: (operation, call) =>
      operation.kind === 'createTable' ? { ...call, args: [...call.args, { comment: 'by us' }] } : undefined,
  });
  t.regex(String(await made.generate()), /\{\s*comment: 'by us',?\s*\},?\s*\);/u);
});

test('a template as a file has the parts in its places', async (t) => {
  const made = project(t, { template: './template.txt' });
  writeFileSync(
    join(made.folder, 'template.txt'),
    `/* of the billing team: {{message}} */\n{{imports}}\n\nexport default migration({\n{{header}}\n\n{{methods}}\n});\n`,
  );
  const text = String(await made.generate({ message: 'First $& one' }));
  t.true(text.startsWith('/* of the billing team: First $& one */\nimport'), text);
  t.deepEqual((await made.migrator.check()).operations, []);
  const empty = await made.migrator.revision({ message: 'By hand' });
  t.regex(readFileSync(empty.file, 'utf8'), /billing team: By hand/u);
});

test('a template as a function gets the parts and gives the text', async (t) => {
  const made = project(t, {
    template: ({ imports, header, methods, draft }) =>
      `// ${draft.revision}\n${imports}\nexport default migration({\n${header}\n${methods}\n});\n`,
  });
  t.regex(String(await made.generate()), /^\/\/ [0-9a-f]{12}\nimport/u);
});

for (const [what, template, message] of [
  ['that leaves the header out', () => 'export default {};', /is no migration/u],
  [
    'that writes another header',
    ({ methods }) => `export default migration({ revision: 'x', downRevision: null, ${methods} });`,
    /another header/u,
  ],
  ['that gives no text', () => 42 as never, /gave no text/u],
  ['with a placeholder that means nothing', './template.txt', /names \{\{heading\}\}/u],
  ['that is not there', './nowhere.txt', /cannot be read/u],
] satisfies readonly (readonly [string, Hooks['template'], RegExp])[]) {
  test(`a template ${what} is an error, and nothing is written`, async (t) => {
    const made = project(t, { template });
    writeFileSync(join(made.folder, 'template.txt'), '{{heading}}');
    t.like(await t.throwsAsync(made.migrator.autogenerate(), { message }), { code: 'TEMPLATE_INVALID' });
    t.deepEqual(files(made), []);
  });
}

for (const [name, hooks] of Object.entries({
  filter: { filter: fails },
  compare: { compare: fails },
  rewrites: { rewrites: [fails] },
  render: { render: fails },
  template: { template: fails },
} satisfies Record<string, Hooks>)) {
  test(`what autogenerate.${name} throws is told as its fault, and nothing is written`, async (t) => {
    const made = project(t, hooks);
    const error = await t.throwsAsync(made.migrator.autogenerate(), { message: /no luck today/u });
    t.like(error, { code: 'HOOK_FAILED', hook: `autogenerate.${name}` });
    t.deepEqual(files(made), []);
  });
}

function fails(): never {
  throw new Error('no luck today');
}

test('hooks run on each new file in order: commands of the project, and functions', async (t) => {
  const seen: string[] = [];
  const made = project(t, {
    postWrite: [
      { command: 'stamper', args: ['// one', '{file}'] },
      { command: process.execPath, args: ['-e', `require('fs').appendFileSync(process.argv[1], '// two\\n')`] },
      ({ file, message, revision }) => {
        seen.push(message, revision);
        writeFileSync(file, `${readFileSync(file, 'utf8')}// three\n`);
      },
    ],
  });
  const bin = join(made.folder, 'node_modules', '.bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'stamper'),
    `#!/usr/bin/env node\nrequire('fs').appendFileSync(process.argv[3], process.argv[2] + '\\n');\n`,
    { mode: 0o755 },
  );
  t.true(String(await made.generate({ message: 'First' })).endsWith('});\n// one\n// two\n// three\n'));
  const head = await made.migrator.revision({ message: 'By hand' });
  t.true(readFileSync(head.file, 'utf8').endsWith('// one\n// two\n// three\n'));
  const other = await made.migrator.revision({ message: 'Beside', head: seen[1] ?? '', splice: true });
  const merged = await made.migrator.merge([head.revision, other.revision], { message: 'Join' });
  t.true(readFileSync(merged.file, 'utf8').endsWith('// one\n// two\n// three\n'));
  t.deepEqual(
    seen.filter((_, index) => index % 2 === 0),
    ['First', 'By hand', 'Beside', 'Join'],
  );
});

test('a hook that fails is told with what it printed; the file stays, and the next hooks are not run', async (t) => {
  const program = `console.log('line 3: no semicolon'); console.error('1 problem'); process.exit(4)`;
  const made = project(t, { postWrite: [{ command: process.execPath, args: ['-e', program] }, fails] });
  const error = await t.throwsAsync(made.migrator.autogenerate(), { message: /failed \(exit code 4\):\n/u });
  t.like(error, { code: 'POST_WRITE_FAILED' });
  const { details } = error as unknown as { details: { file: string; output: string } };
  t.true(existsSync(details.file));
  t.true(details.output.includes('line 3: no semicolon\n') && details.output.includes('1 problem\n'));
});

test('a command that is not there, and a function that throws, are told as well', async (t) => {
  const missing = project(t, { postWrite: [{ command: 'no-such-formatter' }] });
  t.like(await t.throwsAsync(missing.migrator.revision(), { message: /no-such-formatter .* could not be run/u }), {
    code: 'POST_WRITE_FAILED',
  });
  const throwing = project(t, { postWrite: [() => Promise.reject(new Error('no luck today'))] });
  t.like(await t.throwsAsync(throwing.migrator.revision(), { message: /is written, but .* no luck today/u }), {
    code: 'POST_WRITE_FAILED',
  });
  t.is(files(throwing).length, 1);
});

test('the first migration of an older project is noted as applied even if a hook fails on it', async (t) => {
  const made = project(t, { postWrite: [fails] });
  const plain = createMigrator(
    { migrations: './none', databases: { main: sqlite({ filename: 'app.db' }) } },
    { folder: made.folder },
  );
  mkdirSync(join(made.folder, 'none'));
  await plain.ensureVersion();
  writeFileSync(
    join(made.folder, 'none', 'a.ts'),
    `import { migration, t } from '@aludel/core';
    export default migration({ revision: 'a', downRevision: null, upgrade(op) { op.createTable('old', { id: t.integer() }); } });`,
  );
  await plain.upgrade();
  await plain.stamp('base');
  await t.throwsAsync(made.migrator.revisionFromDatabase({ stamp: true }), { message: /no luck today/u });
  t.true((await made.migrator.current()).isAtHead);
});

test('settings of autogenerate that mean nothing are refused', (t) => {
  for (const autogenerate of [{ postwrite: [] }, { template: 3 }, { postWrite: ['prettier'] }, { include: 'users' }]) {
    t.throws(() => project(t, autogenerate as never), { message: /autogenerate is not what it should be/u });
  }
});

test('what a hook gives and nobody can use is told as its fault, and nothing is written', async (t) => {
  const useless = (value: unknown): never => value as never;
  const settings: readonly (readonly [Hooks, hook: string, message: RegExp])[] = [
    [{ filter: () => useless('yes') }, 'filter', /it gave "yes", and not true or false/u],
    [{ filter: () => useless(Promise.resolve(false)) }, 'filter', /it gave a promise/u],
    [{ compare: () => useless(undefined) }, 'compare', /it gave undefined, and not an object of equalities/u],
    [
      { compare: () => useless({ sameIndexes: () => true }) },
      'compare',
      /there is no equality sameIndexes, but columnChange/u,
    ],
    [{ compare: () => useless({ sameIndex: 'no' }) }, 'compare', /of which sameIndex is no function/u],
    [{ compare: () => ({ columnChange: () => useless(true) }) }, 'compare’s columnChange', /it gave true/u],
    [{ compare: () => ({ columnChange: () => ({}) }) }, 'compare’s columnChange', /it gave an object without content/u],
    [{ rewrites: [() => useless([5])] }, 'rewrites', /in which not everything is an operation/u],
    [{ rewrites: [() => useless([{ kind: 'dropColumn' }])] }, 'rewrites', /undefined/u],
    [{ render: () => useless({ name: 'dropColumn' }) }, 'render', /it gave an object, and neither a call/u],
  ];
  for (const [autogenerate, name, message] of settings) {
    const made = project(t, {});
    await made.generate();
    made.model(users.replace('t.string(80).notNull()', 't.string(90)'));
    const migrator = createMigrator(
      {
        migrations: './migrations',
        models: './schema.ts',
        databases: { main: sqlite({ filename: 'app.db' }) },
        autogenerate,
      },
      { folder: made.folder },
    );
    const error = await t.throwsAsync(migrator.autogenerate(), { code: 'HOOK_FAILED', message });
    t.like(error, { hook: `autogenerate.${name}` });
    t.is(files(made).length, 1);
  }
});
