import test, { type ExecutionContext } from 'ava';
import { dialectPackage } from '../dialect-package.js';
import { forEachTarget, type TargetUnderTest } from '../for-each-target.js';
import { modelProject } from './project.test-support.js';

const id = 'id: t.integer().primaryKey()';

/** One set of models, and the next. */
interface Change {
  readonly from: string;
  readonly to: string;
  readonly renames?: readonly string[];
  /** Where it can be; else everywhere. */
  readonly on?: readonly TargetUnderTest['dialect'][];
}

const table = (name: string, columns: string, rest = ''): string =>
  `export const ${name.toLowerCase()}_ = table('${name}', { ${columns} }, { ${rest} });`;

const q = (name: string): string => `\${quote('${name}')}`;

const changes: Readonly<Record<string, Change>> = {
  'all tables but one are gone': {
    from: table('a', id) + table('b', `${id}, a: t.integer().references('a', 'id')`) + table('c', id),
    to: table('c', id),
  },
  'two columns of different types exchange their names': {
    from: table('x', `${id}, a: t.integer().notNull().default(1), b: t.string(20).notNull().default('z')`),
    to: table('x', `${id}, a: t.string(20).notNull().default('z'), b: t.integer().notNull().default(1)`),
    renames: ['x.a:x.b', 'x.b:x.a'],
  },
  'a table that refers to itself is renamed': {
    from: table('nodes', `${id}, up: t.integer().references('nodes', 'id')`),
    to: `export const places = table('places', { ${id}, up: t.integer().references('places', 'id') }, { renamedFrom: 'nodes' });`,
  },
  'a table that refers to itself is renamed with its columns': {
    from: table('nodes', `${id}, up: t.integer().references('nodes', 'id')`, `indexes: [index(['up'])]`),
    to: `export const places = table('places', { key: t.integer().primaryKey().renamedFrom('id'),
      above: t.integer().renamedFrom('up').references('places', 'key') }, { renamedFrom: 'nodes', indexes: [index(['above'])] });`,
  },
  'a table becomes a view': {
    from: table('a', `${id}, n: t.integer()`) + table('b', `${id}, n: t.integer()`),
    to: table('a', `${id}, n: t.integer()`) + `export const b = view('b', sql\`SELECT id, n FROM a WHERE n > 1\`);`,
  },
  'a view becomes a table': {
    from: table('a', `${id}, n: t.integer()`) + `export const b = view('b', sql\`SELECT id, n FROM a WHERE n > 1\`);`,
    to: table('a', `${id}, n: t.integer()`) + table('b', `${id}, n: t.integer()`),
  },
  'a view becomes a materialized one': {
    on: ['postgres'],
    from: table('a', `${id}, n: t.integer()`) + `export const b = view('b', sql\`SELECT id, n FROM a WHERE n > 1\`);`,
    to: `import { materializedView } from '@aludel/postgres';
      ${table('a', `${id}, n: t.integer()`)} export const b = materializedView({ name: 'b', definition: 'SELECT id, n FROM a WHERE n > 1' });`,
  },
  'a table goes to another schema': {
    on: ['postgres'],
    from: `import { schema } from '@aludel/postgres'; export const s = schema('other');
      ${table('a', `${id}, n: t.integer().unique()`)} ${table('b', `${id}, a: t.integer().references('a', 'id')`)}`,
    to: `import { schema } from '@aludel/postgres'; export const s = schema('other');
      export const a = table({ schema: 'other', name: 'a' }, { ${id}, n: t.integer().unique() });
      ${table('b', `${id}, a: t.integer().references({ schema: 'other', name: 'a' }, 'id')`)}`,
  },
  'a primary key gets a second column while a foreign key points at the first': {
    from: table('a', `${id}, n: t.integer().notNull()`) + table('b', `${id}, a: t.integer().references('a', 'id')`),
    to:
      table(
        'a',
        `id: t.integer().notNull().unique(), n: t.integer().notNull()`,
        `constraints: [primaryKey(['id', 'n'])]`,
      ) + table('b', `${id}, a: t.integer().references('a', 'id')`),
  },
  'a primary key gets a second column, and the foreign key with it': {
    from:
      table('a', `${id}, n: t.integer().notNull()`) +
      table('b', `${id}, a: t.integer().references('a', 'id'), n: t.integer()`),
    to:
      table('a', `id: t.integer().notNull(), n: t.integer().notNull()`, `constraints: [primaryKey(['id', 'n'])]`) +
      table('b', `${id}, a: t.integer(), n: t.integer()`, `constraints: [foreignKey(['a', 'n'], 'a', ['id', 'n'])]`),
  },
  'a column of a unique and of a foreign key goes with the table it points at': {
    from:
      table('a', id) +
      table(
        'b',
        `${id}, a: t.integer().notNull().references('a', 'id'), n: t.integer().notNull()`,
        `constraints: [unique(['a', 'n'])]`,
      ),
    to: table('b', `${id}, n: t.integer().notNull()`),
  },
  'a default changes along with its type': {
    from: table('x', `${id}, a: t.string(20).notNull().default('7')`),
    to: table('x', `${id}, a: t.integer().notNull().default(8)`),
  },
  'a number with a default becomes a text with another': {
    from: table('x', `${id}, a: t.integer().notNull().default(8)`),
    to: table('x', `${id}, a: t.string(20).notNull().default('eight')`),
  },
  'a renamed column is in all that can name it': {
    from: `import { quote } from '@aludel/core';
      ${table(
        'x',
        `${id}, a: t.integer().notNull(), b: t.integer().generatedAs(\`${q('a')} * 2\`, { stored: true })`,
        `constraints: [check(\`${q('a')} > 0\`, { name: 'ck_a' }), unique(['a'], { name: 'uq_a' })], indexes: [index(['a', 'b'], { name: 'ix_a' })]`,
      )}
      export const v = view('v', sql\`SELECT ${q('a')} FROM x WHERE ${q('a')} > 3\`);`,
    to: `import { quote } from '@aludel/core';
      ${table(
        'x',
        `${id}, z: t.integer().notNull().renamedFrom('a'), b: t.integer().generatedAs(\`${q('z')} * 2\`, { stored: true })`,
        `constraints: [check(\`${q('z')} > 0\`, { name: 'ck_a' }), unique(['z'], { name: 'uq_a' })], indexes: [index(['z', 'b'], { name: 'ix_a' })]`,
      )}
      export const v = view('v', sql\`SELECT ${q('z')} FROM x WHERE ${q('z')} > 3\`);`,
  },
  'a renamed column is in a partial index and a trigger': {
    on: ['sqlite'],
    from: `import { trigger } from '@aludel/sqlite';
      ${table('x', `${id}, a: t.integer().notNull()`, `indexes: [index(['a'], { name: 'ix_a', where: 'a > 3' })]`)}
      export const tr = trigger('tr', 'x', 'CREATE TRIGGER tr AFTER UPDATE OF a ON x WHEN NEW.a > 3 BEGIN UPDATE x SET a = 1 WHERE id = NEW.id + 1; END');`,
    to: `import { trigger } from '@aludel/sqlite';
      ${table('x', `${id}, z: t.integer().notNull().renamedFrom('a')`, `indexes: [index(['z'], { name: 'ix_a', where: 'z > 3' })]`)}
      export const tr = trigger('tr', 'x', 'CREATE TRIGGER tr AFTER UPDATE OF z ON x WHEN NEW.z > 3 BEGIN UPDATE x SET z = 1 WHERE id = NEW.id + 1; END');`,
  },
  'the names of a table and its column change in case alone': {
    from: table('users', `${id}, email: t.string(20)`, `indexes: [index(['email'], { name: 'ix_email' })]`),
    to: `export const users = table('Users', { ${id}, Email: t.string(20).renamedFrom('email') }, { renamedFrom: 'users', indexes: [index(['Email'], { name: 'ix_email' })] });`,
  },
  'two tables exchange their names': {
    from:
      table('a', `${id}, n: t.integer()`) + table('b', `${id}, s: t.string(9), a: t.integer().references('a', 'id')`),
    to: table('b', `${id}, n: t.integer()`) + table('a', `${id}, s: t.string(9), a: t.integer().references('b', 'id')`),
    renames: ['a:b', 'b:a'],
  },
};

async function thereAndBack(
  t: ExecutionContext,
  target: TargetUnderTest,
  { from, to, renames = [] }: Change,
): Promise<void> {
  const database = await target.freshDatabase(t);
  const made = modelProject(t, dialectPackage(database));
  made.model(from);
  await made.generate();
  const { model: before } = await made.migrator.inspect();
  made.model(to);
  const text = (await made.generate({ allowDrop: true, noRenames: true, renames })) ?? 'nothing was written';
  t.deepEqual((await made.migrator.check()).operations, [], text);
  const { model: after } = await made.migrator.inspect();
  await made.migrator.downgrade('-1');
  made.model(from);
  await made.migrator.upgrade('heads');
  t.deepEqual(sorted((await made.migrator.inspect()).model), sorted(after), text);
  made.model(to);
  t.deepEqual((await made.migrator.check()).operations, [], text);
  await made.migrator.downgrade('-1');
  t.deepEqual(sorted((await made.migrator.inspect()).model), sorted(before), text);
}

/** Columns that were dropped come back behind the others. */
function sorted(model: unknown): unknown {
  if (Array.isArray(model)) {
    const items = model.map(sorted);
    return items.every((item) => typeof item === 'object')
      ? items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (typeof model !== 'object' || model === null) return model;
  return Object.fromEntries(Object.entries(model).map(([key, value]) => [key, sorted(value)]));
}

forEachTarget(test, (target) => {
  for (const [what, change] of Object.entries(changes)) {
    if (change.on?.includes(target.dialect) === false) continue;
    target.test(`${what}: there, back and there again`, (t) => thereAndBack(t, target, change));
  }
});
