import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient, type RawClient } from '../../raw-client.js';
import { roundtripProject } from '../../roundtrip/project.js';

const head = `import { t, table } from '@aludel/core';\n`;

interface Case {
  /** As somebody made the table, in a database of utf8mb4. */
  readonly made: string;
  readonly model: string;
  /** What autogenerate is to change first; nothing where left out. */
  readonly changes?: readonly string[];
  /** The collations of the columns when all is done. */
  readonly collations: Readonly<Record<string, string>>;
}

const latin = 'latin1_swedish_ci';
const usual = 'utf8mb4_unicode_ci';

/** Tables of another charset than their database's, by what the model says. */
const cases: Readonly<Record<string, Case>> = {
  nothing: {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20), b text) CHARSET latin1`,
    model: `a: t.string(20), b: mysql.text()`,
    collations: { a: latin, b: latin },
  },
  'nothing, and a column has the one of the database': {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20) COLLATE ${usual}, b text) CHARSET latin1`,
    model: `a: t.string(20), b: mysql.text()`,
    collations: { a: usual, b: latin },
  },
  'nothing, and a column has a third': {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20) COLLATE utf8mb4_bin, b text) CHARSET latin1`,
    model: `a: t.string(20), b: mysql.text()`,
    changes: ['alterColumn notes.a (collation)'],
    collations: { a: usual, b: latin },
  },
  'the collation of a column alone': {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20), b text) CHARSET latin1`,
    model: `a: t.string(20).collate('${latin}'), b: mysql.text()`,
    collations: { a: latin, b: latin },
  },
  'another collation of a column alone': {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20), b text) CHARSET latin1`,
    model: `a: t.string(20).collate('latin1_bin'), b: mysql.text()`,
    changes: ['alterColumn notes.a (collation)'],
    collations: { a: 'latin1_bin', b: latin },
  },
  'the charset of columns alone': {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20), b text) CHARSET latin1`,
    model: `a: t.string(20).options({ mysql: { charset: 'latin1' } }).collate('latin1_bin'), b: mysql.text().collate('${latin}')`,
    changes: ['alterColumn notes.a (collation)'],
    collations: { a: 'latin1_bin', b: latin },
  },
  'the table’s collation and columns’': {
    made: `CREATE TABLE notes (id int PRIMARY KEY, a varchar(20) COLLATE ${usual}, b text) CHARSET latin1`,
    model: `a: t.string(20).collate('${usual}'), b: mysql.text() }, { mysql: { collation: '${latin}' }`,
    collations: { a: usual, b: latin },
  },
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;

  target.test(
    'strings in checks and expressions that the server puts into the charset of columns stay what they are',
    async (t) => {
      const database = await target.freshDatabase(t);
      if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
      const client = await rawClient(database);
      t.teardown(client.close);
      const project = roundtripProject();
      t.teardown(project.remove);
      const indexes = target.flavour === 'mariadb' ? '' : `, indexes: [index([sql\`concat(a, 'z')\`], { name: 'ix' })]`;
      writeFileSync(
        join(project.folder, 'schema.ts'),
        `import { check, index, sql, t, table } from '@aludel/core';
       export const notes = table('notes', {
         a: t.string(20).collate('latin1_swedish_ci').notNull(),
         b: t.string(20).generatedAs("concat(a, 'é')"),
         c: t.string(20).collate('latin1_swedish_ci').default(sql\`(concat('x', 'y'))\`),
       }, { constraints: [check("a <> 'é' and a <> ''", { name: 'ck' })]${indexes} });`,
      );
      const migrator = project.migrator(database);
      await migrator.autogenerate({ message: 'x' });
      await migrator.upgrade('heads');
      for (const length of [30, 40]) {
        t.deepEqual((await migrator.check()).operations, []);
        await client.script(
          `ALTER TABLE notes ADD COLUMN more${length} int; ALTER TABLE notes DROP COLUMN more${length}`,
        );
      }
      t.deepEqual((await migrator.check()).operations, []);
    },
  );

  for (const [what, { made, model, changes = [], collations }] of Object.entries(cases)) {
    target.test(`of a table of another charset than its database’s the model says ${what}`, async (t) => {
      const database = await target.freshDatabase(t);
      if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
      const client = await rawClient(database);
      t.teardown(client.close);
      await client.script(`ALTER DATABASE COLLATE ${usual}`);
      const project = roundtripProject();
      t.teardown(project.remove);
      await client.script(made);
      writeFileSync(
        join(project.folder, 'schema.ts'),
        `${head}import { mysql } from '@aludel/mysql';\nexport const notes = table('notes', { id: t.integer().primaryKey(), ${model} });`,
      );
      const migrator = project.migrator(database);
      const { operations } = await migrator.check();
      t.deepEqual(operations, changes);
      if (changes.length > 0) {
        await migrator.autogenerate({ message: 'x' });
        await migrator.upgrade('heads');
        t.deepEqual((await migrator.check()).operations, []);
      }
      t.deepEqual(await collationsOf(client), collations);
    });
  }
});

async function collationsOf({ query }: RawClient): Promise<Readonly<Record<string, string>>> {
  const rows = await query('SHOW FULL COLUMNS FROM notes WHERE Collation IS NOT NULL');
  return Object.fromEntries(rows.map((row) => [String(row['Field']), String(row['Collation'])]));
}
