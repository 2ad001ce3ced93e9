import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetUnderTest } from '../../for-each-target.js';
import { loadSchema } from '../../roundtrip/load-schema.js';
import { roundtripProject } from '../../roundtrip/project.js';
import { databaseState } from '../../roundtrip/state.js';
import { scratchFolder } from '../../servers/scratch-folder.js';

/** A schema that becomes another, by SQL. */
export interface Evolution {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** The oldest server that takes it. */
  readonly since?: number;
}

/**
 * Each of them there, back and there again by what autogenerate writes. The database has to be then as if it had been made so,
 * but for the order of columns.
 */
export function testEvolutions(target: TargetUnderTest, cases: readonly Evolution[]): void {
  if (target.dialect !== 'postgres' || target.server === null) return;
  for (const { what, from, to, since = 13 } of cases) {
    if (Number(/\d+$/u.exec(target.name)?.[0]) < since) continue;
    target.test(`there, back and there again: ${what}`, async (t) => {
      t.timeout(240_000);
      const folder = mkdtempSync(join(scratchFolder(), 'evolving-'));
      t.teardown(() => rmSync(folder, { recursive: true, force: true }));
      const load = async (sql: string) => {
        const database = await target.freshDatabase(t);
        writeFileSync(join(folder, 'schema.sql'), sql);
        await loadSchema(database, { name: what, path: join(folder, 'schema.sql') });
        return database;
      };
      const state = async (of: typeof changing): Promise<readonly string[]> =>
        (await databaseState(of))
          .map(({ kind, name, text }) => `${kind} ${name}: ${kind === 'column' ? text.replace(/^\d+ /u, '') : text}`)
          .toSorted();
      const [changing, wanted, empty] = [await load(from), await load(to), await target.freshDatabase(t)];
      const project = roundtripProject();
      t.teardown(project.remove);
      const [migrator, model] = [project.migrator(changing), project.migrator(wanted)];
      await migrator.pull({ out: 'schema.ts' });
      await project.migrator(empty).autogenerate({ message: 'first' });
      await migrator.stamp('heads');
      const [before, after] = [await state(changing), await state(wanted)];
      await model.pull({ out: 'schema.ts', force: true });
      await migrator.autogenerate({ message: 'next', allowDrop: true });
      await migrator.upgrade('heads');
      t.deepEqual(await state(changing), after);
      t.deepEqual((await migrator.check()).operations, []);
      await migrator.downgrade('-1');
      t.deepEqual(await state(changing), before);
      await migrator.upgrade('heads');
      t.deepEqual(await state(changing), after);
    });
  }
}
