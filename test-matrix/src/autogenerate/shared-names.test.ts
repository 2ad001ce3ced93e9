import test from 'ava';
import { dialectPackage } from '../dialect-package.js';
import { forEachTarget, type TargetUnderTest } from '../for-each-target.js';
import { modelProject } from './project.test-support.js';

const parent = `export const parents = table('parents', { id: t.integer().primaryKey('pk_parents') });`;

/** Two things of one name, on two tables: what is said of a table of that name. */
const twins: Readonly<Record<string, (table: string) => string>> = {
  indexes: (name) =>
    `export const ${name} = table('${name}', { id: t.integer().primaryKey('pk_${name}'), n: t.integer() },
      { indexes: [index(['n'], { name: 'same' })] });`,
  'unique keys': (name) =>
    `export const ${name} = table('${name}', { id: t.integer().primaryKey('pk_${name}'), n: t.integer() },
      { constraints: [unique(['n'], { name: 'same' })] });`,
  'primary keys': (name) => `export const ${name} = table('${name}', { id: t.integer().primaryKey('same') });`,
  'foreign keys': (name) =>
    `export const ${name} = table('${name}', {
      id: t.integer().primaryKey('pk_${name}'), n: t.integer().references('parents', 'id', { name: 'same' }) });`,
  checks: (name) =>
    `export const ${name} = table('${name}', { id: t.integer().primaryKey('pk_${name}').check('id > 0', 'same') });`,
};

const refused: Readonly<Record<string, readonly string[]>> = {
  sqlite: ['indexes'],
  pglite: ['indexes', 'unique keys', 'primary keys'],
  postgresql: ['indexes', 'unique keys', 'primary keys'],
  mysql: ['foreign keys', 'checks'],
  mariadb: ['foreign keys'],
};

forEachTarget(test, (target) => {
  for (const [what, twin] of Object.entries(twins)) {
    const isRefused = refused[target.flavour]?.includes(what) === true;
    target.test(
      `${what} of one name on two tables are ${isRefused ? 'refused with the models' : 'taken'}`,
      async (t) => {
        const { code, message } = await outcome(t, target, parent + twin('a') + twin('b'));
        t.is(code, isRefused ? 'INVALID_MODEL' : 'done', message);
        if (isRefused) t.regex(message, /The model of b has the .* same, and a has the .* same/u);
      },
    );
  }

  target.test(
    'an index that is called as another table is refused with the models, or taken by the database',
    async (t) => {
      const { code, message } = await outcome(
        t,
        target,
        `export const a = table('a', { id: t.integer().primaryKey('pk_a'), n: t.integer() }, { indexes: [index(['n'], { name: 'b' })] });
       export const b = table('b', { id: t.integer().primaryKey('pk_b') });`,
      );
      t.true(code === 'done' || code === 'INVALID_MODEL', message);
    },
  );

  target.test(
    'names of indexes that differ only in case are refused with the models, or taken by the database',
    async (t) => {
      const of = (name: string, index: string): string => (twins['indexes']?.(name) ?? '').replace('same', index);
      const { code, message } = await outcome(t, target, of('a', 'ix_n') + of('b', 'IX_N'));
      t.true(code === 'done' || code === 'INVALID_MODEL', message);
    },
  );

  target.test('a name of an index goes from one table to another in one migration', async (t) => {
    const database = await target.freshDatabase(t);
    const made = modelProject(t, dialectPackage(database));
    const index = (table: string, on: string): string =>
      `export const ${table} = table('${table}', { id: t.integer().primaryKey(), n: t.integer() }, { indexes: [${on}] });`;
    const one = `index(['n'], { name: 'moving' })`;
    made.model(index('a', one) + index('b', ''));
    await made.generate();
    made.model(index('a', '') + index('b', one));
    await made.generate();
    t.deepEqual((await made.migrator.check()).operations, []);
    await made.migrator.downgrade('-1');
    await made.migrator.upgrade('heads');
    t.deepEqual((await made.migrator.check()).operations, []);
  });

  target.test('the name of an index on a table that no model has is told before anything is written', async (t) => {
    const database = await target.freshDatabase(t);
    const made = modelProject(t, dialectPackage(database), {
      versionTable: 'others',
      autogenerate: { exclude: ['aludel_version'] },
    });
    made.model(twins['indexes']?.('a') ?? '');
    await made.generate();
    const other = modelProject(t, dialectPackage(database), { autogenerate: { exclude: ['others'] } });
    other.model(twins['indexes']?.('b') ?? '');
    try {
      await other.generate();
    } catch (error) {
      t.like(error, { code: 'INVALID_MODEL' }, String(error));
      t.regex(String(error), /same/u);
      return;
    }
    t.deepEqual((await other.migrator.check()).operations, []);
  });
});

async function outcome(
  t: Parameters<Parameters<TargetUnderTest['test']>[1]>[0],
  target: TargetUnderTest,
  models: string,
): Promise<{ readonly code: string; readonly message: string }> {
  const database = await target.freshDatabase(t);
  const made = modelProject(t, dialectPackage(database));
  made.model(models);
  try {
    await made.generate();
  } catch (error) {
    return { code: (error as { code?: string }).code ?? '', message: String(error) };
  }
  t.deepEqual((await made.migrator.check()).operations, []);
  return { code: 'done', message: '' };
}
