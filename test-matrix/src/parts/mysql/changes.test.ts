import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { roundtripProject } from '../../roundtrip/project.js';
import { databaseState } from '../../roundtrip/state.js';

const head = `import { t, table } from '@aludel/core';\nimport { mysql, trigger } from '@aludel/mysql';\n`;

const first = `${head}
export const users = table('users', {
  id: t.integer().identity().primaryKey(),
  name: t.string(50).notNull().default('ä').comment('c').index('by_name'),
  code: t.string(9).collate('utf8mb4_bin'),
}, { mysql: { engine: 'MyISAM', rowFormat: 'dynamic', others: { max_rows: '100' } } });
export const logs = table('logs', {
  id: t.integer().primaryKey(),
  line: t.string(20).notNull().default('ä').comment('y'),
  code: t.string(9).collate('utf8mb4_bin'),
}, { mysql: { collation: 'latin1_swedish_ci' } });
export const z = trigger('z', 'users', "CREATE TRIGGER z BEFORE INSERT ON users FOR EACH ROW SET @z = 'it''s'", { order: { precedes: 'b' } });
export const b = trigger('b', 'users', 'CREATE TRIGGER b BEFORE INSERT ON users FOR EACH ROW SET @b = 1', { order: { follows: 'z', precedes: 'c' } });
export const c = trigger('c', 'users', 'CREATE TRIGGER c BEFORE INSERT ON users FOR EACH ROW SET @c = 1', { order: { follows: 'b' } });
`;

/** What a model is changed to, by what changes. */
const changes: Readonly<Record<string, (models: string) => string>> = {
  'the engine': (models) => models.replace("engine: 'MyISAM', ", ''),
  'other options': (models) =>
    models.replace("rowFormat: 'dynamic', others: { max_rows: '100' }", "others: { avg_row_length: '20' }"),
  'the collation, and a column that comes with it': (models) =>
    models.replace('latin1_swedish_ci', 'utf8mb4_unicode_ci').replace('line:', 'more: t.string(7), line:'),
  'the trigger that fires first': (models) => models.replace("'it''s'", "'it''s so'"),
  'the order of triggers': (models) =>
    models.replace("{ order: { precedes: 'b' } }", "{ order: { follows: 'c' } }").replace("follows: 'z', ", ''),
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;

  for (const [what, change] of Object.entries(changes)) {
    target.test(`autogenerate changes ${what}, finds nothing more, and the downgrade takes it back`, async (t) => {
      const database = await target.freshDatabase(t);
      const project = roundtripProject();
      t.teardown(project.remove);
      const models = (text: string): void => writeFileSync(join(project.folder, 'schema.ts'), text);
      const migrator = project.migrator(database);
      models(first);
      await migrator.autogenerate({ message: 'first' });
      await migrator.upgrade('heads');
      t.deepEqual((await migrator.check()).operations, []);
      const before = await databaseState(database);

      const second = change(first);
      t.not(second, first);
      models(second);
      t.not((await migrator.check()).operations.length, 0);
      await migrator.autogenerate({ message: 'second' });
      await migrator.upgrade('heads');
      t.notDeepEqual(await databaseState(database), before);
      t.deepEqual((await migrator.check()).operations, []);

      await migrator.downgrade('-1');
      t.deepEqual(await databaseState(database), before);
    });
  }

  target.test('a model that does not say in which order triggers fire leaves it as it is', async (t) => {
    const database = await target.freshDatabase(t);
    const project = roundtripProject();
    t.teardown(project.remove);
    const migrator = project.migrator(database);
    const models = (text: string): void => writeFileSync(join(project.folder, 'schema.ts'), text);
    models(first);
    await migrator.autogenerate({ message: 'first' });
    await migrator.upgrade('heads');
    models(first.replaceAll(/, \{ order: \{ [^}]+ \} \}/gu, ''));
    t.deepEqual((await migrator.check()).operations, []);
  });
});
