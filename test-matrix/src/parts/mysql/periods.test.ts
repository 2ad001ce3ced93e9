import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AludelError } from '@aludel/core';
import test, { type ExecutionContext } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';
import { rawClient, type RawClient } from '../../raw-client.js';
import { roundtripProject, type RoundtripProject } from '../../roundtrip/project.js';

const plain = `{ id: t.integer(), s: t.date(), e: t.date(), z: t.date() }`;
const bounds = `{ id: t.integer(), s: t.date().notNull(), e: t.date().notNull(), z: t.date() }`;

/** A table before and after, as its model has it. */
const changes: Readonly<Record<string, readonly [first: string, second: string]>> = {
  comes: [plain, `${bounds}, { mysql: { periods: { valid: ['s', 'e'] } } }`],
  'comes with a key in which it does not overlap': [
    plain,
    `${bounds}, { mysql: { periods: { valid: ['s', 'e'] } },
      constraints: [unique(['id'], { name: 'once', options: { mysql: { withoutOverlaps: 'valid' } } })] }`,
  ],
  'ends elsewhere': [
    `${bounds}, { mysql: { periods: { valid: ['s', 'e'] } } }`,
    `{ id: t.integer(), s: t.date().notNull(), e: t.date(), z: t.date().notNull() }, { mysql: { periods: { valid: ['s', 'z'] } } }`,
  ],
  'gets another name': [
    `${bounds}, { mysql: { periods: { valid: ['s', 'e'] } } }`,
    `${bounds}, { mysql: { periods: { 'so \`valid\`': ['s', 'e'] } } }`,
  ],
};

interface Opened {
  readonly project: RoundtripProject;
  readonly client: RawClient;
  readonly migrator: ReturnType<RoundtripProject['migrator']>;
  readonly model: (text: string) => void;
}

async function opened(t: ExecutionContext, target: TargetUnderTest): Promise<Opened> {
  const database = await target.freshDatabase(t);
  if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
  const client = await rawClient(database);
  t.teardown(client.close);
  const project = roundtripProject();
  t.teardown(project.remove);
  return {
    project,
    client,
    migrator: project.migrator(database),
    model: (text) =>
      writeFileSync(
        join(project.folder, 'schema.ts'),
        `import { t, table, unique } from '@aludel/core';\nimport '@aludel/mysql';\nexport const prices = table('prices', ${text});`,
      ),
  };
}

forEachTarget(test, (target) => {
  if (target.flavour !== 'mariadb') return;
  for (const [what, [first, second]] of Object.entries(changes)) {
    target.test(
      `a period of a table that is there ${what}, and all is as it was when that is taken back`,
      async (t) => {
        const { client, migrator, model } = await opened(t, target);
        const text = async (): Promise<unknown> =>
          (await client.query('SHOW CREATE TABLE prices'))[0]?.['Create Table'];
        const texts: unknown[] = [];
        for (const [message, one] of Object.entries({ first, second, back: first })) {
          model(one);
          const { file } = await migrator.autogenerate({ message });
          t.truthy(file);
          await migrator.upgrade('heads');
          t.deepEqual((await migrator.check()).operations, []);
          texts.push(await text());
        }
        t.is(texts[0], texts[2]);
        t.not(texts[0], texts[1]);
        await migrator.downgrade('-1');
        t.is(await text(), texts[1]);
        await migrator.downgrade('-1');
        t.is(await text(), texts[0]);
      },
    );
  }

  target.test(
    'the period of a history that comes or goes on a table that is there is refused before it is written',
    async (t) => {
      const { client, migrator, model, project } = await opened(t, target);
      const kept = `{ id: t.integer().primaryKey(),
      rs: t.native('timestamp(6)').options({ mysql: { attributes: 'GENERATED ALWAYS AS ROW START' } }),
      re: t.native('timestamp(6)').options({ mysql: { attributes: 'GENERATED ALWAYS AS ROW END' } }),
    }, { mysql: { systemVersioning: true, periods: { SYSTEM_TIME: ['rs', 're'] } } }`;
      await client.script('CREATE TABLE prices (id int PRIMARY KEY)');
      model(kept);
      const come = await t.throwsAsync<AludelError>(migrator.autogenerate({ message: 'x' }), {
        code: 'UNSUPPORTED_OPERATION',
      });
      const [, statement] = /op\.execute\('([^']+)'\)/u.exec(come?.hint ?? '') ?? [];
      await client.script(statement ?? '');
      t.deepEqual((await migrator.check()).operations, []);

      model('{ id: t.integer().primaryKey() }');
      const go = await t.throwsAsync<AludelError>(migrator.autogenerate({ message: 'x' }), {
        code: 'UNSUPPORTED_OPERATION',
      });
      const [, back] = /op\.execute\('([^']+)'\)/u.exec(go?.hint ?? '') ?? [];
      await client.script(`SET system_versioning_alter_history = KEEP; ${back ?? ''}`);
      t.deepEqual((await migrator.check()).operations, []);
      t.deepEqual(readdirSync(join(project.folder, 'migrations')), []);
    },
  );
});
