import test from 'ava';
import { modelProject } from '../../autogenerate/project.test-support.js';
import { dialectPackage } from '../../dialect-package.js';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';
import { testEvolutions, type Evolution } from '../evolution.test-support.js';

/** Partitions with all that comes from their parent, and something of their own. */
const metrics = (bounds: readonly [string, string, string, string]): string => `
  CREATE TABLE device (id int PRIMARY KEY);
  CREATE TABLE metric (id bigint, at timestamptz NOT NULL, device int NOT NULL DEFAULT 1 REFERENCES device,
    value numeric CHECK (value > 0), twice numeric GENERATED ALWAYS AS (value * 2) STORED, PRIMARY KEY (id, at, device)) PARTITION BY RANGE (at);
  CREATE INDEX metric_device ON metric (device, at DESC);
  CREATE TABLE metric_1 PARTITION OF metric FOR VALUES FROM ('2024-01-01') TO (${bounds[0]});
  CREATE TABLE metric_2 PARTITION OF metric FOR VALUES FROM (${bounds[0]}) TO (${bounds[1]});
  CREATE TABLE metric_3 PARTITION OF metric ${bounds[2]} PARTITION BY LIST (device);
  CREATE TABLE metric_4 PARTITION OF metric_3 FOR VALUES IN (${bounds[3]});
  CREATE INDEX metric_2_value ON metric_2 (value) WHERE value > 3;
  ALTER TABLE metric_2 ALTER value SET DEFAULT 5, ADD CONSTRAINT most CHECK (value < 1000);
  COMMENT ON COLUMN metric_2.value IS 'of February';
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER noted AFTER UPDATE ON metric FOR EACH ROW EXECUTE FUNCTION note();
  CREATE TABLE alarm (metric bigint, at timestamptz, device int, FOREIGN KEY (metric, at, device) REFERENCES metric (id, at, device));`;

const cases: readonly Evolution[] = [
  {
    what: 'partitions get other bounds, of which one takes what another gives up',
    from: metrics([`'2024-02-01'`, `'2024-03-01'`, 'DEFAULT', '1, 2']),
    to: metrics([`'2024-02-10'`, `'2024-04-01'`, `FOR VALUES FROM ('2024-04-01') TO (MAXVALUE)`, '2, 3']),
  },
  {
    what: 'partitions by list and by hash get other bounds',
    from: `CREATE TABLE l (k text, n bigint) PARTITION BY LIST (k); CREATE TABLE l_1 PARTITION OF l FOR VALUES IN ('a', 'it''s');
      CREATE TABLE l_2 PARTITION OF l FOR VALUES IN ('b');
      CREATE TABLE h (k text, n bigint, id int GENERATED ALWAYS AS IDENTITY (START WITH 7)) PARTITION BY HASH (k); CREATE TABLE h_1 PARTITION OF h FOR VALUES WITH (modulus 2, remainder 0);
      CREATE TABLE r (n bigint) PARTITION BY RANGE (n); CREATE TABLE r_1 PARTITION OF r FOR VALUES FROM (1) TO (5);`,
    to: `CREATE TABLE l (k text, n bigint) PARTITION BY LIST (k); CREATE TABLE l_1 PARTITION OF l FOR VALUES IN ('a', 'b');
      CREATE TABLE l_2 PARTITION OF l FOR VALUES IN ('it''s'); CREATE TABLE l_3 PARTITION OF l FOR VALUES IN (NULL);
      CREATE TABLE h (k text, n bigint, id int GENERATED ALWAYS AS IDENTITY (START WITH 7)) PARTITION BY HASH (k); CREATE TABLE h_1 PARTITION OF h FOR VALUES WITH (modulus 4, remainder 1);
      CREATE TABLE h_2 PARTITION OF h FOR VALUES WITH (modulus 4, remainder 0);
      CREATE TABLE r (n bigint) PARTITION BY RANGE (n); CREATE TABLE r_1 PARTITION OF r FOR VALUES FROM (1) TO (6);`,
  },
];

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres' || target.server === null) return;
  testEvolutions(target, cases);

  target.test('what a table is partitioned by, or a partition of, is never altered in silence', async (t) => {
    const database = await target.freshDatabase(t);
    const { migrator, ...made } = modelProject(t, dialectPackage(database));
    const model = (events: string, part: string): string => `
      export const events = table('events', { id: t.integer().notNull(), at: t.date().notNull() }, { postgres: { ${events} } });
      export const part = table('part', {${part}`;
    const partition = `}, { postgres: { partitionOf: { parent: { name: 'events' }, bound: "FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')" } } });`;
    const by = (strategy: string, column: string): string =>
      `partitionBy: { strategy: '${strategy}', elements: [{ column: '${column}' }] }`;
    made.model(model(by('range', 'at'), partition));
    await made.generate();
    t.deepEqual((await migrator.check()).operations, []);
    const refuses = async (text: string, message: RegExp, hint: RegExp): Promise<void> => {
      made.model(text);
      const error = await t.throwsAsync(migrator.autogenerate({ allowDrop: true }), { code: 'UNSUPPORTED_OPERATION' });
      t.regex(error?.message ?? '', message);
      t.regex(String((error as { hint?: string } | undefined)?.hint), hint);
    };
    await refuses(
      model(by('list', 'at'), partition),
      /PARTITION BY of the table events: .* RANGE \("at"\), .* LIST \("at"\)/u,
      /create it anew/u,
    );
    await refuses(model(by('range', 'id'), partition), /PARTITION BY of the table events/u, /"column":"at"/u);
    await refuses(model('', partition), /in the model none/u, /partitionBy: \{"strategy":"range"/u);
    await refuses(
      model(by('range', 'at'), ` id: t.integer().notNull(), at: t.date().notNull() });`),
      /part a table of its own: in the database it is a partition of events/u,
      /detachPartition\('part', 'events'\)/u,
    );
    const client = await rawClient(database);
    t.teardown(client.close);
    await client.script('ALTER TABLE events DETACH PARTITION part');
    await refuses(
      model(by('range', 'at'), partition),
      /part a partition of events: in the database it is no partition/u,
      /attachPartition\('part', 'events'/u,
    );
    await client.script('CREATE TABLE up (id int NOT NULL, at date NOT NULL); ALTER TABLE part INHERIT up');
    await refuses(
      model(by('range', 'at'), ` id: t.integer().notNull(), at: t.date().notNull() });`),
      /other parents of the table part: in the database it inherits from up, in the model from none/u,
      /NO INHERIT/u,
    );
  });
});
