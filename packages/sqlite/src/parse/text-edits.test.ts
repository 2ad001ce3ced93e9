import test from 'ava';
import { parseCreateTable, type ColumnText, type TableConstraintText } from './create-table-text.js';
import { applyEdits, insertAt, removeItem, removeRange, replaceRange } from './text-edits.js';

const without = (text: string, index: number): string => {
  const table = parseCreateTable(text);
  const items: readonly (ColumnText | TableConstraintText)[] = [...table.columns, ...table.constraints];
  const item = items[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}.`);
  const edited = applyEdits(text, removeItem(table, item));
  const after = parseCreateTable(edited);
  if (after.columns.length + after.constraints.length !== items.length - 1) throw new Error(`Cut wrongly: ${edited}`);
  return edited;
};

test('takes items out with their commas', (t) => {
  const text = 'CREATE TABLE t(a INT, b TEXT , c, UNIQUE (a))';
  t.is(without(text, 0), 'CREATE TABLE t(b TEXT , c, UNIQUE (a))');
  t.is(without(text, 1), 'CREATE TABLE t(a INT , c, UNIQUE (a))');
  t.is(without(text, 3), 'CREATE TABLE t(a INT, b TEXT , c)');
});

test('leaves comments where they are, and no definition behind one', (t) => {
  const text = 'CREATE TABLE t(\n  a INT -- first\n  , -- next\n  b TEXT, /* last */ c\n)';
  t.is(without(text, 1), 'CREATE TABLE t(\n  a INT -- first\n   -- next\n  , /* last */ c\n)');
  t.is(without(text, 2), 'CREATE TABLE t(\n  a INT -- first\n  , -- next\n  b TEXT /* last */\n)');
  t.is(without(text, 0), 'CREATE TABLE t(\n   -- first\n   -- next\n  b TEXT, /* last */ c\n)');
});

test('keeps the comma after the columns for a constraint that has none', (t) => {
  const text = 'CREATE TABLE t(a, UNIQUE (a) CHECK (a > 0), CHECK (1))';
  t.is(without(text, 1), 'CREATE TABLE t(a, CHECK (a > 0), CHECK (1))');
  t.is(without(text, 2), 'CREATE TABLE t(a, UNIQUE (a), CHECK (1))');
});

test('changes clauses and leaves all else as it was', (t) => {
  const text = 'CREATE TABLE t(a  INT -- why\n NOT NULL /* x */ DEFAULT 1, b)';
  const table = parseCreateTable(text);
  const [column] = table.columns;
  const [notNull, value] = column?.clauses ?? [];
  if (column?.type === undefined || notNull === undefined || value === undefined) throw new Error('It is not parsed.');
  t.is(
    applyEdits(text, [
      insertAt(column.range.end, ' UNIQUE'),
      removeRange(table.tokens, notNull.range),
      removeRange(table.tokens, value.range),
      replaceRange(column.type.range, 'TEXT'),
    ]),
    'CREATE TABLE t(a  TEXT -- why\n  /* x */ UNIQUE, b)',
  );
  t.throws(() => applyEdits(text, [replaceRange(column.range, ''), replaceRange(notNull.range, '')]), {
    instanceOf: RangeError,
  });
});

test('leaves the space that keeps two words apart', (t) => {
  const text = 'CREATE TABLE t(a DEFAULT 1 CHECK(a>0)UNIQUE)';
  const table = parseCreateTable(text);
  const check = table.columns[0]?.clauses[1];
  if (check === undefined) throw new Error('It is not parsed.');
  t.is(applyEdits(text, [removeRange(table.tokens, check.range)]), 'CREATE TABLE t(a DEFAULT 1 UNIQUE)');
});
