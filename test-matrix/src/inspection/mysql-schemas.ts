/** What both servers can hold, beyond what is portable. Statements end with a semicolon at the end of a line. */
const shared = `
CREATE TABLE parents (id int PRIMARY KEY, a int, b int, UNIQUE KEY ab (a, b));
CREATE TABLE numbers (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, tiny tinyint unsigned DEFAULT 7, flag tinyint(1) DEFAULT 1, filled int(5) zerofill,
  medium mediumint, price decimal(10,2) unsigned DEFAULT 1.50, ratio float(7,3), bits bit(8) DEFAULT b'101', made year DEFAULT 2001, big double DEFAULT 1.5e10);
CREATE TABLE texts (id int PRIMARY KEY, s varchar(20) CHARACTER SET latin1 DEFAULT 'it''s', b varchar(20) COLLATE utf8mb4_bin DEFAULT '', e enum('a','b,c','d''e','f\\\\g') DEFAULT 'd''e',
  st set('x','y') DEFAULT 'x,y', t text, tt tinytext, fixed binary(4) DEFAULT 'ab', bytes varbinary(12) DEFAULT x'00ff00', m mediumblob,
  noted int COMMENT 'it''s \\\\ a "comment"\\nin two lines', KEY prefix (t(10)), UNIQUE KEY part (b, s(3)), KEY noted (noted) COMMENT 'why', FULLTEXT KEY words (t)) COMMENT='tab''le';
CREATE TABLE times (id int PRIMARY KEY, at datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), stamp timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  day date DEFAULT '2020-01-01', clock time(2), today date DEFAULT (curdate()));
CREATE TABLE computed (id int PRIMARY KEY, a int, s varchar(20), v int GENERATED ALWAYS AS (a + 1) VIRTUAL, k varchar(60) GENERATED ALWAYS AS (concat(s, 'é\\'x', a)) STORED, hidden int DEFAULT 3 INVISIBLE,
  CONSTRAINT positive CHECK (a > 0), CONSTRAINT known CHECK (s <> 'x''y' AND s IN ('a','b') OR NOT a = 5), shape point NOT NULL, SPATIAL KEY shape (shape), KEY falling (a DESC, s));
CREATE TABLE children (id int PRIMARY KEY, pa int, pb int, px int, CONSTRAINT fk1 FOREIGN KEY (pa, pb) REFERENCES parents (a, b) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT fk3 FOREIGN KEY (px) REFERENCES parents (id));
CREATE TABLE ranges (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (year(d)) (PARTITION p0 VALUES LESS THAN (2000) COMMENT = 'x', PARTITION pmax VALUES LESS THAN MAXVALUE);
CREATE TABLE hashes (id int NOT NULL PRIMARY KEY) PARTITION BY KEY () PARTITIONS 4;
CREATE TABLE memories (id int NOT NULL, k int, PRIMARY KEY (id) USING BTREE, KEY hashed (k)) ENGINE=MEMORY MAX_ROWS=100;
CREATE TABLE plain (id int, t text, FULLTEXT (t)) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE packed (id int PRIMARY KEY) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8 STATS_PERSISTENT=1;
CREATE VIEW checked AS SELECT id, a FROM parents WHERE b > 1 WITH CHECK OPTION;
CREATE ALGORITHM=TEMPTABLE SQL SECURITY INVOKER VIEW joined (one, two) AS SELECT c.id, p.a FROM checked c JOIN parents p ON p.id = c.id;
CREATE TRIGGER second BEFORE INSERT ON parents FOR EACH ROW SET new.a = 1;
CREATE TRIGGER first BEFORE INSERT ON parents FOR EACH ROW PRECEDES second SET new.b = 1;
CREATE FUNCTION plus(a int) RETURNS int DETERMINISTIC RETURN a + 1;
CREATE PROCEDURE outs(IN a int, OUT b varchar(10)) SQL SECURITY INVOKER COMMENT 'c' SET b = 'x';
CREATE EVENT daily ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'e' DO DELETE FROM parents;
`;

const mysql = `
CREATE TABLE own (id int PRIMARY KEY, s varchar(20), j json DEFAULT (json_array()), t text DEFAULT ('abc'), at point SRID 4326, v vector(3), KEY lowered ((lower(s)), id), KEY hidden (s) INVISIBLE,
  FULLTEXT KEY grams (t) WITH PARSER ngram, CONSTRAINT lax CHECK (id > 0) NOT ENFORCED) COMPRESSION='zlib';
`;

const mariadb = `
CREATE TABLE own (id int PRIMARY KEY, j json DEFAULT (json_array()), u uuid DEFAULT uuid(), i inet6 DEFAULT '::1', c varchar(100) COMPRESSED, on_column int CHECK (on_column > 1),
  not_json longtext CHECK (json_valid(not_json)), at point REF_SYSTEM_ID=4326, KEY hidden (u) IGNORED) ENGINE=InnoDB;
CREATE SEQUENCE counter START WITH 5 INCREMENT BY 2 MAXVALUE 100 CACHE 10 CYCLE;
CREATE TABLE counted (id bigint NOT NULL DEFAULT nextval(counter) PRIMARY KEY);
`;

/** All that a server can hold, statement by statement. */
export function richSchema(flavour: string): readonly string[] {
  return `${shared}${flavour === 'mariadb' ? mariadb : mysql}`
    .split(/;\n/u)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}
