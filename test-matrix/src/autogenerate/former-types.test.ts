import test from 'ava';
import { dialectPackage } from '../dialect-package.js';
import { forEachTarget } from '../for-each-target.js';
import { modelProject } from './project.test-support.js';

const types = {
  a: 't.uuid()',
  b: 't.json()',
  c: 't.boolean()',
  d: 't.timestamp()',
  e: 't.string(80)',
  f: 't.text()',
  g: 't.decimal(10, 2)',
  h: 't.binary()',
  i: `t.enum(['one', 'two'], 'counted')`,
  j: 't.date()',
};

const columns = Object.entries(types)
  .map(([name, type]) => `${name}: ${type},`)
  .join(' ');

forEachTarget(test, (target) => {
  target.test(
    'what is dropped comes back with the types that migrations gave it, whatever the database calls them',
    async (t) => {
      const database = await target.freshDatabase(t);
      const made = modelProject(t, dialectPackage(database));
      made.model(`export const x = table('first', { id: t.integer().primaryKey(), ${columns} });`);
      await made.generate();
      const renamed = columns.replace('a:', 'aa:').replace('t.uuid()', `t.uuid().renamedFrom('a')`);
      made.model(
        `export const x = table('x', { id: t.integer().primaryKey(), ${renamed} }, { renamedFrom: 'first' });`,
      );
      await made.generate();
      made.model(`export const x = table('x', { id: t.integer().primaryKey() });`);
      const dropped = await made.generate({ noRenames: true, allowDrop: true });
      for (const [name, type] of Object.entries(types)) {
        t.true(dropped?.includes(`op.addColumn('x', '${name === 'a' ? 'aa' : name}', ${type});`), dropped);
      }
      await made.migrator.downgrade('-1');
      await made.migrator.upgrade('heads');
      await made.migrator.downgrade('base');
      await made.migrator.upgrade('heads');
      t.deepEqual((await made.migrator.check()).operations, []);
    },
  );

  target.test('a type that changes goes back to what a migration called it', async (t) => {
    const database = await target.freshDatabase(t);
    const made = modelProject(t, dialectPackage(database));
    const of = (type: string): string => `export const x = table('x', { id: t.integer().primaryKey(), a: ${type} });`;
    made.model(of('t.uuid()'));
    await made.generate();
    made.model(of('t.string(200)'));
    const text = await made.generate();
    t.regex(text ?? '', /downgrade\(op\) \{\s+op\.alterColumn\('x', 'a', \{ type: t\.uuid\(\)/u);
  });
});
