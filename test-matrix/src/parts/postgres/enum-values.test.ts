import test from 'ava';
import { modelProject } from '../../autogenerate/project.test-support.js';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';
import { databaseState } from '../../roundtrip/state.js';

const views = `
  CREATE VIEW "All of it" AS SELECT id, status FROM jobs WHERE status <> 'done'::status;
  CREATE VIEW over_it WITH (security_barrier = true) AS SELECT status, count(*) AS n FROM "All of it" GROUP BY status;
  CREATE MATERIALIZED VIEW sums WITH (fillfactor = 70) AS SELECT status, count(*) AS n FROM jobs GROUP BY status;
  CREATE UNIQUE INDEX sums_status ON sums (status) WHERE n > 1;
  CREATE MATERIALIZED VIEW empty AS SELECT o.status, s.n FROM over_it o JOIN sums s USING (status) WITH NO DATA;
  CREATE VIEW lists AS SELECT former FROM others;
  CREATE VIEW apart AS SELECT id FROM jobs;
  ALTER VIEW "All of it" ALTER status SET DEFAULT 'open';
  COMMENT ON VIEW over_it IS 'it''s all';
  COMMENT ON COLUMN sums.n IS 'how many';
  COMMENT ON MATERIALIZED VIEW sums IS 'sums';
  COMMENT ON INDEX sums_status IS 'by status';
  GRANT SELECT ON over_it TO PUBLIC;`;

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres' || target.server === null) return;

  target.test('an added value of an enum is taken away again under views that show columns of the type', async (t) => {
    const database = await target.freshDatabase(t);
    const { migrator, ...made } = modelProject(t, dialectPackage(database));
    const jobs = (values: string): string => `
      export const jobs = table('jobs', { id: t.integer().primaryKey(),
        status: t.enum([${values}], 'status').notNull().default('open') });`;
    const client = await rawClient(database);
    t.teardown(client.close);
    const state = async (): Promise<readonly string[]> => [
      ...(await databaseState(database)).map(({ kind, name, text }) => `${kind} ${name}: ${text}`).toSorted(),
      ...(
        await client.query(
          `SELECT relname, relacl, relispopulated FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace ORDER BY 1`,
        )
      ).map((row) => JSON.stringify(row)),
    ];
    made.model(jobs(`'open', 'done'`));
    await made.generate();
    await client.script(`CREATE TABLE others (former status[]);
      INSERT INTO others VALUES ('{open,done}'); INSERT INTO jobs VALUES (1, 'open'); ${views}`);
    const before = await state();

    made.model(jobs(`'open', 'busy', 'done'`));
    await made.generate();
    await migrator.downgrade('-1');
    t.deepEqual(await state(), before);
    t.deepEqual(await client.query('SELECT status::text, former::text FROM jobs, others'), [
      { status: 'open', former: '{open,done}' },
    ]);
    // Made anew, it is up to date.
    t.deepEqual(await client.query('SELECT status::text, n::int FROM sums'), [{ status: 'open', n: 1 }]);

    await migrator.upgrade('heads');
    await client.script('CREATE RULE no_more AS ON DELETE TO lists DO INSTEAD NOTHING');
    const upgraded = await state();
    const error = await t.throwsAsync(migrator.downgrade('-1'));
    t.like(error, { code: 'STATEMENT_FAILED' });
    t.regex(error?.message ?? '', /The view lists shows values of the type status, and has triggers, rules/u);
    t.deepEqual(await state(), upgraded);
  });
});
