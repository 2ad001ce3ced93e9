import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { t as column } from '@aludel/core';
import { testEvolutions, type Evolution } from '../evolution.test-support.js';
import { opened, versionOf } from './opened.test-support.js';

/** A column, and all that may rest on one. */
const person = (full: string): string => `
  CREATE TABLE person (id int PRIMARY KEY, first varchar(40) NOT NULL, last varchar(40) NOT NULL, "Full Name" ${full});
  ALTER TABLE person ADD CONSTRAINT person_full UNIQUE ("Full Name") DEFERRABLE,
    ADD CONSTRAINT long CHECK (length("Full Name") > 1), ADD CONSTRAINT alone EXCLUDE ("Full Name" WITH =),
    ADD CONSTRAINT pair UNIQUE (id, "Full Name");
  COMMENT ON CONSTRAINT long ON person IS 'it''s long';
  CREATE UNIQUE INDEX person_logged ON person (last, "Full Name");
  CREATE INDEX person_upper ON person (upper("Full Name") COLLATE "C" text_pattern_ops DESC) INCLUDE (last) WHERE "Full Name" <> '';
  COMMENT ON INDEX person_upper IS 'upper';
  CREATE INDEX person_last ON person (last);
  ALTER TABLE person CLUSTER ON person_full;
  CREATE STATISTICS person_names (ndistinct) ON last, "Full Name" FROM person;
  COMMENT ON STATISTICS person_names IS 'names';
  ALTER TABLE person ALTER "Full Name" SET STATISTICS 500, ALTER "Full Name" SET STORAGE EXTERNAL;
  COMMENT ON COLUMN person."Full Name" IS 'how they are called';
  CREATE TABLE letter (id int, person int, receiver text,
    CONSTRAINT letter_to FOREIGN KEY (person, receiver) REFERENCES person (id, "Full Name") MATCH FULL);
  COMMENT ON CONSTRAINT letter_to ON letter IS 'to whom';
  CREATE VIEW called AS SELECT id, "Full Name" FROM person;
  CREATE MATERIALIZED VIEW calls AS SELECT "Full Name", count(*) AS n FROM called GROUP BY 1;
  CREATE UNIQUE INDEX calls_name ON calls ("Full Name");
  CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER noted AFTER UPDATE OF "Full Name" ON person FOR EACH ROW WHEN (NEW."Full Name" <> '') EXECUTE FUNCTION note();
  ALTER TABLE person ENABLE ROW LEVEL SECURITY;
  CREATE POLICY own ON person FOR SELECT USING ("Full Name" = current_user);
  CREATE RULE kept AS ON DELETE TO person WHERE OLD."Full Name" = '' DO INSTEAD NOTHING;`;

const full = (expression: string): string => `text GENERATED ALWAYS AS (${expression}) STORED`;

const cases: readonly Evolution[] = [
  {
    what: 'a plain column becomes a computed one, under all that may rest on it',
    from: person(`varchar(90) DEFAULT 'nobody' NOT NULL`).replaceAll(' text_pattern_ops', ''),
    to: person(`${full(`first || ' ' || last`)} NOT NULL`).replaceAll(' text_pattern_ops', ''),
  },
  {
    what: 'a computed column gets another expression, under all that may rest on it',
    from: person(full(`first || ' ' || last`)),
    to: person(full(`last || ', ' || first`)),
  },
  {
    what: 'a column that counts, and one of an enum, are computed',
    from: `CREATE TYPE mood AS ENUM ('ok', 'sad');
      CREATE TABLE t (a int, b serial, c bigint GENERATED ALWAYS AS IDENTITY, m mood DEFAULT 'ok')`,
    to: `CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED, c bigint GENERATED ALWAYS AS (a + 2) STORED,
      m text GENERATED ALWAYS AS ('x') STORED)`,
  },
  {
    what: 'a computed column comes and goes as the column that it is computed from gets another type, and a key of it others',
    from: `CREATE TABLE account (id int PRIMARY KEY, mail varchar(99), open bool, n int DEFAULT 0, CONSTRAINT mail_key UNIQUE (mail))`,
    to: `CREATE TABLE account (id int PRIMARY KEY, mail text COLLATE "C", open bool NOT NULL, n bigint DEFAULT 0,
      long int GENERATED ALWAYS AS (length(mail)) STORED, CONSTRAINT mail_key UNIQUE (mail) INCLUDE (open))`,
  },
  {
    what: 'columns change places: one is computed from another that was computed from it',
    from: `CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int, d int GENERATED ALWAYS AS (a + c) STORED);
      CREATE INDEX t_b ON t (b)`,
    to: `CREATE TABLE t (id int PRIMARY KEY, a int GENERATED ALWAYS AS (b / 2) STORED, b int, c int GENERATED ALWAYS AS (b) STORED, d int);
      CREATE INDEX t_b ON t (b)`,
  },
  {
    what: 'a column that another is computed from gets another type',
    from: `CREATE TABLE t (id int PRIMARY KEY, a int, b bigint GENERATED ALWAYS AS (a * 2) STORED, c numeric GENERATED ALWAYS AS (a / 2) STORED);
      CREATE INDEX t_b ON t (b) INCLUDE (c); COMMENT ON COLUMN t.b IS 'twice'; CREATE VIEW v AS SELECT b FROM t;`,
    to: `CREATE TABLE t (id int PRIMARY KEY, a bigint, b bigint GENERATED ALWAYS AS (a * 2) STORED, c numeric GENERATED ALWAYS AS (a / 2) STORED);
      CREATE INDEX t_b ON t (b) INCLUDE (c); COMMENT ON COLUMN t.b IS 'twice'; CREATE VIEW v AS SELECT b FROM t;`,
  },
  {
    what: 'a column of a partitioned table is computed, with an index on one of its partitions',
    from: `CREATE TABLE m (at date NOT NULL, v int, w int CHECK (w > 0)) PARTITION BY RANGE (at);
      CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE m_2 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      
      CREATE INDEX m_w ON m (w); CREATE UNIQUE INDEX m_1_w ON m_1 (w) WHERE v > 2; ALTER TABLE m_2 ADD CONSTRAINT most CHECK (w < 9);`,
    to: `CREATE TABLE m (at date NOT NULL, v int, w int GENERATED ALWAYS AS (v + 1) STORED CHECK (w > 0)) PARTITION BY RANGE (at);
      CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE m_2 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
      
      CREATE INDEX m_w ON m (w); CREATE UNIQUE INDEX m_1_w ON m_1 (w) WHERE v > 2; ALTER TABLE m_2 ADD CONSTRAINT most CHECK (w < 9);`,
  },
  {
    what: 'a column of a table that others inherit from is computed',
    from: `CREATE TABLE up (a int, b int); CREATE TABLE down (c int) INHERITS (up); CREATE INDEX down_b ON down (b);
      COMMENT ON COLUMN down.b IS 'below';`,
    to: `CREATE TABLE up (a int, b int GENERATED ALWAYS AS (a + 1) STORED); CREATE TABLE down (c int) INHERITS (up);
      CREATE INDEX down_b ON down (b); COMMENT ON COLUMN down.b IS 'below';`,
  },
  {
    what: 'a column is stored, or computed when it is read',
    since: 18,
    from: `CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) VIRTUAL CHECK (b > 0), c int GENERATED ALWAYS AS (a * 3) STORED, d int,
      e bigint GENERATED ALWAYS AS (a * 5) VIRTUAL, f int GENERATED ALWAYS AS (a * 7) VIRTUAL NOT NULL);
      CREATE VIEW v AS SELECT a, b, c, d, e FROM t;`,
    to: `CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED CHECK (b > 0), c int GENERATED ALWAYS AS (a * 3) VIRTUAL,
      d int GENERATED ALWAYS AS (a * 4) VIRTUAL, e text DEFAULT 'x' NOT NULL, f int GENERATED ALWAYS AS (a * 8) VIRTUAL NOT NULL);
      CREATE VIEW v AS SELECT a, b, c, d, e FROM t;`,
  },
];

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres') return;
  if (target.server !== null) testEvolutions(target, cases);

  target.test('a column that was computed when it was read keeps its values as a plain one', async (t) => {
    const { session, query } = await opened(t, target);
    const made = session.run((op) => {
      op.createTable('t', { a: column.integer(), b: column.integer().generatedAs('a * 2', { stored: false }) });
      op.bulkInsert('t', [{ a: 1 }, { a: 2 }]);
    });
    if (versionOf(session) < 18) {
      await t.throwsAsync(made, { code: 'UNSUPPORTED_OPERATION' });
      return;
    }
    await made;
    await session.run((op) => {
      op.alterColumn('t', 'b', { generated: null, type: column.text(), nullable: false, default: 'none' });
    });
    await query('INSERT INTO t (a) VALUES (3)');
    t.deepEqual(
      (await query('SELECT a, b FROM t ORDER BY a')).map((row) => ({ ...row })),
      [
        { a: 1, b: '2' },
        { a: 2, b: '4' },
        { a: 3, b: 'none' },
      ],
    );
  });

  target.test('who may see a column still may when it is made anew, and a view that cannot be is named', async (t) => {
    const { session, query, value } = await opened(t, target);
    await session.run((op) => {
      op.createTable('t', { a: column.integer(), b: column.integer().default(7) });
      op.execute('GRANT SELECT (b), UPDATE (b) ON t TO PUBLIC');
      op.execute('CREATE VIEW v AS SELECT b FROM t');
    });
    await session.run((op) => op.alterColumn('t', 'b', { generated: { expression: 'a + 1', stored: true } }));
    t.is(
      await value(
        `SELECT string_agg(attname || attacl::text, ',') FROM pg_attribute WHERE attrelid = 't'::regclass AND attacl IS NOT NULL AND NOT attisdropped`,
      ),
      'b{=rw/postgres}',
    );
    t.true(await session.undo());
    t.is(
      await value(`SELECT column_default FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b'`),
      '7',
    );
    await query('CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING');
    const error = await t.throwsAsync(session.upgrade(), { any: true });
    t.regex((error as Error).message, /The view v shows t\.b, .*has triggers, rules/u);
  });
});
