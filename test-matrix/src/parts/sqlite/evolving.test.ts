import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { testEvolutions, type Evolution } from '../evolution.test-support.js';

const cases: readonly Evolution[] = [
  {
    what: 'tables become STRICT and WITHOUT ROWID, and cease to be so',
    from: `CREATE TABLE a (id VARCHAR(20) PRIMARY KEY, n DECIMAL(10,2), b BOOLEAN DEFAULT 1, at DATETIME DEFAULT CURRENT_TIMESTAMP);
      CREATE TABLE b (id TEXT PRIMARY KEY, v INT) WITHOUT ROWID;
      CREATE TABLE c (id INTEGER PRIMARY KEY, v ANY) STRICT /* why */ ;
      CREATE TABLE d (k TEXT, k2 INT, v TEXT, PRIMARY KEY (k, k2)) STRICT, WITHOUT ROWID;
      CREATE TABLE e (k TEXT NOT NULL, k2 INT, v TEXT REFERENCES a(id) ON DELETE CASCADE, UNIQUE (k, k2));
      CREATE TABLE f (id INTEGER PRIMARY KEY AUTOINCREMENT, role TEXT CHECK (role IN ('a', 'b')), flag BOOL);
      INSERT INTO a VALUES ('x', 1.5, 1, '2020-01-01'); INSERT INTO b VALUES ('x', 1); INSERT INTO c VALUES (1, 'x');
      INSERT INTO d VALUES ('a', 1, 'b'); INSERT INTO e VALUES ('k', 1, 'x'); INSERT INTO f VALUES (9, 'a', NULL);`,
    to: `CREATE TABLE a (id TEXT PRIMARY KEY, n REAL, b INTEGER DEFAULT 1, at TEXT DEFAULT CURRENT_TIMESTAMP) STRICT;
      CREATE TABLE b (id TEXT PRIMARY KEY, v INT);
      CREATE TABLE c (id INTEGER PRIMARY KEY, v TEXT);
      CREATE TABLE d (k TEXT, k2 INT, v TEXT, PRIMARY KEY (k, k2));
      CREATE TABLE e (k TEXT NOT NULL, k2 INT, v TEXT REFERENCES a(id) ON DELETE CASCADE, PRIMARY KEY (k, k2)) STRICT, WITHOUT ROWID;
      CREATE TABLE f (id INTEGER PRIMARY KEY AUTOINCREMENT, role TEXT CHECK (role IN ('a', 'b')), flag INT) STRICT;`,
    keeps: `SELECT a.n, b.v AS bv, c.v AS cv, d.v AS dv, e.v AS ev, f.id, f.role FROM a, b, c, d, e, f`,
  },
  {
    what: 'a full-text index is made anew under the triggers that keep it, and columns of its table go and get other names',
    from: `CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL DEFAULT '', old INT);
      CREATE VIRTUAL TABLE fts USING fts5(title, content='notes', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
      CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN INSERT INTO fts(rowid, title) VALUES (new.id, new.title); END;
      CREATE TRIGGER notes_ad AFTER DELETE ON notes BEGIN INSERT INTO fts(fts, rowid, title) VALUES ('delete', old.id, old.title); END;
      INSERT INTO notes(id, title) VALUES (7, 'a');`,
    to: `CREATE TABLE notes (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT, fresh INT);
      CREATE VIRTUAL TABLE fts USING fts5(title, content='notes', content_rowid='id', tokenize="porter unicode61");
      CREATE TRIGGER notes_ai AFTER INSERT ON notes BEGIN INSERT INTO fts(rowid, title) VALUES (new.id, new.title); END;
      CREATE TRIGGER notes_ad AFTER DELETE ON notes BEGIN INSERT INTO fts(fts, rowid, title) VALUES ('delete', old.id, old.title); END;`,
    keeps: 'SELECT id, title FROM notes',
  },
  {
    what: 'primary keys whose columns may be null come and change',
    from: `CREATE TABLE a (x INT, y INT, PRIMARY KEY (x, y)); CREATE TABLE b (x INT NOT NULL, y TEXT);
      INSERT INTO a VALUES (1, NULL), (NULL, 2); INSERT INTO b VALUES (1, NULL);`,
    to: `CREATE TABLE a (x INT, y INT, PRIMARY KEY (y, x)); CREATE TABLE b (x INT NOT NULL, y TEXT, PRIMARY KEY (x, y));`,
    keeps: 'SELECT a.x, a.y, b.x AS bx, b.y AS byy FROM a, b ORDER BY 1',
  },
  {
    what: 'tables, views and virtual tables take each other’s names',
    from: `CREATE TABLE docs (docid INTEGER PRIMARY KEY, body TEXT);
      CREATE VIRTUAL TABLE fts USING fts4(content="docs", body);
      CREATE TRIGGER docs_bu BEFORE UPDATE ON docs BEGIN DELETE FROM fts WHERE docid=old.rowid; END;
      CREATE VIRTUAL TABLE rt USING rtree(id, x0, x1); CREATE TABLE plain (id INTEGER PRIMARY KEY, x);
      CREATE VIEW pv AS SELECT * FROM plain; CREATE TRIGGER pv_t INSTEAD OF INSERT ON pv BEGIN INSERT INTO plain(x) VALUES (new.x); END;
      CREATE TABLE other (id INTEGER PRIMARY KEY, y TEXT); CREATE TRIGGER ot AFTER INSERT ON other BEGIN INSERT INTO pv(x) VALUES (new.y); END;
      INSERT INTO docs VALUES (3, 'b');`,
    to: `CREATE TABLE docs (docid INTEGER PRIMARY KEY, body TEXT NOT NULL, lang TEXT);
      CREATE VIRTUAL TABLE fts USING fts5(body, content='docs', content_rowid='docid');
      CREATE VIEW rt AS SELECT docid AS id, 0 AS x0, 1 AS x1 FROM docs; CREATE VIEW plain AS SELECT 1 AS id, 2 AS x;
      CREATE TABLE pv (id INTEGER PRIMARY KEY, x);
      CREATE TABLE other (id INTEGER PRIMARY KEY, z TEXT); CREATE TRIGGER ot AFTER INSERT ON other BEGIN INSERT INTO pv(x) VALUES (new.z); END;`,
    keeps: 'SELECT docid, body FROM docs',
  },
  {
    what: 'names with quotes and spaces, keywords as names, comments in odd places, constraints without commas',
    from: `CREATE TABLE [order details] ([order id] INT NOT NULL, [unit "price"] MONEY DEFAULT 0, "select" TEXT, [it's] TEXT);
      CREATE TABLE "table" ("group" INTEGER PRIMARY KEY ASC ON CONFLICT REPLACE, "from" TEXT COLLATE "nocase" CONSTRAINT "nn" NOT NULL ON CONFLICT IGNORE,
        "to" CONSTRAINT u UNIQUE ON CONFLICT FAIL CONSTRAINT ck CHECK ("to" <> 'x'), CONSTRAINT "c k" CHECK ("from" GLOB '[a-z]*'));
      CREATE TABLE /* c1 */ com /* c2 ( */ ( -- first )
        a /* of a, */ INT -- tail ' quote
        , b TEXT DEFAULT ')' /* x */ NOT NULL, -- b's
        /* before */ CONSTRAINT /* n */ pk /* m */ PRIMARY KEY (a /* k */ , b) -- end
        /* last */ ) /* after */ WITHOUT /* between */ ROWID -- bye
      ;
      CREATE TABLE nocomma (a INT, b INT, PRIMARY KEY (a) UNIQUE (b) CHECK (a > 0) CONSTRAINT x CHECK (b > 0) FOREIGN KEY (b) REFERENCES nocomma (a));
      CREATE TRIGGER "trig ger" AFTER UPDATE OF "from", "to" ON "table" BEGIN INSERT OR REPLACE INTO "table"("from") VALUES ('a;b''c'); END;
      CREATE VIEW "v w" ("a a", b) AS SELECT [order id], "select" FROM [order details];
      INSERT INTO [order details] VALUES (1, 5, 'a', 'b'); INSERT INTO "table" VALUES (5, 'abc', 1);
      INSERT INTO com VALUES (1, 'b'); INSERT INTO nocomma VALUES (5, 5);`,
    to: `CREATE TABLE [order details] ([order id] INT NOT NULL, [unit "price"] DECIMAL(10, 2) NOT NULL DEFAULT 0, "select" TEXT DEFAULT 'x''y',
        [it's] TEXT COLLATE NOCASE, PRIMARY KEY ([order id], "it's"));
      CREATE TABLE "table" ("group" INTEGER PRIMARY KEY AUTOINCREMENT, "from" TEXT CONSTRAINT "nn" NOT NULL ON CONFLICT REPLACE DEFAULT 'q',
        "to" CONSTRAINT u UNIQUE CONSTRAINT ck CHECK ("to" <> 'xx'), CONSTRAINT "uq 2" UNIQUE ("from" COLLATE RTRIM, "to") ON CONFLICT REPLACE);
      CREATE TABLE com (a BIGINT, b TEXT DEFAULT '(' NOT NULL, c INT, CONSTRAINT pk2 PRIMARY KEY (b DESC, a)) WITHOUT ROWID;
      CREATE TABLE nocomma (a INT, b INT NOT NULL DEFAULT 7, c GENERATED ALWAYS AS (a + b), PRIMARY KEY (a) UNIQUE (b, a) CHECK (a >= 0) CONSTRAINT x CHECK (b > 1));
      CREATE TRIGGER "trig ger" BEFORE UPDATE OF "from" ON "table" BEGIN SELECT 1; END;
      CREATE VIEW "v w" ("a a", b, c) AS SELECT [order id], "select", [it's] FROM [order details];`,
    keeps: `SELECT o."it's", o."unit ""price""" AS price, t."from", t."to", com.b, n.b AS nb FROM "order details" o, "table" t, com, nocomma n`,
  },
  {
    what: 'computed columns, indexes of expressions, views upon views and triggers over columns that change',
    from: `CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT COLLATE NOCASE DEFAULT 'b', c INT GENERATED ALWAYS AS (a + 1) STORED, d TEXT AS (upper(b)) VIRTUAL, CHECK (a > 0), UNIQUE (a, b));
      CREATE INDEX i1 ON t (lower(b), a DESC) WHERE a > 1; CREATE UNIQUE INDEX i2 ON t (d COLLATE NOCASE); CREATE VIEW v1 AS SELECT id, a, d FROM t; CREATE VIEW v2 (x, y) AS SELECT v1.id, count(*) FROM v1 JOIN t ON t.id = v1.id GROUP BY 1;
      CREATE TABLE log (what TEXT, at TEXT DEFAULT (datetime('now'))); CREATE TRIGGER tr1 AFTER UPDATE OF a ON t WHEN new.a <> old.a BEGIN INSERT INTO log (what) SELECT d FROM v1 WHERE id = new.id; END;
      CREATE TRIGGER tr2 INSTEAD OF DELETE ON v1 BEGIN DELETE FROM t WHERE id = old.id; END; INSERT INTO t (id, a, b) VALUES (1, 5, 'x'), (2, 6, 'y');`,
    to: `CREATE TABLE t (id INTEGER PRIMARY KEY, a BIGINT NOT NULL, b TEXT DEFAULT 'bb', c INT GENERATED ALWAYS AS (a + 2) STORED, e TEXT AS (lower(b)) VIRTUAL, f REAL DEFAULT 1.5, CHECK (a > 0 AND a < 100), UNIQUE (b, a));
      CREATE INDEX i1 ON t (upper(b), a) WHERE a > 2; CREATE UNIQUE INDEX i2 ON t (e); CREATE VIEW v1 AS SELECT id, a, e FROM t; CREATE VIEW v2 (x, y, z) AS SELECT v1.id, count(*), max(v1.e) FROM v1 JOIN t ON t.id = v1.id GROUP BY 1;
      CREATE TABLE log (what TEXT NOT NULL DEFAULT '', at INTEGER DEFAULT (unixepoch())); CREATE TRIGGER tr1 AFTER UPDATE OF a, b ON t WHEN new.a <> old.a BEGIN INSERT INTO log (what) SELECT e FROM v1 WHERE id = new.id; END;
      CREATE TRIGGER tr2 INSTEAD OF UPDATE ON v1 BEGIN UPDATE t SET a = new.a WHERE id = old.id; END;`,
    keeps: 'SELECT id, a, b FROM t ORDER BY 1',
  },
  {
    what: 'tables are made anew under keys that cascade, in circles and to oneself',
    from: `CREATE TABLE p (a INT NOT NULL, b TEXT NOT NULL, n INT, PRIMARY KEY (a, b)); CREATE TABLE c (id INTEGER PRIMARY KEY, a INT, b TEXT, up INT REFERENCES c (id) ON DELETE CASCADE, FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
      CREATE TABLE x (id INTEGER PRIMARY KEY, y INT REFERENCES y (id)); CREATE TABLE y (id INTEGER PRIMARY KEY, x INT NOT NULL REFERENCES x (id) ON DELETE CASCADE); INSERT INTO p VALUES (1, 'b', 2); INSERT INTO c VALUES (1, 1, 'b', 1); INSERT INTO x VALUES (1, NULL); INSERT INTO y VALUES (1, 1); UPDATE x SET y = 1;`,
    to: `CREATE TABLE p (a BIGINT NOT NULL, b TEXT NOT NULL COLLATE NOCASE, m INT DEFAULT 5, PRIMARY KEY (b, a), UNIQUE (a, b)); CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT, b TEXT NOT NULL, up INT REFERENCES c (id) ON DELETE SET NULL, FOREIGN KEY (a, b) REFERENCES p (a, b) ON UPDATE CASCADE);
      CREATE TABLE x (id INTEGER PRIMARY KEY, y INT NOT NULL REFERENCES y (id) ON DELETE CASCADE, z TEXT CHECK (z <> '')); CREATE TABLE y (id INTEGER PRIMARY KEY, x INT REFERENCES x (id));`,
    keeps: 'SELECT p.a, p.b, c.id, c.a AS ca, c.b AS cb, c.up, x.id AS xid, x.y, y.x FROM p, c, x, y',
  },
];

forEachTarget(
  test,
  (target) => testEvolutions(target, cases),
  ({ dialect }) => dialect === 'sqlite',
);
