import { sql, t, table, type ColumnBuilder } from '@aludel/core';
import type { Column, CoreOperationKind, Operation } from '@aludel/core/dialect';

/** A database, and what is done to it. */
export interface HandMade {
  /** What it shows. */
  readonly name: string;
  /** SQL text that makes the database; foreign keys are not enforced meanwhile. */
  readonly setup: string;
  readonly operations: readonly Operation[];
  /** Rows that a query must give afterwards. */
  readonly then?: readonly (readonly [sql: string, rows: readonly Readonly<Record<string, unknown>>[]])[];
  /** Whether SQLite 3.53 needs a rebuild for it; not said: both will do. */
  readonly rebuilds?: boolean;
}

/** Everything that a definition can say and a careless rebuild loses, with a table that points here and cascades. */
const shop = `
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
const shops = { name: 'we"ird shops' };
const counters = [`SELECT seq FROM sqlite_sequence WHERE name = 'we"ird shops'`, [{ seq: 99 }]] as const;

/** Kinds of table that are no plain ones. */
const kinds = `
  CREATE TABLE flat(a TEXT, b INTEGER NOT NULL, c BLOB, PRIMARY KEY (b DESC, a COLLATE nocase)) WITHOUT ROWID;
  CREATE INDEX flat_c ON flat(c);
  CREATE TABLE firm(a INT NOT NULL, b ANY, c TEXT CHECK (length(c) < 9), CONSTRAINT "p k" PRIMARY KEY(a)) STRICT;
  CREATE TABLE gaps(n INTEGER, note TEXT);
  INSERT INTO flat VALUES ('x', 1, x'00ff'), ('Y', 2, NULL), ('z', 2, x'');
  INSERT INTO firm VALUES (3, 1.5, 'c'), (1, x'01', NULL), (2, '2', 'é');
  INSERT INTO gaps(rowid, n, note) VALUES (5, 1, 'a'), (-3, NULL, 'b'), (9000000000, 2, NULL);
`;

function column(name: string, builder: ColumnBuilder): Column {
  return { name, ...builder.parts.column };
}

const family = `
  CREATE TABLE parent(id INTEGER PRIMARY KEY, twin TEXT NOT NULL UNIQUE, note TEXT);
  CREATE TABLE child(id INTEGER PRIMARY KEY, parent_id INTEGER, twin TEXT REFERENCES parent(twin) ON DELETE CASCADE);
  CREATE TRIGGER child_gone AFTER DELETE ON child BEGIN UPDATE parent SET note = 'lost a child'; END;
  INSERT INTO parent VALUES (1, 'a', NULL), (2, 'b', 'x');
  INSERT INTO child VALUES (1, 1, 'a'), (2, 2, 'b'), (3, NULL, NULL);
`;

/** The same names in two tables, and a trigger and a view that speak of both. */
const named = `
  CREATE TABLE a(id INTEGER PRIMARY KEY, n TEXT, b TEXT);
  CREATE TABLE b(id INTEGER PRIMARY KEY, a TEXT, n TEXT);
  CREATE TRIGGER tr AFTER UPDATE OF n ON a BEGIN
    UPDATE b SET n = NEW.n, a = 'x' WHERE b.n = 'q' AND id = NEW.id; INSERT INTO b(n) SELECT n FROM a WHERE a.id = 5;
  END;
  CREATE VIEW v AS SELECT a.n, b.n AS m, (SELECT max(n) FROM b) AS top FROM a JOIN b ON b.id = a.id;
  INSERT INTO a VALUES (1, 'n', 'b'); INSERT INTO b VALUES (1, 'a', 'q');
`;

/** At least one case for each kind of operation; a kind without one does not compile. */
export const handMade: { readonly [K in CoreOperationKind]: readonly [HandMade, ...HandMade[]] } = {
  createTable: [
    {
      name: 'a table with everything',
      setup: shop,
      operations: [
        {
          kind: 'createTable',
          table: table(
            'every "thing"',
            {
              id: t.integer().identity().primaryKey('pk'),
              of: t.integer().notNull().references(shops, 'id', { onDelete: 'cascade', name: 'fk of' }),
              word: t.string(20).notNull().default("it's").collate('nocase').unique('uq word'),
              mood: t.enum(['new', "can't"]).default('new'),
              paid: t.boolean().default(false),
              at: t.timestamp().default(sql`CURRENT_TIMESTAMP`),
              half: t.decimal(10, 2).check('half >= 0', 'ck half'),
              double: t.decimal(10, 2).generatedAs('half * 2', { stored: true }),
            },
            {
              indexes: [
                { name: 'ix every', columns: [{ column: 'word', order: 'desc' }], unique: false, where: 'paid = 0' },
              ],
            },
          ),
        },
        { kind: 'bulkInsert', table: { name: 'every "thing"' }, rows: [{ of: 1, half: 1.5 }] },
      ],
      then: [
        [
          'SELECT id, word, mood, paid, double FROM "every ""thing"""',
          [{ id: 1, word: "it's", mood: 'new', paid: 0, double: 3 }],
        ],
        counters,
      ],
    },
    {
      name: 'STRICT and WITHOUT ROWID',
      setup: '',
      operations: [
        {
          kind: 'createTable',
          table: table(
            's',
            { a: t.text().primaryKey(), b: t.json() },
            { sqlite: { strict: true, withoutRowid: true } },
          ),
        },
      ],
    },
    {
      name: 'one that was made before, and is changed then',
      setup: '',
      operations: [
        { kind: 'createTable', table: table('once', { a: t.text() }) },
        { kind: 'createTable', table: table('once', { a: t.text() }), ifNotExists: true },
        { kind: 'addColumn', table: { name: 'once' }, column: column('b', t.integer()) },
      ],
    },
    {
      name: 'one that is there already',
      setup: kinds,
      operations: [{ kind: 'createTable', table: table('gaps', { z: t.text() }), ifNotExists: true }],
    },
  ],
  dropTable: [
    {
      name: 'a table that another one points at stays whole',
      setup: shop,
      operations: [{ kind: 'dropTable', table: { name: 'order' } }],
      then: [counters],
    },
    {
      name: 'its triggers and indexes go with it',
      setup: kinds,
      operations: [{ kind: 'dropTable', table: { name: 'flat' } }],
    },
    {
      name: 'one that is not there',
      setup: kinds,
      operations: [{ kind: 'dropTable', table: { name: 'gone' }, ifExists: true }],
    },
  ],
  renameTable: [
    {
      name: 'with a sequence, triggers, a view and a child',
      setup: shop,
      operations: [{ kind: 'renameTable', table: shops, to: 'läden' }],
    },
    { name: 'only in case', setup: kinds, operations: [{ kind: 'renameTable', table: { name: 'gaps' }, to: 'GAPS' }] },
    {
      name: 'and rebuilt after it, with triggers that mean other columns of its name',
      setup: named,
      operations: [
        { kind: 'renameTable', table: { name: 'a' }, to: 'other a' },
        {
          kind: 'alterColumn',
          table: { name: 'other a' },
          column: 'n',
          to: { default: { kind: 'literal', value: '-' } },
        },
      ],
      then: [
        ['UPDATE "other a" SET n = \'new\' RETURNING id', [{ id: 1 }]],
        ['SELECT a, n FROM b', [{ a: 'x', n: 'new' }]],
      ],
      rebuilds: true,
    },
    {
      name: 'and rebuilt after it',
      setup: family,
      operations: [
        { kind: 'renameTable', table: { name: 'parent' }, to: 'elder' },
        {
          kind: 'alterColumn',
          table: { name: 'elder' },
          column: 'note',
          to: { type: { kind: 'string', length: 9 }, default: { kind: 'literal', value: '-' } },
        },
      ],
    },
  ],
  addColumn: [
    {
      name: 'with a constant default',
      setup: shop,
      operations: [{ kind: 'addColumn', table: shops, column: column('open', t.boolean().notNull().default(true)) }],
      then: [['SELECT DISTINCT open FROM "we""ird shops"', [{ open: 1 }]], counters],
      rebuilds: false,
    },
    {
      name: 'with a default that is computed',
      setup: shop,
      operations: [
        {
          kind: 'addColumn',
          table: shops,
          column: column(
            'since',
            t
              .timestamp()
              .notNull()
              .default(sql`CURRENT_TIMESTAMP`),
          ),
        },
      ],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'computed and stored',
      setup: kinds,
      operations: [
        {
          kind: 'addColumn',
          table: { name: 'gaps' },
          column: column('double', t.integer().generatedAs('n * 2', { stored: true })),
        },
      ],
      then: [['SELECT double FROM gaps ORDER BY rowid', [{ double: null }, { double: 2 }, { double: 4 }]]],
      rebuilds: true,
    },
    {
      name: 'computed when read, of a table without rowids',
      setup: kinds,
      operations: [
        { kind: 'addColumn', table: { name: 'flat' }, column: column('shout', t.text().generatedAs('upper(a)')) },
      ],
      rebuilds: false,
    },
    {
      name: 'that is there already',
      setup: kinds,
      operations: [{ kind: 'addColumn', table: { name: 'gaps' }, column: column('n', t.text()), ifNotExists: true }],
      rebuilds: false,
    },
    {
      name: 'with a foreign key, a check and an index on it',
      setup: shop,
      operations: [
        { kind: 'addColumn', table: { name: 'order' }, column: column('from', t.integer()) },
        {
          kind: 'createForeignKey',
          table: { name: 'order' },
          constraint: {
            kind: 'foreignKey',
            columns: ['from'],
            references: { table: shops, columns: [] },
            onDelete: 'set null',
          },
        },
        {
          kind: 'createCheckConstraint',
          table: { name: 'order' },
          constraint: { kind: 'check', name: 'not self', expression: '"from" <> shop' },
        },
        {
          kind: 'createIndex',
          table: { name: 'order' },
          index: { name: 'ix from', columns: [{ column: 'from' }], unique: false },
        },
      ],
    },
  ],
  dropColumn: [
    {
      name: 'a plain one',
      setup: kinds,
      operations: [{ kind: 'dropColumn', table: { name: 'gaps' }, column: 'note' }],
      rebuilds: false,
    },
    {
      name: 'with its unique constraint and indexes',
      setup: shop,
      operations: [{ kind: 'dropColumn', table: shops, column: 'code' }],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'a foreign key to the table itself',
      setup: shop,
      operations: [{ kind: 'dropColumn', table: shops, column: 'boss' }],
      then: [counters],
    },
    {
      name: 'a computed one',
      setup: shop,
      operations: [{ kind: 'dropColumn', table: shops, column: 'twice' }],
      then: [counters],
    },
    {
      name: 'that is not there',
      setup: kinds,
      operations: [{ kind: 'dropColumn', table: { name: 'gaps' }, column: 'zz', ifExists: true }],
      rebuilds: false,
    },
  ],
  alterColumn: [
    {
      name: 'a new name, followed by checks, indexes, triggers, views and computed columns',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'the name', to: { name: 'select' } }],
      then: [counters],
      rebuilds: false,
    },
    {
      name: 'a new name for a key that a child points at',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'id', to: { name: 'number' } }],
      then: [counters],
      rebuilds: false,
    },
    {
      name: 'a new name, then a rebuild, with triggers that mean columns of that name in other tables',
      setup: named,
      operations: [
        { kind: 'alterColumn', table: { name: 'a' }, column: 'n', to: { name: 'label' } },
        {
          kind: 'createIndex',
          table: { name: 'b' },
          index: { name: 'ix b', columns: [{ column: 'n' }], unique: false },
        },
        {
          kind: 'alterColumn',
          table: { name: 'a' },
          column: 'label',
          to: { default: { kind: 'literal', value: '-' } },
        },
      ],
      then: [
        ["UPDATE a SET label = 'new' RETURNING id", [{ id: 1 }]],
        ['SELECT a, n FROM b', [{ a: 'x', n: 'new' }]],
      ],
      rebuilds: true,
    },
    {
      name: 'a type',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'code', to: { type: { kind: 'text' } } }],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'name, type, default and collation at once',
      setup: shop,
      operations: [
        {
          kind: 'alterColumn',
          table: shops,
          column: 'the name',
          to: {
            name: 'label',
            type: { kind: 'string', length: 30 },
            default: { kind: 'literal', value: 'x' },
            collation: 'rtrim',
          },
        },
      ],
      then: [counters, [`UPDATE "we""ird shops" SET label = 'neu' WHERE id = 7 RETURNING loud`, [{ loud: 'NEU' }]]],
      rebuilds: true,
    },
    {
      name: 'NOT NULL comes',
      setup: shop,
      operations: [{ kind: 'alterColumn', table: shops, column: 'größe', to: { nullable: false } }],
      then: [counters],
    },
    {
      name: 'NOT NULL goes, in a STRICT table',
      setup: "CREATE TABLE firm(a INT NOT NULL, b ANY NOT NULL) STRICT; INSERT INTO firm VALUES (1, 2), (2, x'00');",
      operations: [{ kind: 'alterColumn', table: { name: 'firm' }, column: 'b', to: { nullable: true } }],
      rebuilds: false,
    },
    {
      name: 'the default of a table without rowids goes',
      setup: `CREATE TABLE flat(a TEXT DEFAULT 'x', b INT PRIMARY KEY DESC) WITHOUT ROWID; INSERT INTO flat VALUES ('q', 2), (NULL, 1);`,
      operations: [{ kind: 'alterColumn', table: { name: 'flat' }, column: 'a', to: { default: null } }],
      rebuilds: true,
    },
    {
      name: 'two columns change names',
      setup: kinds,
      operations: [
        { kind: 'alterColumn', table: { name: 'gaps' }, column: 'n', to: { name: 'between' } },
        {
          kind: 'alterColumn',
          table: { name: 'gaps' },
          column: 'note',
          to: { name: 'n', default: { kind: 'literal', value: 'q' } },
        },
        { kind: 'alterColumn', table: { name: 'gaps' }, column: 'between', to: { name: 'note' } },
      ],
    },
    {
      name: 'a key begins to count',
      setup: kinds + 'CREATE TABLE counts(id INTEGER PRIMARY KEY, x); INSERT INTO counts VALUES (4, 1), (9, 2);',
      operations: [
        { kind: 'alterColumn', table: { name: 'counts' }, column: 'id', to: { identity: { generation: 'byDefault' } } },
      ],
      then: [['INSERT INTO counts(x) VALUES (3) RETURNING id', [{ id: 10 }]]],
      rebuilds: true,
    },
    {
      name: 'a computed column becomes stored',
      setup: shop,
      operations: [
        {
          kind: 'alterColumn',
          table: shops,
          column: 'loud',
          to: { generated: { expression: 'upper("the name")', stored: true } },
        },
      ],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'a comment, of which SQLite knows nothing',
      setup: kinds,
      operations: [{ kind: 'alterColumn', table: { name: 'gaps' }, column: 'n', to: { comment: 'hm' } }],
      rebuilds: false,
    },
  ],
  createIndex: [
    {
      name: 'over expressions, descending, partial',
      setup: shop,
      operations: [
        {
          kind: 'createIndex',
          table: shops,
          index: {
            name: 'ix "new"',
            unique: true,
            columns: [
              { column: 'the name', order: 'desc', collation: 'rtrim' },
              { expression: '"größe" * 2' },
              { expression: 'lower(code)', order: 'desc' },
            ],
            where: 'code IS NOT NULL',
          },
        },
      ],
    },
    {
      name: 'that is there already',
      setup: kinds,
      operations: [
        {
          kind: 'createIndex',
          table: { name: 'flat' },
          index: { name: 'flat_c', columns: [{ column: 'a' }], unique: false },
          ifNotExists: true,
        },
      ],
    },
  ],
  dropIndex: [
    { name: 'a partial one', setup: shop, operations: [{ kind: 'dropIndex', table: shops, name: 'by name' }] },
    {
      name: 'that is not there',
      setup: shop,
      operations: [{ kind: 'dropIndex', table: shops, name: 'zz', ifExists: true }],
    },
  ],
  renameIndex: [
    {
      name: 'with all that it says',
      setup: shop,
      operations: [{ kind: 'renameIndex', table: shops, name: 'by name', to: 'by "it"' }],
    },
  ],
  createPrimaryKey: [
    {
      name: 'over two columns',
      setup: `${family.replace('id INTEGER PRIMARY KEY, parent_id', 'id INTEGER, parent_id')} DELETE FROM child WHERE id = 3;`,
      operations: [
        {
          kind: 'createPrimaryKey',
          table: { name: 'child' },
          constraint: { kind: 'primaryKey', columns: ['id', 'twin'], name: 'pk' },
        },
        { kind: 'dropConstraint', table: { name: 'child' }, constraint: { name: 'pk' } },
        { kind: 'createPrimaryKey', table: { name: 'child' }, constraint: { kind: 'primaryKey', columns: ['id'] } },
      ],
      rebuilds: true,
    },
  ],
  createUniqueConstraint: [
    {
      name: 'with a name',
      setup: shop,
      operations: [
        {
          kind: 'createUniqueConstraint',
          table: shops,
          constraint: { kind: 'unique', columns: ['the name', 'boss'], name: 'uq "both"' },
        },
      ],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'without rowids',
      setup: kinds,
      operations: [
        { kind: 'createUniqueConstraint', table: { name: 'flat' }, constraint: { kind: 'unique', columns: ['a'] } },
      ],
      rebuilds: true,
    },
  ],
  createForeignKey: [
    {
      name: 'with rows that fulfil it',
      setup: family,
      operations: [
        {
          kind: 'createForeignKey',
          table: { name: 'child' },
          constraint: {
            kind: 'foreignKey',
            columns: ['parent_id'],
            references: { table: { name: 'parent' }, columns: ['id'] },
            onDelete: 'cascade',
            onUpdate: 'set null',
            deferrable: 'initially deferred',
            name: 'of parent',
          },
        },
      ],
      then: [
        ['DELETE FROM parent WHERE id = 1 RETURNING id', [{ id: 1 }]],
        ['SELECT id FROM child', [{ id: 2 }, { id: 3 }]],
      ],
      rebuilds: true,
    },
    {
      name: 'to the table itself',
      setup: shop,
      operations: [
        {
          kind: 'createForeignKey',
          table: { name: 'order' },
          constraint: {
            kind: 'foreignKey',
            columns: ['group'],
            references: { table: { name: 'order' }, columns: ['group'] },
          },
        },
      ],
      rebuilds: true,
    },
  ],
  createCheckConstraint: [
    {
      name: 'with a name',
      setup: shop,
      operations: [
        {
          kind: 'createCheckConstraint',
          table: shops,
          constraint: { kind: 'check', name: 'ck "new"', expression: `length("the name") < 60 AND ')' <> '('` },
        },
      ],
      then: [counters],
    },
    {
      name: 'without a name',
      setup: kinds,
      operations: [
        { kind: 'createCheckConstraint', table: { name: 'firm' }, constraint: { kind: 'check', expression: 'a > 0' } },
      ],
    },
  ],
  dropConstraint: [
    {
      name: 'a unique one',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: shops, constraint: { name: 'one_code' } }],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'a check with a name',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: shops, constraint: { name: "not ''empty" } }],
      then: [counters],
    },
    {
      name: 'a check without a name',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: shops, constraint: { type: 'check', expression: '"größe">0' } }],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'a foreign key',
      setup: shop,
      operations: [{ kind: 'dropConstraint', table: { name: 'order' }, constraint: { name: 'of_shop' } }],
      rebuilds: true,
    },
    {
      name: 'a primary key of a STRICT table',
      setup: kinds,
      operations: [{ kind: 'dropConstraint', table: { name: 'firm' }, constraint: { name: 'p k' } }],
      rebuilds: true,
    },
    {
      name: 'that is not there',
      setup: kinds,
      operations: [{ kind: 'dropConstraint', table: { name: 'firm' }, constraint: { name: 'zz' }, ifExists: true }],
      rebuilds: false,
    },
  ],
  renameConstraint: [
    {
      name: 'a check on its column',
      setup: shop,
      operations: [{ kind: 'renameConstraint', table: shops, name: "not ''empty", to: 'filled' }],
      then: [counters],
      rebuilds: true,
    },
    {
      name: 'a foreign key on its column',
      setup: shop,
      operations: [{ kind: 'renameConstraint', table: { name: 'order' }, name: 'of_shop', to: 'fk "shop"' }],
      rebuilds: true,
    },
  ],
  createTableComment: [
    {
      name: 'of which SQLite knows nothing',
      setup: kinds,
      operations: [{ kind: 'createTableComment', table: { name: 'gaps' }, comment: "it's" }],
      rebuilds: false,
    },
  ],
  dropTableComment: [
    {
      name: 'of which SQLite knows nothing',
      setup: kinds,
      operations: [{ kind: 'dropTableComment', table: { name: 'gaps' } }],
      rebuilds: false,
    },
  ],
  createView: [
    {
      name: 'with names of its columns',
      setup: shop,
      operations: [
        {
          kind: 'createView',
          view: {
            kind: 'view',
            name: { name: 'v "1"' },
            columns: ['a b', 'c'],
            definition: 'SELECT id, code FROM "we""ird shops" -- all of them',
          },
        },
      ],
    },
    {
      name: 'in place of another',
      setup: shop + `CREATE TRIGGER tv INSTEAD OF INSERT ON "big shops" BEGIN SELECT 1; END;`,
      operations: [
        {
          kind: 'createView',
          view: { kind: 'view', name: { name: 'big shops' }, definition: 'SELECT 1 AS n' },
          orReplace: true,
        },
      ],
    },
    {
      name: 'that is there already',
      setup: shop,
      operations: [
        {
          kind: 'createView',
          view: { kind: 'view', name: { name: 'big shops' }, definition: 'SELECT 1 AS n' },
          ifNotExists: true,
        },
      ],
    },
    {
      name: 'and a rebuild of what it shows',
      setup: shop,
      operations: [
        {
          kind: 'createView',
          view: { kind: 'view', name: { name: 'codes' }, definition: 'SELECT code FROM "we""ird shops"' },
        },
        {
          kind: 'alterColumn',
          table: shops,
          column: 'code',
          to: { type: { kind: 'text' }, default: { kind: 'literal', value: 'Z' } },
        },
      ],
      then: [['SELECT count(*) AS n FROM codes', [{ n: 3 }]]],
    },
  ],
  dropView: [
    {
      name: 'with its trigger',
      setup: shop + `CREATE TRIGGER tv INSTEAD OF INSERT ON "big shops" BEGIN SELECT 1; END;`,
      operations: [{ kind: 'dropView', view: { name: 'big shops' } }],
    },
    {
      name: 'that is not there',
      setup: shop,
      operations: [{ kind: 'dropView', view: { name: 'zz' }, ifExists: true }],
    },
  ],
  execute: [
    {
      name: 'with bindings',
      setup: kinds,
      operations: [
        { kind: 'createTable', table: table('log_of', { x: t.text() }) },
        { kind: 'execute', sql: "INSERT INTO log_of(x) SELECT ? WHERE '?' = '?'", bindings: ["it's"] },
      ],
      then: [['SELECT x FROM log_of', [{ x: "it's" }]]],
    },
    {
      name: 'a trigger that is made and rebuilt in one migration',
      setup: kinds,
      operations: [
        {
          kind: 'execute',
          sql: `CREATE TRIGGER "tr 1" AFTER INSERT ON gaps BEGIN UPDATE gaps SET note = 'new' WHERE rowid = NEW.rowid; END`,
        },
        {
          kind: 'alterColumn',
          table: { name: 'gaps' },
          column: 'note',
          to: { default: { kind: 'literal', value: 'd' } },
        },
      ],
      then: [
        ['INSERT INTO gaps(n) VALUES (77) RETURNING n', [{ n: 77 }]],
        ['SELECT note FROM gaps WHERE n = 77', [{ note: 'new' }]],
      ],
      rebuilds: true,
    },
  ],
  bulkInsert: [
    {
      name: 'values of every kind',
      setup: 'CREATE TABLE v(a, b TEXT, c INTEGER, d REAL, e BLOB);',
      operations: [
        {
          kind: 'bulkInsert',
          table: { name: 'v' },
          rows: [
            { a: null, b: "it's\n?", c: 9_007_199_254_740_993n, d: -1.5, e: new Uint8Array([0, 255]) },
            { a: true, b: '', c: -1, d: 0, e: new Uint8Array() },
            { b: 'only b' },
          ],
        },
      ],
      then: [
        [
          'SELECT quote(a) || quote(b) || quote(c) || quote(d) || quote(e) AS q FROM v',
          [{ q: "NULL'it''s\n?'9007199254740993-1.5X'00FF'" }, { q: "1''-10.0X''" }, { q: "NULL'only b'NULLNULLNULL" }],
        ],
      ],
    },
  ],
};
