import { createMigrator } from '@aludel/core';
import { sqlite } from '@aludel/sqlite';
import test, { type ExecutionContext } from 'ava';
import { dialectPackage } from '../dialect-package.js';
import { forEachTarget, type TargetUnderTest } from '../for-each-target.js';
import { modelProject } from './project.test-support.js';

const orders = (columns: string): string => `
  export const orders = table('orders', { id: t.integer().primaryKey(), ${columns} });`;

/** One set of models after another. */
const histories: Readonly<Record<string, readonly string[]>> = {
  'gets a value': [
    orders(`state: t.enum(['new', 'done'], 'order_state').notNull().default('new')`),
    orders(`state: t.enum(['new', 'paid', 'done'], 'order_state').notNull().default('new')`),
  ],
  'loses a value': [
    orders(`state: t.enum(['new', 'paid', 'done'], 'order_state')`),
    orders(`state: t.enum(['new', 'done'], 'order_state')`),
  ],
  'becomes another one': [
    orders(`state: t.enum(['new', 'done'], 'order_state')`),
    orders(`state: t.enum(['open', 'shut'], 'door_state')`),
  ],
  'becomes a text': [orders(`state: t.enum(['new', 'done'], 'order_state')`), orders(`state: t.text()`)],
  'is dropped': [orders(`state: t.enum(['new', 'done'], 'order_state')`), orders(`n: t.integer()`)],
  'is renamed and gets a value': [
    orders(`state: t.enum(['new', 'done'], 'order_state')`),
    orders(`status: t.enum(['new', 'done', 'lost'], 'order_state').renamedFrom('state')`),
  ],
  'goes with its table': [
    orders(`state: t.enum(['new', 'done'], 'order_state')`),
    `export const other = table('other', { id: t.integer().primaryKey() });`,
  ],
};

async function thereAndBack(t: ExecutionContext, target: TargetUnderTest, models: readonly string[]): Promise<void> {
  const made = modelProject(t, sqlite({ filename: 'app.db' }));
  const texts: (string | undefined)[] = [];
  for (const text of models) {
    made.model(text);
    // oxlint-disable-next-line no-await-in-loop -- one follows the other
    texts.push(await made.generate({ allowDrop: true, noRenames: true }));
  }
  const database = await target.freshDatabase(t);
  const elsewhere = createMigrator(
    { migrations: './migrations', models: './schema.ts', databases: { main: dialectPackage(database) } },
    { folder: made.folder },
  );
  await elsewhere.upgrade('heads');
  t.deepEqual((await elsewhere.check()).operations, [], texts.join('\n'));
  await elsewhere.downgrade('-1');
  made.model(models.at(-2) ?? '');
  const { model: before } = await elsewhere.inspect();
  await elsewhere.upgrade('heads');
  await elsewhere.downgrade('base');
  await elsewhere.upgrade('+1');
  t.deepEqual((await elsewhere.inspect()).model, before, texts.join('\n'));
  await elsewhere.upgrade('heads');
  made.model(models.at(-1) ?? '');
  t.deepEqual((await elsewhere.check()).operations, [], texts.join('\n'));
}

forEachTarget(test, (target) => {
  for (const [what, models] of Object.entries(histories)) {
    target.test(`an enum that ${what}, generated where there are no enum types, goes up, down and up`, async (t) => {
      await thereAndBack(t, target, models);
    });
  }
});
