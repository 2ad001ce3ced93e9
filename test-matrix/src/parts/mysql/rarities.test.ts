import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { forEachTarget, type TargetUnderTest } from '../../for-each-target.js';
import { runRoundtrip } from '../../roundtrip/run-roundtrip.js';
import { schemaFile } from '../../roundtrip/schema-files.js';

/** What few schemas have, and each of these once got lost on the way there and back: by what it is. */
const both: Readonly<Record<string, string>> = {
  'numbers within a key of MyISAM': `
    CREATE TABLE posts (thread int NOT NULL, id int NOT NULL AUTO_INCREMENT, PRIMARY KEY (thread, id)) ENGINE=MyISAM;`,
  'hashes that are said to be': `
    CREATE TABLE sessions (id int NOT NULL, name varchar(20), KEY a (id) USING HASH, KEY b (id), KEY c (name) USING BTREE)
      ENGINE=MEMORY;`,
  'a view over parenthesized queries': `
    CREATE VIEW numbers AS (SELECT 1 AS a, 2 AS b UNION SELECT 3, 4) EXCEPT SELECT 5, 6 LIMIT 3;`,
  'moments to which intervals are added': `
    CREATE TABLE tokens (id int PRIMARY KEY, ends datetime DEFAULT (now() + INTERVAL 1 DAY));`,
  'quotes and comments in triggers and events': `
    CREATE TABLE users (id int, name varchar(20));
    DELIMITER ;;
    CREATE TRIGGER quotes BEFORE INSERT ON users FOR EACH ROW
    -- why; so
    /* and */
    BEGIN SET NEW.name = 'it''s \\' "so"'; END;;
    CREATE EVENT clean ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00'
      DO /* all */ DELETE FROM users WHERE name = 'it''s';;
    DELIMITER ;`,
  'triggers of one event in an order that is not that of their names': `
    CREATE TABLE users (id int);
    CREATE TRIGGER z BEFORE INSERT ON users FOR EACH ROW SET @z = 1;
    CREATE TRIGGER m BEFORE INSERT ON users FOR EACH ROW SET @m = 1;
    CREATE TRIGGER a BEFORE INSERT ON users FOR EACH ROW PRECEDES z SET @a = 1;
    CREATE TRIGGER b BEFORE INSERT ON users FOR EACH ROW FOLLOWS z SET @b = 1;
    CREATE TRIGGER c BEFORE UPDATE ON users FOR EACH ROW SET @c = 1;`,
  'a trigger that fires behind one that is made after it': `
    CREATE TABLE users (id int);
    CREATE TRIGGER b BEFORE INSERT ON users FOR EACH ROW SET @b = 1;
    CREATE TRIGGER c BEFORE INSERT ON users FOR EACH ROW SET @c = 1;
    CREATE TRIGGER d BEFORE INSERT ON users FOR EACH ROW SET @d = 1;
    CREATE TRIGGER a BEFORE INSERT ON users FOR EACH ROW SET @a = 1;`,
  'views with lists of names': `
    CREATE TABLE a (id int PRIMARY KEY, n int);
    CREATE VIEW b (x, \`y z\`) AS SELECT id, n + 1 FROM a WHERE n > 2;
    CREATE VIEW c (id, n) AS SELECT id, n FROM a;
    CREATE VIEW d (p, q) AS SELECT a.id, b.x FROM a JOIN b ON b.x = a.id;
    CREATE VIEW e (p, q) AS SELECT * FROM b;`,
  'views whose columns have names that begin with a space': `
    CREATE TABLE a (id int PRIMARY KEY, \` x\` int, \`  y\` int);
    CREATE VIEW b (\` p\`, q) AS SELECT id, \` x\` FROM a;
    CREATE VIEW c AS SELECT id AS \` x\`, \`  y\` + 1 FROM a;
    CREATE VIEW d AS SELECT * FROM a;
    CREATE VIEW e AS SELECT ' lead', id FROM a;`,
  'functions in a subquery of a view over one table': `
    CREATE TABLE a (id int PRIMARY KEY, n int);
    CREATE TABLE b (a int, at datetime);
    CREATE VIEW c AS SELECT id, (SELECT max(at) FROM b WHERE b.a = a.id) AS latest FROM a
      WHERE n > (SELECT count(*) FROM b WHERE b.a = a.id);`,
  'a unique key of the name of a foreign key': `
    CREATE TABLE a (id int PRIMARY KEY);
    CREATE TABLE b (a int, c int, d varchar(20), UNIQUE KEY fk (a), UNIQUE KEY FK2 (c, d(5) DESC) COMMENT 'x',
      CONSTRAINT fk FOREIGN KEY (a) REFERENCES a (id), CONSTRAINT fk2 FOREIGN KEY (c) REFERENCES a (id));`,
  'an event whose times are of another zone': `
    CREATE TABLE users (id int);
    SET time_zone = '+05:00';
    CREATE EVENT clean ON SCHEDULE EVERY 1 HOUR STARTS '2030-01-01 00:00:00' DO DELETE FROM users;`,
};

const ofMysql: Readonly<Record<string, string>> = {
  'expressions that could be values': `
    CREATE TABLE users (a timestamp DEFAULT (now()), b timestamp(3) NULL DEFAULT (now(3)), c boolean DEFAULT (true),
      d int DEFAULT (-1), e varchar(10) DEFAULT ('x'), f text DEFAULT ('x'), g blob DEFAULT ('abc'), h int DEFAULT 1,
      i timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP);`,
  'a unique key of the name of a check': `CREATE TABLE a (a int, UNIQUE KEY x (a), CONSTRAINT x CHECK (a > 0));`,
  'a default that is no value': `CREATE TABLE users (a int DEFAULT (NULL), b text DEFAULT (NULL), c int DEFAULT NULL);`,
  'a generated column with a spatial reference system': `
    CREATE TABLE places (x double, y double, p point GENERATED ALWAYS AS (ST_SRID(point(x, y), 4326)) STORED NOT NULL SRID 4326,
      q point AS (point(x, y)) VIRTUAL SRID 0 COMMENT 'flat', SPATIAL KEY p (p));`,
  'a view of mere values': `CREATE VIEW pairs AS VALUES ROW(1, 'a'), ROW(2, 'b');`,
  'a view that is to be merged, and can be updated': `
    CREATE TABLE users (id int PRIMARY KEY);
    CREATE ALGORITHM=MERGE VIEW grown AS SELECT id FROM users WHERE id > 1;`,
  'another engine beside the own': `CREATE TABLE facts (id int PRIMARY KEY, n int NOT SECONDARY) SECONDARY_ENGINE=rapid;`,
};

const ofMariadb: Readonly<Record<string, string>> = {
  'a sequence with a comment': `CREATE SEQUENCE numbers START WITH 5 COMMENT='it''s; "so"';`,
  'foreign keys to what is not unique': `
    CREATE TABLE parents (a int NOT NULL, b int NOT NULL, c int, PRIMARY KEY (a, b), KEY c (c));
    CREATE TABLE children (a int, c int, CONSTRAINT x FOREIGN KEY (a) REFERENCES parents (a),
      CONSTRAINT y FOREIGN KEY (c) REFERENCES parents (c));`,
  'checks of columns that were renamed, which keep the former name': `
    CREATE TABLE a (a json NOT NULL, b int CHECK (b > 0 OR c = 'x'), c text, d json, e int CHECK (e > 1));
    ALTER TABLE a RENAME COLUMN a TO a2; ALTER TABLE a RENAME COLUMN b TO b2; ALTER TABLE a RENAME COLUMN d TO d2;
    ALTER TABLE a ADD COLUMN d json, ADD COLUMN b int CHECK (b2 < 5);`,
  'the end of rows in keys of a history whose times are columns': `
    CREATE TABLE a (id int PRIMARY KEY, u int UNIQUE, w varchar(20), UNIQUE KEY v (w(5), u), KEY (w),
      rs timestamp(6) GENERATED ALWAYS AS ROW START, re timestamp(6) GENERATED ALWAYS AS ROW END,
      PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING;`,
  'the history of rows': `
    CREATE TABLE a (id int PRIMARY KEY, n int, m int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
    CREATE TABLE b (id int PRIMARY KEY, rs timestamp(6) GENERATED ALWAYS AS ROW START,
      re timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING;
    CREATE TABLE c (n int) WITH SYSTEM VERSIONING
      PARTITION BY SYSTEM_TIME (PARTITION p0 HISTORY, PARTITION pc CURRENT);`,
  'periods, and keys in which they do not overlap': `
    CREATE TABLE a (id int, s date, e date, PERIOD FOR app (s, e), PRIMARY KEY (id, app WITHOUT OVERLAPS));
    CREATE TABLE b (id int, s datetime(6), \`e e\` datetime(6), PERIOD FOR \`p q\` (s, \`e e\`),
      UNIQUE KEY u (id, \`p q\` WITHOUT OVERLAPS), CHECK (id > 0));`,
  'compressed columns': `
    CREATE TABLE a (a varchar(1000) COMPRESSED, b text COMPRESSED DEFAULT 'x', c varchar(99) COMPRESSED CHARSET latin1 NOT NULL);`,
  'a sequence of another engine': `CREATE SEQUENCE s NOCACHE ENGINE=MyISAM;`,
  'options of the engine in their order': `CREATE TABLE a (id int PRIMARY KEY) PAGE_COMPRESSED=1 ENCRYPTED=NO;`,
  'texts as the defaults of blobs': `CREATE TABLE a (a blob DEFAULT 'abc', b blob NOT NULL DEFAULT '');`,
};

/** Of 11.5 and later. */
const ofNewMariadb: Readonly<Record<string, string>> = {
  'sequences of another type': `
    CREATE SEQUENCE a AS smallint unsigned START WITH 5; CREATE SEQUENCE b AS bigint unsigned; CREATE SEQUENCE c;`,
  'an index over vectors': `
    CREATE TABLE a (id int PRIMARY KEY, v vector(3) NOT NULL, VECTOR INDEX vi (v) M=6 DISTANCE=cosine COMMENT 'it''s \`M\`=7');
    CREATE TABLE b (id int PRIMARY KEY, v vector(3) NOT NULL, VECTOR INDEX (v));`,
};

async function goes(
  t: ExecutionContext,
  target: TargetUnderTest,
  sql: string,
  unmodelled: readonly string[] = [],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aludel-rarities-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'schema.sql');
  writeFileSync(path, sql);
  const report = await runRoundtrip(target, schemaFile(path));
  t.is(report.failure?.error, undefined, report.failure?.step);
  t.deepEqual(report.differences, []);
  t.deepEqual(
    report.unmodelled.map(({ kind, name }) => `${kind} ${name}`),
    unmodelled,
  );
  t.deepEqual(report.leftToDo, { made: [], loaded: [] });
  t.deepEqual(report.leftBehind, []);
}

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;
  const own = target.flavour === 'mariadb' ? ofMariadb : ofMysql;
  const recent = target.flavour === 'mariadb' && Number(target.version) >= 11.5 ? ofNewMariadb : {};
  for (const [what, sql] of Object.entries({ ...both, ...own, ...recent })) {
    target.test(`there and back go ${what}`, (t) => goes(t, target, sql));
  }

  target.test('there and back goes what is listed as not being part of the model', (t) =>
    goes(
      t,
      target,
      `CREATE TABLE one (id int) ENGINE=MyISAM;
       CREATE TABLE whole (id int) ENGINE=MERGE UNION=(one) INSERT_METHOD=LAST;
       ${
         target.flavour === 'mariadb'
           ? ''
           : `CREATE TABLE zone (id int PRIMARY KEY) AUTOEXTEND_SIZE=4M;
              CREATE TABLE \`space-y\` (id int PRIMARY KEY) TABLESPACE innodb_system;`
       }`,
      target.flavour === 'mariadb' ? ['table whole'] : ['table whole', 'table space-y', 'table zone'],
    ),
  );
});
