import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { testEvolutions, type Evolution } from '../evolution.test-support.js';

const cases: readonly Evolution[] = [
  {
    what: 'keys and what refers to them get other types and names',
    from: `CREATE TABLE users (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(100) NOT NULL, UNIQUE KEY by_email (email));
      CREATE TABLE posts (id INT UNSIGNED NOT NULL AUTO_INCREMENT, author INT UNSIGNED NOT NULL, parent INT UNSIGNED,
        PRIMARY KEY (id), KEY author (author), KEY parent (parent),
        CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
        CONSTRAINT posts_parent FOREIGN KEY (parent) REFERENCES posts (id) ON DELETE SET NULL);
      CREATE TABLE tags (post INT UNSIGNED NOT NULL, tag VARCHAR(30) NOT NULL, PRIMARY KEY (post, tag),
        CONSTRAINT tags_post FOREIGN KEY (post) REFERENCES posts (id));
      INSERT INTO users VALUES (1, 'a@b'), (7, 'c@d'); INSERT INTO posts VALUES (3, 7, NULL), (4, 1, 3); INSERT INTO tags VALUES (3, 'x');`,
    to: `CREATE TABLE users (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, email VARCHAR(190) NOT NULL, name TEXT, UNIQUE KEY users_email (email, id));
      CREATE TABLE posts (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT, author BIGINT UNSIGNED, parent BIGINT UNSIGNED,
        PRIMARY KEY (id), KEY author_parent (author, parent), KEY parent (parent),
        CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id) ON DELETE SET NULL,
        CONSTRAINT posts_parent2 FOREIGN KEY (parent) REFERENCES posts (id) ON DELETE CASCADE);
      CREATE TABLE tags (post BIGINT UNSIGNED NOT NULL, tag VARCHAR(30) NOT NULL, PRIMARY KEY (tag, post), KEY post (post),
        CONSTRAINT tags_post FOREIGN KEY (post) REFERENCES posts (id));`,
    keeps:
      'SELECT u.id, u.email, p.id AS post, p.author, p.parent, g.tag FROM users u JOIN posts p ON p.author = u.id LEFT JOIN tags g ON g.post = p.id ORDER BY 1',
  },
  {
    what: 'values of enums and sets, numbers and texts of other sizes, all with defaults and comments',
    from: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, e ENUM('a', 'b''c', 'd,e') NOT NULL DEFAULT 'a' COMMENT 'it''s', s SET('x', 'y') DEFAULT 'x,y',
        n TINYINT(1) NOT NULL DEFAULT 0, m DECIMAL(10, 2) DEFAULT 1.50, f FLOAT, d DATETIME DEFAULT CURRENT_TIMESTAMP,
        at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b BIT(3) DEFAULT b'101', y YEAR DEFAULT 2000,
        v VARCHAR(20) CHARACTER SET latin1 DEFAULT 'v', w VARBINARY(10), x BLOB, KEY by_x (x(10)), KEY by_v (v)) COMMENT='all\\'s';
      INSERT INTO t (id, f, w, x) VALUES (1, 1.5, 'w', 'xxx');`,
    to: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, e ENUM('z', 'a', 'b''c') DEFAULT NULL COMMENT 'its', s SET('w', 'x', 'y') NOT NULL DEFAULT 'x',
        n SMALLINT UNSIGNED DEFAULT 3, m DECIMAL(12, 4) NOT NULL DEFAULT 0, f DOUBLE NOT NULL DEFAULT 2, d DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
        at TIMESTAMP NULL DEFAULT NULL, b BIT(8) DEFAULT b'11', y YEAR,
        v VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT '', w VARBINARY(20) NOT NULL, x MEDIUMBLOB, KEY by_x (x(20)), KEY by_v (v(5) DESC, n)) COMMENT='';`,
    keeps: 'SELECT id, e, s, n, CAST(m AS DECIMAL(12, 4)) AS m, f, b + 0 AS b, v, w FROM t',
  },
  {
    what: 'computed columns, checks and indexes over columns that go, come and change',
    from: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT NOT NULL, b INT, j JSON, total INT GENERATED ALWAYS AS (a + b) STORED,
        name VARCHAR(50), low VARCHAR(50) GENERATED ALWAYS AS (lower(name)) VIRTUAL, CONSTRAINT positive CHECK (a > 0), CONSTRAINT both_of CHECK (a > b OR b IS NULL),
        KEY by_total (total), KEY by_low (low), FULLTEXT KEY words (name));
      INSERT INTO t (id, a, b, j, name) VALUES (1, 5, 2, '{"a": 1}', 'N');`,
    to: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a BIGINT NOT NULL, b SMALLINT NOT NULL DEFAULT 1, c INT, j JSON, total BIGINT GENERATED ALWAYS AS (a - b) VIRTUAL,
        name VARCHAR(80) NOT NULL, low VARCHAR(80) GENERATED ALWAYS AS (upper(name)) STORED, CONSTRAINT positive CHECK (a > 1), CONSTRAINT other CHECK (c <> a),
        KEY by_total (total, low), UNIQUE KEY by_low (low), FULLTEXT KEY words (name, low));`,
    keeps: 'SELECT id, a, b, name FROM t',
  },
  {
    what: 'views upon views, triggers and routines over what changes',
    from: `CREATE TABLE stock (id INT NOT NULL PRIMARY KEY, sku VARCHAR(20) NOT NULL, amount INT NOT NULL DEFAULT 0, old INT);
      CREATE TABLE log (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what TEXT);
      CREATE VIEW v1 AS SELECT id, sku, amount, old FROM stock;
      CREATE VIEW v2 AS SELECT v1.sku AS sku, count(*) AS n, sum(old) AS o FROM v1 GROUP BY v1.sku;
      CREATE TRIGGER t1 AFTER INSERT ON stock FOR EACH ROW INSERT INTO log (what) VALUES (concat(NEW.sku, NEW.old));
      CREATE TRIGGER t2 BEFORE UPDATE ON stock FOR EACH ROW SET NEW.old = OLD.amount;
      CREATE PROCEDURE p(IN which INT) SELECT old FROM stock WHERE id = which;
      CREATE FUNCTION f(x INT) RETURNS INT DETERMINISTIC RETURN x + 1;
      INSERT INTO stock VALUES (1, 's', 2, 3);`,
    to: `CREATE TABLE stock (id INT NOT NULL PRIMARY KEY, sku VARCHAR(40) NOT NULL, amount BIGINT NOT NULL DEFAULT 0, fresh INT);
      CREATE TABLE log (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what TEXT NOT NULL, at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP);
      CREATE VIEW v2 AS SELECT sku, count(*) AS n, sum(fresh) AS o FROM stock GROUP BY sku;
      CREATE VIEW v1 AS SELECT v2.n AS n, v2.sku AS sku FROM v2;
      CREATE TRIGGER t1 AFTER INSERT ON stock FOR EACH ROW INSERT INTO log (what) VALUES (concat(NEW.sku, NEW.fresh));
      CREATE TRIGGER t3 BEFORE UPDATE ON stock FOR EACH ROW SET NEW.fresh = OLD.amount;
      CREATE PROCEDURE p(IN which INT, OUT found INT) SELECT fresh INTO found FROM stock WHERE id = which;
      CREATE FUNCTION f(x BIGINT) RETURNS BIGINT DETERMINISTIC RETURN x + 2;`,
    keeps: 'SELECT id, sku, amount FROM stock',
  },
  {
    what: 'charsets of tables, keywords and odd signs as names, tables that go and come',
    from:
      "CREATE TABLE `order` (`group` INT NOT NULL PRIMARY KEY, `it's` VARCHAR(20) CHARACTER SET utf8mb4, `a``b` CHAR(3), KEY `key` (`a``b`)) DEFAULT CHARSET=latin1;" +
      'CREATE TABLE gone (id INT NOT NULL PRIMARY KEY, o INT, CONSTRAINT gone_o FOREIGN KEY (o) REFERENCES `order` (`group`));' +
      'CREATE TABLE `Sp ace` (`select` INT NOT NULL, KEY (`select`));' +
      "INSERT INTO `order` VALUES (1, 'ü', 'é');",
    to:
      "CREATE TABLE `order` (`group` INT NOT NULL PRIMARY KEY, `it's` VARCHAR(20) COLLATE utf8mb4_bin, `a``b` CHAR(4), `c%` INT DEFAULT 1, KEY `key 2` (`a``b`, `it's`)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;" +
      'CREATE TABLE come (id INT NOT NULL PRIMARY KEY, o INT, CONSTRAINT gone_o FOREIGN KEY (o) REFERENCES `order` (`group`));' +
      'CREATE TABLE `Sp ace` (`select` INT NOT NULL AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT=50;',
    keeps: "SELECT `group`, `it's`, `a``b` FROM `order`",
  },
  {
    what: 'primary keys move, and what counts on its own comes, goes and moves',
    from: `CREATE TABLE a (id INT NOT NULL AUTO_INCREMENT, code VARCHAR(20) NOT NULL, n INT NOT NULL, PRIMARY KEY (id), UNIQUE KEY code (code), KEY n (n)) AUTO_INCREMENT=100;
      CREATE TABLE b (a INT NOT NULL, code VARCHAR(20) NOT NULL, PRIMARY KEY (a, code), CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE, CONSTRAINT b_code FOREIGN KEY (code) REFERENCES a (code));
      CREATE TABLE c (k INT NOT NULL PRIMARY KEY, seq INT NOT NULL); INSERT INTO a VALUES (7, 'x', 3); INSERT INTO b VALUES (7, 'x'); INSERT INTO c VALUES (4, 9);`,
    to: `CREATE TABLE a (id INT NOT NULL, code VARCHAR(40) NOT NULL, n BIGINT NOT NULL AUTO_INCREMENT, PRIMARY KEY (n), UNIQUE KEY id (id), UNIQUE KEY code (code), KEY code_n (code, n));
      CREATE TABLE b (a INT NOT NULL, code VARCHAR(40), id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (id), KEY b_a (a), CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a (id), KEY b_code (code), CONSTRAINT b_code FOREIGN KEY (code) REFERENCES a (code) ON DELETE SET NULL ON UPDATE CASCADE);
      CREATE TABLE c (k INT NOT NULL, seq INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (k, seq), UNIQUE KEY seq (seq));`,
    keeps: 'SELECT a.id, a.code, b.a, c.k, c.seq FROM a, b, c',
  },
  {
    what: 'computed columns rest on computed columns, which change',
    from: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a INT, b VARCHAR(10), c INT GENERATED ALWAYS AS (a + 1) STORED, d INT GENERATED ALWAYS AS (c * 2) VIRTUAL, e TEXT, KEY k_d (d), KEY k_e (e(20)), CONSTRAINT ck CHECK (a > 0 AND c > 1));
      INSERT INTO t (id, a, b, e) VALUES (1, 5, 'x', 'eee');`,
    to: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, a BIGINT, b VARCHAR(10) NOT NULL DEFAULT '', c BIGINT GENERATED ALWAYS AS (a + 2) VIRTUAL, d BIGINT GENERATED ALWAYS AS (c * 3) STORED, e MEDIUMTEXT NOT NULL, f VARCHAR(20) DEFAULT 'f', KEY k_d (d, c), KEY k_e (e(30), b), CONSTRAINT ck CHECK (a > 1), CONSTRAINT ck2 CHECK (d > c));`,
    keeps: 'SELECT id, CAST(a AS SIGNED) AS a, b, e FROM t',
  },
  {
    what: 'procedures, functions, events and triggers with bodies of several statements',
    from: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v INT, w INT);
DELIMITER //
CREATE TRIGGER t_bi BEFORE INSERT ON t FOR EACH ROW BEGIN IF NEW.v IS NULL THEN SET NEW.v = 1; END IF; SET NEW.w = NEW.v * 2; END//
CREATE PROCEDURE p(INOUT a INT, b VARCHAR(20)) SQL SECURITY INVOKER COMMENT 'it''s' BEGIN DECLARE x INT DEFAULT 0; WHILE x < 3 DO SET x = x + 1; END WHILE; SELECT a + x; END//
CREATE FUNCTION f(a VARCHAR(10) CHARSET latin1) RETURNS VARCHAR(20) DETERMINISTIC NO SQL BEGIN RETURN concat(a, ';'); END//
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE COMMENT 'daily' DO BEGIN DELETE FROM t; DELETE FROM t WHERE id = 1; END//
DELIMITER ;
INSERT INTO t (id) VALUES (1);`,
    to: `CREATE TABLE t (id INT NOT NULL PRIMARY KEY, v BIGINT, x INT);
DELIMITER //
CREATE TRIGGER t_bi BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.x = NEW.v; END//
CREATE TRIGGER t_bi2 BEFORE INSERT ON t FOR EACH ROW FOLLOWS t_bi SET NEW.v = 2//
CREATE PROCEDURE p(INOUT a BIGINT) MODIFIES SQL DATA BEGIN UPDATE t SET v = a; END//
CREATE FUNCTION f(a VARCHAR(10)) RETURNS TEXT NOT DETERMINISTIC READS SQL DATA BEGIN RETURN (SELECT max(id) FROM t); END//
CREATE EVENT e ON SCHEDULE EVERY 2 HOUR STARTS '2031-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE DO DELETE FROM t//
CREATE EVENT e2 ON SCHEDULE AT '2037-01-01 00:00:00' DISABLE DO SELECT 1//
DELIMITER ;`,
    keeps: 'SELECT id, CAST(v AS SIGNED) AS v FROM t',
  },
  {
    what: 'charsets and collations of columns with keys between them',
    from: `CREATE TABLE u (email VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY, bio TEXT COLLATE utf8mb4_unicode_ci, f ENUM('a','b') CHARACTER SET latin1) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
      CREATE TABLE v (email VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin, CONSTRAINT v_u FOREIGN KEY (email) REFERENCES u (email)) DEFAULT CHARSET=latin1;
      INSERT INTO u VALUES ('a@b', 'ü', 'a'); INSERT INTO v VALUES ('a@b');`,
    to: `CREATE TABLE u (email VARCHAR(120) COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, bio MEDIUMTEXT, f ENUM('a','b','c') NOT NULL DEFAULT 'a') DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
      CREATE TABLE v (email VARCHAR(120) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL, n INT, CONSTRAINT v_u FOREIGN KEY (email) REFERENCES u (email) ON UPDATE CASCADE) DEFAULT CHARSET=utf8mb3;`,
    keeps: 'SELECT u.email, bio, f, v.email AS e FROM u JOIN v',
  },
  {
    what: 'tables become views, and views tables',
    from: `CREATE TABLE a (id INT NOT NULL PRIMARY KEY, x VARCHAR(10)); CREATE SQL SECURITY INVOKER VIEW b AS SELECT id, x FROM a WHERE id > 0; CREATE ALGORITHM=MERGE VIEW c AS SELECT x FROM b WITH CASCADED CHECK OPTION; CREATE TABLE d (id INT);`,
    to: `CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, y VARCHAR(10)); CREATE TABLE b (id INT NOT NULL PRIMARY KEY, x VARCHAR(10)); CREATE ALGORITHM=TEMPTABLE VIEW c (one, two) AS SELECT y, id FROM a; CREATE VIEW d AS SELECT one FROM c;`,
  },
  {
    what: 'foreign keys and indexes share columns that go',
    from: `CREATE TABLE p (id INT NOT NULL PRIMARY KEY, a INT, b INT, UNIQUE KEY ab (a, b)); CREATE TABLE q (id INT NOT NULL PRIMARY KEY, p INT, a INT, b INT, t TEXT, KEY p (p), KEY p_a (p, a), KEY ab (a, b), FULLTEXT KEY ft (t), CONSTRAINT q_p FOREIGN KEY (p) REFERENCES p (id), CONSTRAINT q_ab FOREIGN KEY (a, b) REFERENCES p (a, b) ON DELETE SET NULL);
      INSERT INTO p VALUES (1, 2, 3); INSERT INTO q VALUES (1, 1, 2, 3, 't');`,
    to: `CREATE TABLE p (id INT NOT NULL PRIMARY KEY, b INT, c INT, UNIQUE KEY bc (b), KEY c (c)); CREATE TABLE q (id INT NOT NULL PRIMARY KEY, p INT, b INT, t VARCHAR(200), KEY p_b (p, b), UNIQUE KEY tt (t(50)), KEY b (b), CONSTRAINT q_p FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE, CONSTRAINT q_b FOREIGN KEY (b) REFERENCES p (b));`,
    keeps: 'SELECT q.id, q.p, q.b, q.t FROM q',
  },
];

forEachTarget(
  test,
  (target) => testEvolutions(target, cases),
  ({ dialect }) => dialect === 'mysql',
);
