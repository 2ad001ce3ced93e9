import test from 'ava';
import { parseCreateTable, UnparsedDefinitionError } from './create-table-text.js';
import type { TextRange } from './tokens.js';

const slice = (text: string, range: TextRange | undefined): string | undefined =>
  range === undefined ? undefined : text.slice(range.start, range.end);

test('tells each clause of a column and where it stands', (t) => {
  const text = `CREATE TABLE t(id INTEGER CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT,
    "a b" NVARCHAR (160 , 2) NOT NULL ON CONFLICT IGNORE /* why */ DEFAULT -1 COLLATE nocase
      CONSTRAINT big CHECK ( "a b" > 0 ) UNIQUE NULL,
    c REFERENCES other(id) ON DELETE SET NULL ON UPDATE NO ACTION MATCH FULL DEFERRABLE INITIALLY DEFERRED,
    d INT GENERATED ALWAYS AS (c + (1)) STORED, e AS (1) CONSTRAINT alone)`;
  const { columns } = parseCreateTable(text);
  t.deepEqual(
    columns.map((column) => [
      column.name.value,
      column.type?.text,
      column.clauses.map((clause) => slice(text, clause.range)),
    ]),
    [
      ['id', 'INTEGER', ['CONSTRAINT pk PRIMARY KEY ASC ON CONFLICT REPLACE AUTOINCREMENT']],
      [
        'a b',
        'NVARCHAR (160 , 2)',
        [
          'NOT NULL ON CONFLICT IGNORE',
          'DEFAULT -1',
          'COLLATE nocase',
          'CONSTRAINT big CHECK ( "a b" > 0 )',
          'UNIQUE',
          'NULL',
        ],
      ],
      [
        'c',
        undefined,
        ['REFERENCES other(id) ON DELETE SET NULL ON UPDATE NO ACTION MATCH FULL DEFERRABLE INITIALLY DEFERRED'],
      ],
      ['d', 'INT', ['GENERATED ALWAYS AS (c + (1)) STORED']],
      ['e', undefined, ['AS (1)', 'CONSTRAINT alone']],
    ],
  );
  const check = columns[1]?.clauses[3];
  t.is(check?.kind === 'check' ? check.expression.text : undefined, '"a b" > 0');
});

test('reads table constraints, also without commas between them, and a name that names nothing', (t) => {
  const text = `CREATE TABLE x.t(a, b, CONSTRAINT "p k" PRIMARY KEY (a COLLATE nocase DESC, 'b' AUTOINCREMENT) ON CONFLICT FAIL
    UNIQUE (a) CHECK (a > 0) -- )
    CONSTRAINT nothing, FOREIGN KEY (a, b) REFERENCES o (c, d) NOT DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID, STRICT`;
  const parsed = parseCreateTable(text);
  t.is(parsed.schema?.value, 'x');
  t.deepEqual(
    parsed.constraints.map((constraint) => [constraint.kind, constraint.name?.value, constraint.comma !== undefined]),
    [
      ['primaryKey', 'p k', true],
      ['unique', undefined, false],
      ['check', undefined, false],
      ['name', 'nothing', false],
      ['foreignKey', undefined, true],
    ],
  );
  const [key] = parsed.constraints;
  t.like(key, { onConflict: { action: 'fail' } });
  t.deepEqual(
    key?.kind === 'primaryKey' ? key.columns.map((c) => [c.column?.value, c.collation?.value, c.order]) : [],
    [
      ['a', 'nocase', 'desc'],
      ['b', undefined, undefined],
    ],
  );
  t.deepEqual(
    parsed.options.map((option) => slice(text, option.range)),
    ['WITHOUT ROWID', 'STRICT'],
  );
});

test('takes words that are no keywords for parts of a type', (t) => {
  const { columns } = parseCreateTable('CREATE TABLE t("a"LONG "unsigned" key generated, b always, [c]TEXT NOT NULL)');
  t.deepEqual(
    columns.map((column) => [column.name.value, column.type?.text]),
    [
      ['a', 'LONG "unsigned" key generated'],
      ['b', 'always'],
      ['c', 'TEXT'],
    ],
  );
});

test('attaches a DEFERRABLE that stands apart to nothing, but tells it', (t) => {
  const { columns } = parseCreateTable('CREATE TABLE t(a REFERENCES b NOT NULL DEFERRABLE)');
  t.deepEqual(
    columns[0]?.clauses.map((clause) => clause.kind),
    ['references', 'notNull', 'deferrable'],
  );
});

test('refuses what it does not understand, with the table and the place', (t) => {
  const error = t.throws(() => parseCreateTable('CREATE TABLE shop(a INT NEW_CLAUSE (1) HERE)'), {
    instanceOf: UnparsedDefinitionError,
  });
  t.is(error?.object, 'table shop');
  t.regex(error?.message ?? '', /table shop .* found: HERE\)/);
  for (const text of [
    'CREATE VIRTUAL TABLE t USING fts5(a)',
    'CREATE TABLE t(a INT',
    'CREATE TABLE t(a) SOMETHING',
    'CREATE TABLE t(a) STRICT; SELECT 1',
    'CREATE TABLE t(a CHECK (1)',
    'CREATE TABLE t(a DEFAULT)',
    'CREATE TABLE t AS SELECT 1',
    'CREATE TABLE t(a, UNIQUE (a), b INT)',
    'CREATE TABLE t()',
  ]) {
    t.throws(() => parseCreateTable(text), { instanceOf: UnparsedDefinitionError }, text);
  }
});
