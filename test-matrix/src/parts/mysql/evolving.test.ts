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
];

forEachTarget(
  test,
  (target) => testEvolutions(target, cases),
  ({ dialect }) => dialect === 'mysql',
);
