import test from 'ava';
import { modelProject } from '../../autogenerate/project.test-support.js';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';
import { t as column } from '@aludel/core';
import { databaseState } from '../../roundtrip/state.js';
import { testEvolutions, type Evolution } from '../evolution.test-support.js';
import { opened } from './opened.test-support.js';

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

const state = (values: string, left: string): string => `
  CREATE TYPE state AS ENUM (${values});
  CREATE DOMAIN mood AS text DEFAULT '${left}' CHECK (VALUE <> 'x');
  CREATE TABLE job (id int PRIMARY KEY, is_ state DEFAULT '${left}' NOT NULL, were state[] DEFAULT '{${left}}'::state[], at tsrange,
    CONSTRAINT fits CHECK (is_ <> '${left}' OR id > 3), CONSTRAINT once EXCLUDE USING gist (at WITH &&) WHERE (is_ = '${left}'));
  CREATE INDEX job_open ON job (id) WHERE is_ = '${left}';
  CREATE UNIQUE INDEX job_first ON job ((were[1] = '${left}'::state), id);
  ALTER TABLE job ENABLE ROW LEVEL SECURITY;
  CREATE POLICY open_jobs ON job USING (is_ = '${left}');
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER noted BEFORE UPDATE OF is_ ON job FOR EACH ROW WHEN (NEW.is_ = '${left}') EXECUTE FUNCTION note();
  CREATE VIEW open_job AS SELECT id, is_ FROM job WHERE is_ = '${left}';
  CREATE VIEW over_it AS SELECT is_ FROM open_job;
  CREATE MATERIALIZED VIEW sums AS SELECT count(*) AS n FROM job WHERE is_ = '${left}';
  CREATE RULE kept AS ON DELETE TO job WHERE OLD.is_ = '${left}' DO INSTEAD NOTHING;`;

/** Who may what is often asked by functions that take a role, and policies that call them. */
const roles = (values: string): string => `CREATE TYPE role AS ENUM (${values});
  CREATE TABLE users (id int PRIMARY KEY, role role NOT NULL DEFAULT 'member', roles role[]);
  INSERT INTO users VALUES (1, 'owner', '{owner}');
  CREATE FUNCTION has_role(u int, r role DEFAULT 'member', VARIADIC more role[] DEFAULT '{}') RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = 'public' AS 'SELECT EXISTS (SELECT FROM users WHERE id = u AND role = r)';
  COMMENT ON FUNCTION has_role IS 'has it';
  CREATE FUNCTION role_of(u int) RETURNS role LANGUAGE sql STABLE AS 'SELECT role FROM users WHERE id = u';
  CREATE FUNCTION rank(r role) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT length(r::text)';
  CREATE PROCEDURE give(r role) LANGUAGE plpgsql AS 'BEGIN END';
  CREATE TABLE docs (id int PRIMARY KEY, owner int, need role, at int DEFAULT rank('member'::role), CHECK (rank(need) > 0)); CREATE INDEX ON docs (rank(need));
  ALTER TABLE docs ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON docs USING (has_role(owner, 'owner'));
  CREATE POLICY needed ON docs FOR UPDATE USING (role_of(owner) = need);
  CREATE VIEW owners AS SELECT id, role_of(owner) AS r FROM docs; CREATE VIEW members AS SELECT * FROM owners WHERE has_role(id);`;

const children = (values: string): string => `CREATE TYPE state AS ENUM (${values});
  CREATE TABLE job (id int, is_ state DEFAULT 'new', were state[] DEFAULT '{new}') PARTITION BY LIST (id);
  CREATE TABLE job_1 PARTITION OF job (is_ DEFAULT 'late', were DEFAULT NULL) FOR VALUES IN (1);
  CREATE TABLE job_2 PARTITION OF job FOR VALUES IN (2, 3) PARTITION BY LIST (id);
  CREATE TABLE job_3 PARTITION OF job_2 (were DEFAULT '{late,new}') FOR VALUES IN (3);
  ALTER TABLE job_3 ALTER is_ DROP DEFAULT; INSERT INTO job VALUES (1, 'late', '{new}');
  CREATE TABLE parent (is_ state); CREATE TABLE own (more state DEFAULT 'new') INHERITS (parent); ALTER TABLE own ALTER is_ SET DEFAULT 'late';
  INSERT INTO own VALUES ('late');`;

const cases: readonly Evolution[] = [
  {
    what: 'a value of an enum goes, and another takes its place in all that named it',
    from: state(`'new', 'open', 'late', 'done'`, 'late'),
    to: state(`'new', 'due', 'open', 'done'`, 'due'),
  },
  {
    what: 'a value of an enum goes, with all that named it',
    from: `${state(`'new', 'open', 'late', 'done'`, 'late')} CREATE TABLE other (s state)`,
    to: `CREATE TYPE state AS ENUM ('new', 'open', 'done'); CREATE TABLE job (id int PRIMARY KEY, is_ state, were state[], at tsrange);
      CREATE TABLE other (s state)`,
  },
  {
    what: 'an enum without values gets some',
    from: `CREATE TYPE state AS ENUM (); COMMENT ON TYPE state IS 'none yet'; CREATE TYPE other AS ENUM ();
      CREATE TABLE job (id int, s state, were state[], o other); CREATE VIEW v AS SELECT s FROM job`,
    to: `CREATE TYPE state AS ENUM ('new', 'done'); COMMENT ON TYPE state IS 'none yet'; CREATE TYPE other AS ENUM ();
      CREATE TABLE job (id int, s state DEFAULT 'new', were state[], o other); CREATE VIEW v AS SELECT s FROM job`,
  },
  {
    what: 'values of an enum change places, and one goes',
    from: state(`'new', 'open', 'late', 'done'`, 'late'),
    to: state(`'done', 'busy', 'open', 'new'`, 'new'),
  },
  {
    what: 'a value of an enum goes, under keys from one column of the type to another',
    from: `CREATE TYPE kind AS ENUM ('a', 'b', 'c'); CREATE TABLE kinds (kind kind PRIMARY KEY, above kind REFERENCES kinds);
      CREATE TABLE things (id int PRIMARY KEY, kind kind REFERENCES kinds ON DELETE CASCADE DEFERRABLE); INSERT INTO kinds VALUES ('a', 'a');`,
    to: `CREATE TYPE kind AS ENUM ('a', 'c'); CREATE TABLE kinds (kind kind PRIMARY KEY, above kind REFERENCES kinds);
      CREATE TABLE things (id int PRIMARY KEY, kind kind REFERENCES kinds ON DELETE CASCADE DEFERRABLE);`,
  },
  {
    what: 'a value of an enum goes, under functions of the type and what calls these',
    from: roles(`'owner', 'admin', 'member'`),
    to: roles(`'owner', 'member'`),
  },
  {
    what: 'a value of an enum goes, where partitions and children have defaults of their own',
    from: children(`'new', 'open', 'late'`),
    to: children(`'new', 'late'`),
    keeps: 'SELECT * FROM job, parent',
  },
];

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres' || target.server === null) return;
  testEvolutions(target, cases);

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
          `SELECT relname, relacl::text, relispopulated FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace
           UNION ALL SELECT proname, proacl::text, prosecdef FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1`,
        )
      ).map((row) => JSON.stringify(row)),
    ];
    made.model(jobs(`'open', 'done'`));
    await made.generate();
    await client.script(`CREATE TABLE others (former status[]);
      INSERT INTO others VALUES ('{open,done}'); INSERT INTO jobs VALUES (1, 'open'); ${views}
      CREATE FUNCTION is_open(s status) RETURNS bool LANGUAGE sql SECURITY DEFINER AS $$ SELECT s = 'open' $$;
      REVOKE ALL ON FUNCTION is_open FROM PUBLIC; GRANT EXECUTE ON FUNCTION is_open TO pg_monitor WITH GRANT OPTION;
      CREATE PROCEDURE close(INOUT s status) LANGUAGE plpgsql AS $$ BEGIN s := 'done'; END $$;`);
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

  target.test(
    'a column loses a value that is its default, and gets another; what still has the value is told',
    async (t) => {
      const { session, query, value } = await opened(t, target);
      await session.run((op) => op.createTable('job', { is: column.enum(['new', 'late'], 'state').default('late') }));
      const fewer = () =>
        session.run((op) =>
          op.alterColumn('job', 'is', { type: column.enum(['new', 'due'], 'state'), default: 'due' }),
        );
      await query(`INSERT INTO job VALUES ('late')`);
      const error = await t.throwsAsync(fewer(), { code: 'STATEMENT_FAILED' });
      t.regex(error?.message ?? '', /"late".* ALTER TABLE job ALTER COLUMN "?is"? TYPE/u);
      t.regex(
        String((error as { hint?: string } | undefined)?.hint),
        /UPDATE.*\nNothing of the migration is in effect\.$/u,
      );
      await query(`DELETE FROM job`);
      await session.upgrade();
      t.regex(
        String(await value(`SELECT column_default FROM information_schema.columns WHERE table_name = 'job'`)),
        /due/u,
      );
      t.true(await session.undo());
      await query('CREATE DOMAIN stated AS state');
      const other = await t.throwsAsync(session.upgrade(), { code: 'STATEMENT_FAILED' });
      t.regex(other?.message ?? '', /values of the type "state" cannot change .* type stated depends on/u);
    },
  );
});
