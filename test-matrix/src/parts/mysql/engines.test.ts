import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';
import { roundtripProject } from '../../roundtrip/project.js';
import { databaseState } from '../../roundtrip/state.js';

interface Move {
  readonly from: string;
  readonly rows: string;
  readonly to: string;
}

const old = `
  export const forums = table('forums', {
    id: t.integer().identity().primaryKey(),
    parent: t.integer(),
    name: t.string(100).notNull().index('by_name'),
  }, { mysql: { engine: 'MyISAM' } });
  export const articles = table('articles', {
    id: t.integer().identity().primaryKey(),
    forum: t.integer().notNull(),
    body: mysql.text(),
  }, { mysql: { engine: 'MyISAM', others: { checksum: '1' } } });
  export const sessions = table('sessions', { id: t.string(32).primaryKey() }, { mysql: { engine: 'MEMORY' } });`;

const fresh = `
  export const forums = table('forums', {
    id: t.integer().identity().primaryKey(),
    parent: t.integer().references('forums', 'id', { name: 'forums_parent' }),
    name: t.string(700).notNull().index('by_name'),
  });
  export const articles = table('articles', {
    id: t.integer().identity().primaryKey(),
    forum: t.integer().notNull().references('forums', 'id', { name: 'articles_forum' }),
    body: mysql.text(),
  });
  export const sessions = table('sessions', { id: t.string(32).primaryKey(), data: mysql.text() });`;

const rows = `INSERT INTO forums VALUES (1, 1, 'a'); INSERT INTO articles VALUES (1, 1, 'x'); INSERT INTO sessions (id) VALUES ('s')`;
const words = (length: number, rowFormat: string): string => `
  export const words = table('words', {
    id: t.integer().primaryKey(),
    word: t.string(${length}).notNull().index('by_word'),
  }, { mysql: { rowFormat: '${rowFormat}', collation: 'utf8mb4_bin' } });`;

/** The engine, or the format of rows, allows what the rest of the change needs only before it, or still behind it. */
const moves: Readonly<Record<string, Move>> = {
  'to InnoDB, with foreign keys, long keys and texts': { from: old, rows, to: fresh },
  'from InnoDB, without these': { from: fresh, rows, to: old },
  'to rows that have longer keys': {
    from: words(100, 'COMPACT'),
    rows: `INSERT INTO words VALUES (1, 'w')`,
    to: words(250, 'DYNAMIC'),
  },
  'to rows that have shorter keys': {
    from: words(250, 'DYNAMIC'),
    rows: `INSERT INTO words VALUES (1, 'w')`,
    to: words(100, 'COMPACT'),
  },
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;

  for (const [what, { from, rows: data, to }] of Object.entries(moves)) {
    target.test(`tables go ${what}, and back`, async (t) => {
      const database = await target.freshDatabase(t);
      const project = roundtripProject();
      t.teardown(project.remove);
      const migrator = project.migrator(database);
      const models = (text: string): void =>
        writeFileSync(
          join(project.folder, 'schema.ts'),
          `import { t, table } from '@aludel/core';\nimport { mysql } from '@aludel/mysql';\n${text}`,
        );
      models(from);
      await migrator.autogenerate({ message: 'from' });
      await migrator.upgrade('heads');
      const client = await rawClient(database);
      t.teardown(client.close);
      await client.script(data);
      const before = await databaseState(database);

      models(to);
      await migrator.autogenerate({ message: 'to', allowDrop: true });
      await migrator.upgrade('heads');
      t.deepEqual((await migrator.check()).operations, []);
      const other = await target.freshDatabase(t);
      const anew = roundtripProject();
      t.teardown(anew.remove);
      writeFileSync(join(anew.folder, 'schema.ts'), project.read('schema.ts'));
      await anew.migrator(other).autogenerate({ message: 'anew' });
      await anew.migrator(other).upgrade('heads');
      t.deepEqual(await databaseState(database), await databaseState(other));

      await migrator.downgrade('-1');
      t.deepEqual(await databaseState(database), before);
    });
  }
});
