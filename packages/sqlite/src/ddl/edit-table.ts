import type { Constraint, Table } from '@aludel/core';
import { SqliteComparator } from '../comparator.js';
import { applyEdits, insertAt, removeItem, removeRange, replaceRange, type TextEdit } from '../parse/text-edits.js';
import { folded } from '../parse/tokens.js';
import { editColumn } from './edit-column.js';
import { readTableItems, type ConstraintPlace, type TableItems } from './table-items.js';
import { columnOf, columnText, constraintText, named, ownConstraintText, tableOptionsText } from './table-text.js';
import { quoted } from './writing.js';

/**
 * Makes the definition of one table into that of another by changing only what differs: all else stays as its author
 * wrote it, comments, quotes and spacing included. Each step reads anew what the one before it made.
 * @param fresh columns of `to` that are new although the definition has one of that name, which goes
 */
export function editTable(definition: string, to: Table, fresh: ReadonlySet<string> = new Set()): string {
  const steps = [renameTable, editOptions, editConstraints, addColumns, removeColumns, editColumns, addConstraints];
  const once = steps.reduce((text, step) => step(text, to, fresh), definition);
  // What a column says can depend on a constraint that was changed after it: a key that is gone no longer makes it not null.
  return editColumns(once, to);
}

function renameTable(definition: string, to: Table): string {
  const { name } = readTableItems(definition, to.name).text;
  return name.value === to.name.name
    ? definition
    : applyEdits(definition, [replaceRange(name.range, quoted(to.name.name))]);
}

/** STRICT and WITHOUT ROWID: first, since what a column's words mean depends on them. */
function editOptions(definition: string, to: Table): string {
  const { text } = readTableItems(definition, to.name);
  const { strict = false, withoutRowid = false } = to.options?.sqlite ?? {};
  const has = (kind: string): boolean => text.options.some((option) => option.kind === kind);
  if (has('strict') === strict && has('withoutRowid') === withoutRowid) return definition;
  const [first] = text.options;
  const last = text.options.at(-1);
  const wanted = tableOptionsText(to);
  if (first === undefined || last === undefined) return applyEdits(definition, [insertAt(text.close.end, wanted)]);
  const range = { start: first.range.start, end: last.range.end };
  const edit = wanted === '' ? removeRange(text.tokens, range) : replaceRange(range, wanted.trimStart());
  return applyEdits(definition, [edit]);
}

/** Takes out the constraints that are not wanted, and gives others their new name. */
function editConstraints(definition: string, to: Table): string {
  const items = readTableItems(definition, to.name);
  const { unwanted, missing } = compareConstraints(items, to);
  const [first] = unwanted;
  if (first === undefined) return definition;
  const renamed = missing.find((constraint) => sameButName(first.constraint, constraint));
  const edits = renamed === undefined ? removal(items, first.place) : [rename(first.place, renamed.name)];
  const edited = applyEdits(definition, edits);
  // A name in double quotes that is no column's is read back as a string, and stays unlike what is wanted.
  return edited === definition ? definition : editConstraints(edited, to);
}

function addColumns(definition: string, to: Table, fresh: ReadonlySet<string>): string {
  const items = readTableItems(definition, to.name);
  const known = new Set(items.text.columns.map(({ name }) => folded(name.value)));
  const { missing } = compareConstraints(items, to);
  const added = to.columns
    .filter((column) => fresh.has(column.name) || !known.has(folded(column.name)))
    .map((column) =>
      columnText(
        column,
        to,
        missing.filter((constraint) => columnOf(constraint, to) === column.name),
      ),
    );
  if (added.length === 0) return definition;
  const last = items.text.columns.at(-1);
  if (last === undefined) return definition;
  const space = spaceBefore(definition, last);
  return applyEdits(definition, [insertAt(last.range.end, added.map((text) => `,${space}${text}`).join(''))]);
}

/** One at a time, since the commas change with each. */
function removeColumns(definition: string, to: Table, fresh: ReadonlySet<string>): string {
  const { text } = readTableItems(definition, to.name);
  const gone = text.columns.find(({ name }, index) => {
    const own = to.columns.find((column) => folded(column.name) === folded(name.value));
    if (own === undefined) return true;
    const later = text.columns.slice(index + 1).some((other) => folded(other.name.value) === folded(name.value));
    return fresh.has(own.name) && later;
  });
  if (gone === undefined) return definition;
  return removeColumns(applyEdits(definition, removeItem(text, gone)), to, fresh);
}

function editColumns(definition: string, to: Table): string {
  let items = readTableItems(definition, to.name);
  for (const column of to.columns) {
    const place = items.text.columns.find(({ name }) => folded(name.value) === folded(column.name));
    const edits = place === undefined ? [] : editColumn(items, place, column, to);
    // Read anew only what has changed: tables can have very many columns.
    if (edits.length > 0) items = readTableItems(applyEdits(items.text.text, edits), to.name);
  }
  return items.text.text;
}

function addConstraints(definition: string, to: Table): string {
  const items = readTableItems(definition, to.name);
  const { missing } = compareConstraints(items, to);
  const [constraint] = missing;
  if (constraint === undefined) return definition;
  const edited = applyEdits(definition, [insertion(items, constraint, to)]);
  // One that is read back as another one stays missing; whoever compares the whole then refuses it.
  const left = compareConstraints(readTableItems(edited, to.name), to).missing.length;
  return left < missing.length ? addConstraints(edited, to) : edited;
}

function insertion({ text }: TableItems, constraint: Constraint, to: Table): TextEdit {
  const own = columnOf(constraint, to);
  const place = own === undefined ? undefined : text.columns.find(({ name }) => folded(name.value) === folded(own));
  const column = to.columns.find(({ name }) => name === own);
  if (place !== undefined && column !== undefined) {
    return insertAt(place.range.end, ` ${ownConstraintText(constraint, column)}`);
  }
  const last = text.constraints.at(-1) ?? text.columns.at(-1);
  const end = last?.range.end ?? text.open.end;
  const space = last === undefined ? ' ' : spaceBefore(text.text, last);
  return insertAt(end, `,${space}${constraintText(constraint, to)}`);
}

/** What sets the last item off from the one before it: a new line and an indent, or a space. */
function spaceBefore(definition: string, item: { readonly range: { readonly start: number } }): string {
  const space = /\n[ \t]*$/u.exec(definition.slice(0, item.range.start));
  return space?.[0] ?? ' ';
}

interface ConstraintComparison {
  /** What stands in the definition, and not in the table. */
  readonly unwanted: TableItems['constraints'];
  /** What is in the table, and not in the definition. */
  readonly missing: readonly Constraint[];
}

const comparator = new SqliteComparator();

function compareConstraints(items: TableItems, to: Table): ConstraintComparison {
  const missing = [...to.constraints];
  const unwanted = items.constraints.filter(({ constraint }) => {
    const index = missing.findIndex(
      (wanted) => wanted.name === constraint.name && comparator.sameConstraint(constraint, wanted),
    );
    if (index === -1) return true;
    missing.splice(index, 1);
    return false;
  });
  return { unwanted, missing };
}

function sameButName(from: Constraint, to: Constraint): boolean {
  return comparator.sameConstraint(from, { ...to, ...nameOf(from) });
}

/** A constraint's name, to be given to another. */
function nameOf({ name }: Constraint): { readonly name?: string } {
  return name === undefined ? {} : { name };
}

function removal(items: TableItems, place: ConstraintPlace): readonly TextEdit[] {
  if (place.column === undefined) return removeItem(items.text, place.item);
  return [removeRange(items.text.tokens, place.clause.range)];
}

function rename(place: ConstraintPlace, name: string | undefined): TextEdit {
  const clause = place.column === undefined ? place.item : place.clause;
  if (clause.name === undefined) return insertAt(clause.range.start, named(name));
  if (name !== undefined) return replaceRange(clause.name.range, quoted(name));
  return { start: clause.range.start, end: clause.name.range.end, text: '' };
}
