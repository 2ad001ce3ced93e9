import type { ColumnBuilder } from '@aludel/core';
import type { Column, CoreOperationKind, Operation } from '@aludel/core/dialect';

/** A database, and what is done to it. */
export interface HandMade {
  /** What it shows. */
  readonly name: string;
  /** SQL text that makes the database; foreign keys are not enforced meanwhile. */
  readonly setup: string;
  readonly operations: readonly Operation[];
  /** Rows that a query must give afterwards. */
  readonly gives?: readonly (readonly [sql: string, rows: readonly Readonly<Record<string, unknown>>[]])[];
  /** Whether SQLite 3.53 needs a rebuild for it; not said: both will do. */
  readonly rebuilds?: boolean;
}

/** Everything that a definition can say and a careless rebuild loses, with a table that points here and cascades. */
export const shop = `
  CREATE TABLE "we""ird shops"( -- the shops
    id INTEGER PRIMARY KEY AUTOINCREMENT, /* counted */
    "the name" TEXT COLLATE NOCASE NOT NULL CONSTRAINT "not ''empty" CHECK ("the name" <> '') DEFAULT 'it''s, new',
    "größe" DECIMAL(10,2) DEFAULT (abs(-1)) CHECK("größe">0),
    boss INTEGER REFERENCES "we""ird shops"(id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    loud TEXT GENERATED ALWAYS AS (upper("the name")) VIRTUAL,
    twice AS ("größe" * 2) STORED,
    code VARCHAR(20),
    CONSTRAINT one_code UNIQUE (code) ON CONFLICT IGNORE
  );
  CREATE INDEX "by name" ON "we""ird shops"("the name" COLLATE rtrim DESC, lower(code)) WHERE "größe" > 0.5;
  CREATE UNIQUE INDEX by_code_and_boss ON "we""ird shops"(code, boss);
  CREATE TABLE log(what TEXT, at TEXT DEFAULT CURRENT_TIMESTAMP);
  CREATE TRIGGER shouted AFTER UPDATE OF "the name" ON "we""ird shops" WHEN NEW.id > 0 BEGIN
    INSERT INTO log(what) VALUES (NEW."the name"); -- a ; in a comment
  END;
  CREATE TABLE "order"(
    "group" INTEGER PRIMARY KEY,
    shop INTEGER NOT NULL CONSTRAINT of_shop REFERENCES "we""ird shops"(id) ON DELETE CASCADE ON UPDATE CASCADE
  );
  CREATE VIEW "big shops"("n") AS SELECT "the name" FROM "we""ird shops" WHERE "größe" > 1;
  INSERT INTO "we""ird shops"(id, "the name", "größe", boss, code) VALUES
    (1, 'first', 1.5, NULL, 'A'), (7, 'Seventh', 2, 1, 'B'), (40, '7', 3.25, 7, NULL);
  INSERT INTO "we""ird shops"(id, "the name") VALUES (99, 'gone');
  DELETE FROM "we""ird shops" WHERE id = 99;
  INSERT INTO "order" VALUES (1, 1), (2, 7), (3, 7);
`;
export const shops = { name: 'we"ird shops' };
/** What AUTOINCREMENT counts on from, which a row that is gone has left. */
export const counters = [`SELECT seq FROM sqlite_sequence WHERE name = 'we"ird shops'`, [{ seq: 99 }]] as const;

/** Kinds of table that are no plain ones. */
export const kinds = `
  CREATE TABLE flat(a TEXT, b INTEGER NOT NULL, c BLOB, PRIMARY KEY (b DESC, a COLLATE nocase)) WITHOUT ROWID;
  CREATE INDEX flat_c ON flat(c);
  CREATE TABLE firm(a INT NOT NULL, b ANY, c TEXT CHECK (length(c) < 9), CONSTRAINT "p k" PRIMARY KEY(a)) STRICT;
  CREATE TABLE gaps(n INTEGER, note TEXT);
  INSERT INTO flat VALUES ('x', 1, x'00ff'), ('Y', 2, NULL), ('z', 2, x'');
  INSERT INTO firm VALUES (3, 1.5, 'c'), (1, x'01', NULL), (2, '2', 'é');
  INSERT INTO gaps(rowid, n, note) VALUES (5, 1, 'a'), (-3, NULL, 'b'), (9000000000, 2, NULL);
`;

/** A column as an operation holds it. */
export function column(name: string, builder: ColumnBuilder): Column {
  return { name, ...builder.parts.column };
}

/** A parent and a child, the one with a foreign key of its own and a trigger. */
export const family = `
  CREATE TABLE parent(id INTEGER PRIMARY KEY, twin TEXT NOT NULL UNIQUE, note TEXT);
  CREATE TABLE child(id INTEGER PRIMARY KEY, parent_id INTEGER, twin TEXT REFERENCES parent(twin) ON DELETE CASCADE);
  CREATE TRIGGER child_gone AFTER DELETE ON child BEGIN UPDATE parent SET note = 'lost a child'; END;
  INSERT INTO parent VALUES (1, 'a', NULL), (2, 'b', 'x');
  INSERT INTO child VALUES (1, 1, 'a'), (2, 2, 'b'), (3, NULL, NULL);
`;

/** The same names in two tables, and a trigger and a view that speak of both. */
export const named = `
  CREATE TABLE a(id INTEGER PRIMARY KEY, n TEXT, b TEXT);
  CREATE TABLE b(id INTEGER PRIMARY KEY, a TEXT, n TEXT);
  CREATE TRIGGER tr AFTER UPDATE OF n ON a BEGIN
    UPDATE b SET n = NEW.n, a = 'x' WHERE b.n = 'q' AND id = NEW.id; INSERT INTO b(n) SELECT n FROM a WHERE a.id = 5;
  END;
  CREATE VIEW v AS SELECT a.n, b.n AS m, (SELECT max(n) FROM b) AS top FROM a JOIN b ON b.id = a.id;
  INSERT INTO a VALUES (1, 'n', 'b'); INSERT INTO b VALUES (1, 'a', 'q');
`;

/** At least one case for each of these kinds of operation. */
export type HandMadeOf<K extends CoreOperationKind> = { readonly [P in K]: readonly [HandMade, ...HandMade[]] };
