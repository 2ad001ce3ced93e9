import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator } from '@aludel/core';
import type { DialectPackage } from '@aludel/core/dialect';
import { sqlite } from '@aludel/sqlite';
import test, { type ExecutionContext } from 'ava';
import { dialectPackage } from '../dialect-package.js';
import { forEachTarget } from '../for-each-target.js';
import { modelProject, type ModelProject } from './project.test-support.js';

const users = `export const users = table('users', { id: t.integer().primaryKey(), email: t.string(80).notNull() });`;

const file = sqlite({ filename: 'app.db' });

function project(t: ExecutionContext, database: DialectPackage = file): ModelProject {
  return modelProject(t, database, { autogenerate: { exclude: ['by_hand'] } });
}

/** Makes tables in the project's database that none of its migrations knows of. */
async function byHand({ folder }: ModelProject, upgrade: string, main: DialectPackage = file): Promise<void> {
  mkdirSync(join(folder, 'hand'), { recursive: true });
  writeFileSync(
    join(folder, 'hand', 'a.ts'),
    `import { migration, t } from '@aludel/core';
    export default migration({ revision: 'a', downRevision: null, upgrade(op) { ${upgrade} } });`,
  );
  await createMigrator({ migrations: './hand', databases: { main }, versionTable: 'by_hand' }, { folder }).upgrade();
}

function files({ folder }: ModelProject): readonly string[] {
  return readdirSync(join(folder, 'migrations'));
}

test('where revisions have made all that the database holds, nothing is written', async (t) => {
  const made = project(t);
  made.model(users);
  await made.generate();
  const error = await t.throwsAsync(made.migrator.revisionFromDatabase());
  t.like(error, { code: 'DATABASE_KNOWN' });
  t.regex(String((error as { hint?: string }).hint), /aludel revision --autogenerate/u);
  t.is(files(made).length, 1);
});

test('a migration from the database follows none that the database lacks', async (t) => {
  const made = project(t);
  made.model(users);
  await made.migrator.autogenerate();
  await byHand(made, `op.createTable('users', { id: t.integer().primaryKey(), email: t.string(80).notNull() });`);
  const error = await t.throwsAsync(made.migrator.revisionFromDatabase({ stamp: true }));
  t.like(error, { code: 'DATABASE_NOT_AT_HEAD' });
  t.regex(String((error as { hint?: string }).hint), /aludel stamp/u);
  t.is(files(made).length, 1);
  t.deepEqual((await made.migrator.current()).revisions, []);

  await made.migrator.stamp('heads');
  t.like(await t.throwsAsync(made.migrator.revisionFromDatabase()), { code: 'DATABASE_KNOWN' });
});

test('a line of its own is no way to have the same table made twice', async (t) => {
  const made = project(t);
  made.model(users);
  await made.generate();
  await byHand(made, `op.createTable('notes', { id: t.integer().primaryKey() });`);
  const { file } = await made.migrator.revisionFromDatabase({ head: 'base' });
  const text = readFileSync(file, 'utf8');
  t.true(text.includes('notes') && !text.includes('users'), text);
});

forEachTarget(test, (target) => {
  target.test('a migration from the database leaves out what the applied revisions have made', async (t) => {
    const database = dialectPackage(await target.freshDatabase(t));
    const made = project(t, database);
    const ours =
      users.replace(' });', `, state: t.enum(['new', 'old'], 'user_state') });`) +
      `export const v = view('ours', sql\`SELECT id FROM users\`);`;
    made.model(ours);
    await made.generate();
    await byHand(
      made,
      `op.createTable('notes', { id: t.integer().primaryKey(), author: t.integer().references('users', 'id') });
       op.createView('theirs', 'SELECT id FROM notes');
       op.createIndex('ix_theirs', 'notes', ['author']);`,
      database,
    );
    const { file: path, revision, downRevisions } = await made.migrator.revisionFromDatabase({ stamp: true });
    const text = readFileSync(path, 'utf8');
    t.regex(text, /op\.createTable\('notes'/u);
    t.regex(text, /op\.createView\(\s*'theirs'/u);
    t.notRegex(text, /'users', \{|'ours'|user_state/u);
    t.is(downRevisions.length, 1);
    t.true((await made.migrator.current()).revisions.some((one) => one.revision === revision));
    const { model } = await made.migrator.inspect();

    const elsewhere = createMigrator(
      {
        migrations: './migrations',
        models: './schema.ts',
        databases: { main: dialectPackage(await target.freshDatabase(t)) },
      },
      { folder: made.folder },
    );
    await elsewhere.upgrade('heads');
    t.deepEqual((await elsewhere.inspect()).model, model, text);
    await elsewhere.downgrade('-1');
    await elsewhere.upgrade('heads');
    t.deepEqual((await elsewhere.inspect()).model, model, text);
  });
});
