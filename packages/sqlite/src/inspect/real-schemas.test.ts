import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import type { ForeignKey, SchemaModel, Table } from '@aludel/core';
import { effectiveTypeText, sqliteTypeText } from '../column-types.js';
import { SqliteConnection } from '../connection.js';
import { SqliteDialect } from '../dialect.js';
import { parseCreateIndex } from '../parse/create-index-text.js';
import { parseCreateTable, type ColumnText, type TableConstraintText } from '../parse/create-table-text.js';
import { parseCreateView } from '../parse/create-view-text.js';
import { readDefault } from '../parse/default-value.js';
import { applyEdits, removeItem } from '../parse/text-edits.js';
import { folded, tokenize, unquoted } from '../parse/tokens.js';
import { SqliteInspector } from './inspector.js';

type Row = Readonly<Record<string, unknown>>;

const folder = fileURLToPath(new URL('../../../../../shared/schemas/sqlite/', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];
// Its JSON paths stand in double quotes, which better-sqlite3 does not take for strings.
const unloadable = 'temporal_visibility.sql';
const dialect = new SqliteDialect();

if (files.length === 0) {
  test('reads the schemas of real programs', (t) => {
    t.log(`Skipped: there is no folder ${folder}.`);
    t.pass();
  });
}

/** What real schemas seldom use, in one. */
const rarities = `
  CREATE TABLE "we""ird t" ([a b] INT, 'c' TEXT, \`d\`\`e\` integer, "select" "unsigned big int", ü, Ü BLOB, PRIMARY KEY ("a b", 'C'));
  CREATE TABLE auto(id INTEGER /* alias */ PRIMARY KEY AUTOINCREMENT, x DEFAULT (1 + 1) NOT NULL DEFAULT -2.50);
  CREATE TABLE auto2(n, id integer, PRIMARY KEY (id DESC AUTOINCREMENT));
  CREATE TABLE descending(id INTEGER PRIMARY KEY DESC, n TEXT DEFAULT word COLLATE rtrim COLLATE nocase UNIQUE);
  CREATE TABLE strict_one(a TEXT, b ANY DEFAULT x'00ff', c INT DEFAULT TRUE, PRIMARY KEY (a)) STRICT;
  CREATE TABLE strict_id(id INTEGER PRIMARY KEY, n REAL DEFAULT 1e3) STRICT;
  CREATE TABLE flat(a TEXT, b, c NOT NULL ON CONFLICT IGNORE, PRIMARY KEY (b, a COLLATE nocase) ON CONFLICT REPLACE) WITHOUT ROWID;
  CREATE TABLE both(id INTEGER PRIMARY KEY NOT NULL, "x" TEXT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE computed(a INT, b INT GENERATED ALWAYS AS (a * 2) STORED NOT NULL, c AS (a || ')') VIRTUAL, d TEXT AS (a));
  CREATE TABLE checks(a INT CHECK (a > 0) CONSTRAINT small CHECK ((a < 9)), b CONSTRAINT lone, -- , c INT
    CONSTRAINT one CHECK (a <> b) CHECK (')' <> b) UNIQUE (a, b) ON CONFLICT ROLLBACK CONSTRAINT spare);
  CREATE TABLE refs(a INT REFERENCES auto ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    b INT CONSTRAINT fb REFERENCES AUTO(ID) ON UPDATE SET NULL MATCH FULL NOT NULL DEFERRABLE,
    c REFERENCES nowhere(x) ON DELETE NO ACTION NOT DEFERRABLE, d TEXT DEFAULT CURRENT_TIMESTAMP,
    FOREIGN KEY (A, B) REFERENCES "we""ird t" ([a b], c) ON DELETE RESTRICT ON UPDATE SET DEFAULT, PRIMARY KEY (A, B));
  CREATE TABLE quoted_type(id "INTEGER" PRIMARY KEY, b 'long' text, c VARCHAR /* n */ (3));
  CREATE TABLE bare(a,b,c);
  CREATE TABLE copied AS SELECT 1 AS one, 'x' AS "two 2";
  CREATE UNIQUE INDEX "ix 1" ON bare(a DESC, b COLLATE nocase) WHERE c IS NOT NULL AND (a > 1);
  CREATE INDEX ix_expression ON bare(lower(a), (b + c) COLLATE rtrim DESC, a || b COLLATE nocase, C);
  CREATE INDEX ix_inherits ON descending(n, id);
  ALTER TABLE bare ADD COLUMN d TEXT NOT NULL DEFAULT 'it''s' CHECK (d <> '');
  ALTER TABLE checks ADD COLUMN e;
  ALTER TABLE bare RENAME COLUMN c TO "new c";
  CREATE VIEW "v 1"(x, "y z") AS SELECT a, b FROM bare; -- done
  CREATE VIEW v2 AS SELECT * FROM "v 1";
  CREATE TRIGGER tr AFTER INSERT ON bare BEGIN UPDATE auto SET x = 1; DELETE FROM flat; END;
  CREATE TRIGGER tv INSTEAD OF INSERT ON v2 BEGIN SELECT 1; END;
  CREATE VIRTUAL TABLE search USING fts5(title, body);
  CREATE TABLE search_results(id INTEGER PRIMARY KEY);
`;

async function load(file: string): Promise<SqliteConnection> {
  const connection = await SqliteConnection.open({ filename: ':memory:' });
  await connection.execute(file === 'rarities' ? rarities : readFileSync(folder + file, 'utf8'));
  return connection;
}

for (const file of ['rarities', ...files.filter((name) => name !== unloadable)]) {
  test(`reads ${file} as SQLite's own pragmas do`, async (t) => {
    const connection = await load(file);
    const model = await new SqliteInspector(connection).read({});
    for (const table of model.tables) {
      // oxlint-disable no-await-in-loop -- one session
      await compareColumns(t, connection, table);
      await compareForeignKeys(t, connection, table);
      await compareIndexes(t, connection, table);
      await compareDefaults(t, connection, table);
      // oxlint-enable no-await-in-loop
    }
    await compareNames(t, connection, model);
    await connection.close();
  });

  test(`reads each table of ${file} alone just as with all others`, async (t) => {
    const connection = await load(file);
    const inspector = new SqliteInspector(connection);
    const all = await inspector.read({});
    for (const table of all.tables) {
      // oxlint-disable-next-line no-await-in-loop -- one session
      const alone = await inspector.read({ tables: [table.name] });
      t.deepEqual(alone.tables.find((found) => found.name.name === table.name.name)?.columns, table.columns);
      t.deepEqual(alone.tables.find((found) => found.name.name === table.name.name)?.indexes, table.indexes);
      const referrers = all.tables.filter((other) =>
        other.constraints.some(
          (found) => found.kind === 'foreignKey' && found.references.table.name === table.name.name,
        ),
      );
      const expected = [...new Set([table.name.name, ...referrers.map((other) => other.name.name)])].toSorted();
      t.deepEqual(alone.tables.map((found) => found.name.name).toSorted(), expected);
      const triggers = all.objects.filter(
        (object) => object.kind === 'sqlite.trigger' && object.table.name === table.name.name,
      );
      for (const trigger of triggers) t.true(alone.objects.some((object) => object.name.name === trigger.name.name));
    }
    await connection.close();
  });

  test(`cuts the definitions of ${file} so that they can be edited`, async (t) => {
    const connection = await load(file);
    for (const { sql } of await connection.query(`SELECT sql FROM sqlite_schema WHERE sql LIKE 'create table%'`)) {
      compareParts(t, String(sql));
    }
    await connection.close();
  });
}

for (const file of files) {
  test(`parses every definition in ${file} as it was written`, (t) => {
    const statements = statementsOf(readFileSync(folder + file, 'utf8'));
    let parsed = 0;
    for (const text of statements) {
      if (/^create\s+(temp\s+)?table\b/i.test(text)) t.is(applyEdits(parseCreateTable(text).text, []), text);
      else if (/^create\s+(unique\s+)?index\b/i.test(text)) t.is(parseCreateIndex(text).text, text);
      else if (/^create\s+(temp\s+)?view\b/i.test(text)) t.is(parseCreateView(text).text, text);
      else continue;
      parsed += 1;
    }
    t.true(parsed >= 7);
  });
}

async function compareColumns(t: ExecutionContext, connection: SqliteConnection, table: Table): Promise<void> {
  const rows = await pragma(connection, 'table_xinfo', table.name.name);
  const key = table.constraints.find((constraint) => constraint.kind === 'primaryKey')?.columns ?? [];
  const isRowid = await hasRowidKey(connection, table);
  t.deepEqual(
    table.columns.map((column) => ({
      name: column.name,
      type: folded(effectiveTypeText(sqliteTypeText(column.type))),
      nullable: column.nullable,
      key: key.indexOf(column.name) + 1,
      hidden: column.generated === undefined ? 0 : column.generated.stored ? 3 : 2,
    })),
    rows.map((row) => ({
      name: row['name'],
      type: folded(String(row['type'])),
      nullable: row['notnull'] === 0 && !(isRowid && row['pk'] === 1),
      key: row['pk'],
      hidden: row['hidden'],
    })),
  );
  const { columns } = parseCreateTable(table.options?.sqlite?.definition ?? '');
  t.deepEqual(
    columns.map((column) => {
      const found = column.clauses.findLast((clause) => clause.kind === 'default');
      return found?.kind === 'default' ? found.value.text : null;
    }),
    rows.map((row) => row['dflt_value']),
  );
}

/** Whether the table has a key and no index behind it: then it is the rowid. */
async function hasRowidKey(connection: SqliteConnection, table: Table): Promise<boolean> {
  const indexes = await pragma(connection, 'index_list', table.name.name);
  return table.options?.sqlite?.withoutRowid !== true && indexes.every((row) => row['origin'] !== 'pk');
}

async function compareDefaults(t: ExecutionContext, connection: SqliteConnection, table: Table): Promise<void> {
  for (const row of await pragma(connection, 'table_xinfo', table.name.name)) {
    if (typeof row['dflt_value'] !== 'string') continue;
    const value = readDefault(row['dflt_value'], false);
    if (value.kind !== 'literal') continue;
    const type = String(row['type']);
    const [written, read] = [row['dflt_value'], dialect.literal(value.value)];
    // oxlint-disable no-await-in-loop -- one session
    await connection.execute(`CREATE TEMP TABLE probe(a ${type} DEFAULT ${written}, b ${type} DEFAULT ${read})`);
    await connection.execute('INSERT INTO probe DEFAULT VALUES');
    const [found] = await connection.query('SELECT a IS b AND typeof(a) = typeof(b) AS same FROM probe');
    await connection.execute('DROP TABLE probe');
    // oxlint-enable no-await-in-loop
    t.is(found?.['same'], 1, `${written} ${read}`);
  }
}

async function compareForeignKeys(t: ExecutionContext, connection: SqliteConnection, table: Table): Promise<void> {
  const rows = await pragma(connection, 'foreign_key_list', table.name.name);
  // SQLite numbers them from the last to the first.
  const keys = table.constraints
    .filter((constraint): constraint is ForeignKey => constraint.kind === 'foreignKey')
    .toReversed();
  const expected = keys.flatMap((key, id) =>
    key.columns.map((from, seq) => ({
      id,
      seq,
      table: folded(key.references.table.name),
      from,
      to: key.references.columns[seq] === undefined ? null : folded(key.references.columns[seq]),
      on_update: (key.onUpdate ?? 'no action').toUpperCase(),
      on_delete: (key.onDelete ?? 'no action').toUpperCase(),
      match: 'NONE', // SQLite forgets what stands there.
    })),
  );
  t.deepEqual(
    rows.map((row) => ({
      ...row,
      table: folded(String(row['table'])),
      to: typeof row['to'] === 'string' ? folded(row['to']) : row['to'],
    })),
    expected,
  );
}

async function compareIndexes(t: ExecutionContext, connection: SqliteConnection, table: Table): Promise<void> {
  const rows = await pragma(connection, 'index_list', table.name.name);
  t.deepEqual(
    table.indexes
      .map((index) => ({ name: index.name, unique: Number(index.unique), partial: Number(index.where !== undefined) }))
      .toSorted(byName),
    rows
      .filter((row) => row['origin'] === 'c')
      .map((row) => ({ name: String(row['name']), unique: row['unique'] as number, partial: row['partial'] as number }))
      .toSorted(byName),
  );
  for (const index of table.indexes) {
    // oxlint-disable-next-line no-await-in-loop -- one session
    const parts = (await pragma(connection, 'index_xinfo', index.name)).filter((row) => row['key'] === 1);
    t.deepEqual(
      index.columns.map((element) => {
        const name = 'column' in element ? element.column : null;
        const own = table.columns.find((column) => column.name === name)?.collation ?? 'BINARY';
        return { name, desc: Number(element.order === 'desc'), coll: folded(element.collation ?? own) };
      }),
      parts.map((row) => ({ name: row['name'], desc: row['desc'], coll: folded(String(row['coll'])) })),
    );
  }
  for (const row of rows.filter((found) => found['origin'] !== 'c')) {
    // oxlint-disable-next-line no-await-in-loop -- one session
    const parts = (await pragma(connection, 'index_xinfo', String(row['name']))).filter((part) => part['key'] === 1);
    const columns = parts.map((part) => part['name']).join();
    const kind = row['origin'] === 'pk' ? 'primaryKey' : 'unique';
    t.true(table.constraints.some((constraint) => constraint.kind === kind && constraint.columns.join() === columns));
  }
}

async function compareNames(t: ExecutionContext, connection: SqliteConnection, model: SchemaModel): Promise<void> {
  const rows = await connection.query(
    `SELECT type, name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  );
  const ofType = (type: string): readonly string[] =>
    rows
      .filter((row) => row['type'] === type)
      .map((row) => String(row['name']))
      .toSorted();
  const objects = (kind: string): readonly string[] =>
    model.objects
      .filter((object) => object.kind === kind)
      .map((object) => object.name.name)
      .toSorted();
  t.deepEqual(model.tables.map((table) => table.name.name).toSorted(), ofType('table'));
  t.deepEqual(objects('view'), ofType('view'));
  t.deepEqual(objects('sqlite.virtualTable'), ofType('virtual'));
  const triggers = await connection.query(`SELECT name FROM sqlite_schema WHERE type = 'trigger'`);
  t.deepEqual(objects('sqlite.trigger'), triggers.map((row) => String(row['name'])).toSorted());
}

/** Each part stands where its range says, and each item can be taken out. */
function compareParts(t: ExecutionContext, text: string): void {
  const table = parseCreateTable(text);
  t.is(table.tokens.map((token) => token.text).join(''), text);
  const at = ({ start, end }: { readonly start: number; readonly end: number }): string => text.slice(start, end);
  t.is(at(table.open) + at(table.close), '()');
  const items: readonly (ColumnText | TableConstraintText)[] = [...table.columns, ...table.constraints];
  for (const column of table.columns) {
    t.is(unquoted(at(column.name.range)), column.name.value);
    if (column.type !== undefined) t.is(at(column.type.range), column.type.text);
    const parts = [column.name.range, ...(column.type === undefined ? [] : [column.type.range])];
    const all = [...parts, ...column.clauses.map((clause) => clause.range)];
    const words = all.flatMap((range) => wordsOf(at(range)));
    t.deepEqual(words, wordsOf(at(column.range)), 'The parts of a column are all of it.');
  }
  for (const item of items) {
    if (item.kind === 'column' && table.columns.length === 1) continue;
    const rest = parseCreateTable(applyEdits(text, removeItem(table, item)));
    t.deepEqual(
      [...rest.columns, ...rest.constraints].map((other) =>
        wordsOf(rest.text.slice(other.range.start, other.range.end)),
      ),
      items.filter((other) => other !== item).map((other) => wordsOf(at(other.range))),
    );
  }
}

function wordsOf(text: string): readonly string[] {
  return tokenize(text)
    .filter((token) => token.kind !== 'space' && token.kind !== 'comment')
    .map((token) => token.text);
}

/** Cuts a script at its semicolons; good enough for all that are not triggers. */
function statementsOf(script: string): readonly string[] {
  const statements: string[] = [];
  let text = '';
  for (const token of tokenize(script)) {
    if (token.text === ';') {
      statements.push(text);
      text = '';
    } else if (text !== '' || (token.kind !== 'space' && token.kind !== 'comment')) {
      text += token.text;
    }
  }
  return statements;
}

async function pragma(connection: SqliteConnection, name: string, argument: string): Promise<readonly Row[]> {
  return connection.query(`SELECT * FROM pragma_${name}(?)`, [argument]);
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
