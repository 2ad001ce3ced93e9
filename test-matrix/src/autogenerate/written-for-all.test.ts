import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMigrator, type Config } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { sqlite } from '@aludel/sqlite';
import test, { type ExecutionContext } from 'ava';
import { modelProject, type ModelProject } from './project.test-support.js';

const tracks = `
  import { quote } from '@aludel/core';
  export const tracks = table('tracks', {
    Id: t.integer().primaryKey(),
    Ms: t.integer().notNull().check(\`\${quote('Ms')} > 0\`, 'ck_ms').unique(false),
    Half: t.integer().generatedAs(\`\${quote('Ms')} / 2\`),
  }, { constraints: [check(\`\${quote('Ms')} < 9000\`, { name: false })], indexes: [index(['Ms'], { where: \`\${quote('Ms')} > 5\` })] });
  export const long = view('long', \`SELECT \${quote('Id')} FROM tracks WHERE \${quote('Ms')} > 7\`);`;

function project(t: ExecutionContext, config: Partial<Config> = {}): ModelProject {
  return modelProject(t, sqlite({ filename: 'app.db' }), config);
}

test('the types of another dialect of the config are written with its own builders, and nothing of it is opened', async (t) => {
  const databases = { main: sqlite({ filename: 'app.db' }), other: mysql({ url: 'mysql://nobody@127.0.0.1:1/none' }) };
  const made = project(t, { databases, defaultDatabase: 'main' });
  made.model(`import { mysql } from '@aludel/mysql';
    export const a = table('a', { id: t.integer().primaryKey(), b: t.string(40).on('mysql', mysql.tinytext()) });`);
  const first = await made.generate();
  t.true(first?.includes("\nimport { mysql } from '@aludel/mysql';\n"), first);
  t.true(first?.includes("b: t.string(40).on('mysql', mysql.tinytext()),"), first);
  made.model(`import { mysql } from '@aludel/mysql';
    export const a = table('a', { id: t.integer().primaryKey(), b: t.text().on('mysql', mysql.mediumtext()),
      c: t.text().on('mysql', mysql.longtext()) });`);
  const second = await made.generate();
  t.true(second?.includes("op.alterColumn('a', 'b', { type: t.text().on('mysql', mysql.mediumtext()) });"), second);
  t.true(second?.includes("op.addColumn('a', 'c', t.text().on('mysql', mysql.longtext()));"), second);
});

test('what is missing is said in the words of the database, what is written in those of the model', async (t) => {
  const seen: string[] = [];
  const rewrites: NonNullable<Config['autogenerate']>['rewrites'] = [
    (operations) => {
      seen.push(JSON.stringify(operations));
      return operations;
    },
  ];
  const made = project(t, { autogenerate: { rewrites } });
  made.model(tracks);
  const { missing } = await made.migrator.check();
  t.true(JSON.stringify(missing).includes(String.raw`\"Ms\" > 0`));
  t.false(seen.join('').includes(String.raw`\"Ms\" > 0`));
  const text = await made.generate();
  t.true(text?.includes("check(`${op.quote('Ms')} > 0`, 'ck_ms')"), text);
});

test('what undoes a migration quotes names as the database does that it runs on', async (t) => {
  const made = project(t);
  made.model(tracks);
  await made.generate();
  made.model(`export const other = table('other', { id: t.integer().primaryKey() });`);
  const text = await made.generate({ allowDrop: true, noRenames: true });
  const downgrade = text?.slice(text.indexOf('downgrade(op)')) ?? '';
  t.true(downgrade.includes("check(`${op.quote('Ms')} > 0`, 'ck_ms')"), text);
  t.true(downgrade.includes("generatedAs(`${op.quote('Ms')} / 2`)"), text);
  t.true(downgrade.includes("where: `${op.quote('Ms')} > 5`"), text);
  t.true(downgrade.includes("`SELECT ${op.quote('Id')} FROM tracks WHERE ${op.quote('Ms')} > 7`"), text);
  t.false(downgrade.includes('"'), text);
  await made.migrator.downgrade('-1');
  await made.migrator.downgrade('base');
});

test('a name of `false` is written only where something would get a name else', async (t) => {
  const under = async (namingConvention: NonNullable<Config['namingConvention']>): Promise<string | undefined> => {
    const made = project(t, { namingConvention });
    made.model(tracks);
    return made.generate();
  };
  const named = await under({});
  t.true(named?.includes(`.unique(false)`) && named.includes(', false)'), named);
  const nameless = await under({ unique: () => undefined, check: () => undefined, primaryKey: () => undefined });
  t.true(nameless?.includes('.unique()') && nameless.includes('Id: t.integer().primaryKey(),'), nameless);
  t.false(nameless?.includes('false'), nameless);
});

test('models that are pulled quote names by `quote`, and are what the database is', async (t) => {
  const made = project(t);
  made.model(tracks);
  await made.generate();
  const out = join(made.folder, 'schema.ts');
  await made.migrator.pull({ out, force: true });
  const text = readFileSync(out, 'utf8');
  t.true(text.startsWith("import { index, quote, sql, t, table, view } from '@aludel/core';\n"), text);
  t.true(text.includes(".check(`${quote('Ms')} > 0`, 'ck_ms')"), text);
  t.true(text.includes("view('long', sql`SELECT ${quote('Id')} FROM tracks WHERE ${quote('Ms')} > 7`)"), text);
  t.deepEqual((await made.migrator.check()).operations, []);
});

test('the first migration of a database that is there reads as one of its models would', async (t) => {
  const made = project(t);
  made.model(tracks);
  await made.generate();
  const databases = { main: sqlite({ filename: 'app.db' }) };
  const elsewhere = createMigrator({ migrations: './first', databases }, { folder: made.folder });
  mkdirSync(join(made.folder, 'first'));
  const { file } = await elsewhere.revisionFromDatabase();
  const text = readFileSync(file, 'utf8');
  t.true(text.includes("Id: t.integer().primaryKey('pk_tracks'),"), text);
  t.true(text.includes(".check(`${op.quote('Ms')} > 0`, 'ck_ms')"), text);
});
