import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { modelProject } from '../../autogenerate/project.test-support.js';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';
import { databaseState } from '../../roundtrip/state.js';

const notes = `CREATE TABLE notes (id int PRIMARY KEY, size int NOT NULL CHECK (size < 100), body text);
  CREATE INDEX by_both ON notes (size, id);
  ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';`;

/** What mentions a column in ways of its own, and PostgreSQL keeps in step when the column gets another name. */
const mentions: Readonly<Record<string, string>> = {
  'a trigger of that column': `
    CREATE TRIGGER touched BEFORE UPDATE OF size ON notes FOR EACH ROW EXECUTE FUNCTION touch();`,
  'a trigger with a condition': `
    CREATE TRIGGER changed AFTER UPDATE ON notes FOR EACH ROW WHEN (OLD.size IS DISTINCT FROM NEW.size) EXECUTE FUNCTION touch();
    COMMENT ON TRIGGER changed ON notes IS 'kept';
    ALTER TABLE notes ENABLE ALWAYS TRIGGER changed;`,
  'a trigger that is a constraint': `
    CREATE CONSTRAINT TRIGGER later AFTER UPDATE OF size ON notes DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.size > 3) EXECUTE FUNCTION touch();`,
  'a policy': `CREATE POLICY own ON notes USING (size > 0) WITH CHECK (size > 1 AND id > 0);`,
  'a policy with a query': `
    CREATE POLICY other ON notes FOR SELECT USING (EXISTS (SELECT 1 FROM notes n WHERE n.size > notes.id));`,
  'a policy of another table': `
    CREATE TABLE tags (id int);
    CREATE POLICY tagged ON tags USING (EXISTS (SELECT 1 FROM notes WHERE notes.size > tags.id));`,
  'a view, and one over it,': `
    CREATE VIEW sizes AS SELECT id, size FROM notes WHERE size > 3;
    CREATE VIEW more AS SELECT size FROM sizes;`,
  'a view that keeps its columns': `CREATE VIEW sizes AS SELECT id, size AS many FROM notes WHERE size > 3;`,
  'a materialized view with an index': `
    CREATE MATERIALIZED VIEW sums AS SELECT size, count(*) AS n FROM notes GROUP BY size;
    CREATE UNIQUE INDEX by_size ON sums (size);`,
  'a materialized view that keeps its columns': `
    CREATE MATERIALIZED VIEW totals AS SELECT size AS many, count(*) AS n FROM notes GROUP BY size;
    CREATE UNIQUE INDEX by_many ON totals (many);`,
  statistics: `CREATE STATISTICS both_of (ndistinct) ON size, id FROM notes;`,
  'a rule': `CREATE RULE no_more AS ON DELETE TO notes WHERE OLD.size > 5 DO INSTEAD NOTHING;`,
};

const cases = {
  ...mentions,
  'all of these': Object.entries(mentions)
    .filter(([what]) => what !== 'a view that keeps its columns')
    .map(([, sql]) => sql)
    .join('\n'),
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres' || target.server === null) return;
  for (const [what, sql] of Object.entries(cases)) {
    for (const table of ['notes', 'remarks']) {
      const named = table === 'notes' ? '' : ', with its table,';
      target.test(`a column that ${what} mentions gets another name${named} and its own again`, async (t) => {
        t.timeout(120_000);
        const database = await target.freshDatabase(t);
        const { migrator, folder, ...made } = modelProject(t, dialectPackage(database));
        const state = async (): Promise<readonly string[]> =>
          (await databaseState(database)).map(({ kind, name, text }) => `${kind} ${name}: ${text}`).toSorted();
        const client = await rawClient(database);
        await client.script(notes + sql);
        await client.close();
        await migrator.pull({ out: 'schema.ts' });
        const models = readFileSync(join(folder, 'schema.ts'), 'utf8');
        t.deepEqual((await migrator.check()).operations, [], models);
        const before = await state();

        made.model(
          models
            .replaceAll(/import \{.*\} from '@aludel\/core';/gu, '')
            .replace(/size: t\.integer\(\)\.notNull\(\)/u, `$&.renamedFrom('size')`)
            .replaceAll(/\bnotes\b/gu, table)
            .replaceAll(/\bsize\b(?!'\))/gu, 'amount'),
        );
        const text = String(await made.generate(table === 'notes' ? {} : { renames: ['notes:remarks'] }));
        t.deepEqual((await migrator.check()).operations, [], text);
        t.regex(text, /op\.alterColumn\('(?:notes|remarks)', 'size', \{ name: 'amount' \}\)/u);
        const after = await state();
        t.deepEqual(
          after.filter((row) => /\bsize\b/u.test(row)),
          [],
          text,
        );

        await migrator.downgrade('base');
        t.deepEqual(await state(), before, text);
        await migrator.upgrade('heads');
        t.deepEqual(await state(), after, text);
      });
    }
  }
});
