import Driver from 'better-sqlite3';
import test from 'ava';
import { renameColumnInQuery, renameTableInQuery } from './rename-in-query.js';

const tables = `
  CREATE TABLE a(id INTEGER PRIMARY KEY, n TEXT, b TEXT, "x y" TEXT);
  CREATE TABLE b(id INTEGER PRIMARY KEY, a TEXT, n TEXT, m TEXT);
`;

/** What is renamed here must come out as SQLite renames it. */
const objects: readonly string[] = [
  `CREATE VIEW v AS SELECT a.n, b.n AS m, (SELECT max(b.n) FROM b) AS top FROM a JOIN b ON b.id = a.id`,
  `CREATE VIEW v AS SELECT n, "x y", a.b FROM a WHERE n <> 'n' -- n of a`,
  `CREATE VIEW v(n) AS SELECT [n] FROM a AS x WHERE x."n" > 1 AND x.id IN (SELECT id FROM b WHERE a = n)`,
  `CREATE VIEW v AS SELECT x.n n, y.n FROM a x, b y WHERE x.n = y.a`,
  `CREATE VIEW v AS SELECT b.n FROM b, a WHERE main.a.n = 1 ORDER BY a.n`,
  `CREATE TRIGGER tr AFTER UPDATE OF n, b ON a WHEN OLD.n <> NEW.n BEGIN
     UPDATE b SET n = NEW.n, a = 'n' WHERE b.n = 'q' AND id = NEW.id;
     INSERT INTO b(n, a) SELECT n, b FROM a WHERE a.id = 5;
     UPDATE OR IGNORE a SET n = upper(n), b = 2 WHERE n IN (SELECT n FROM b);
     DELETE FROM a WHERE n = OLD."n";
   END`,
  `CREATE TRIGGER tr AFTER INSERT ON b BEGIN
     UPDATE a SET n = NEW.n WHERE a.n = NEW.a;
     INSERT OR REPLACE INTO a(id, n) VALUES (NEW.id, NEW.n);
     SELECT n FROM b WHERE a = 1;
   END`,
];

for (const definition of objects) {
  test(`renames as SQLite does: ${definition.slice(0, 70).replaceAll(/\s+/gu, ' ')}`, (t) => {
    const watches = / ON a\b/u.test(definition) && definition.includes('TRIGGER');
    const renaming = { definition, table: 'a', watches };
    t.is(renameColumnInQuery(renaming, 'n', 'label'), bySqlite(definition, 'ALTER TABLE a RENAME COLUMN n TO label'));
    t.is(renameTableInQuery(renaming, 'other'), bySqlite(definition, 'ALTER TABLE a RENAME TO other'));
  });
}

function bySqlite(definition: string, alter: string): string {
  const driver = new Driver(':memory:');
  driver.exec(tables);
  driver.exec(definition);
  driver.exec(alter);
  const text = driver.prepare(`SELECT sql FROM sqlite_schema WHERE name IN ('v', 'tr')`).pluck().get();
  driver.close();
  return String(text);
}
