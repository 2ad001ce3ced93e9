import type { Constraint, Table } from '@aludel/core';
import { AludelError, displayName } from '@aludel/core';
import { SqliteComparator } from '../comparator.js';
import { readTable } from '../inspect/read-table.js';
import { SqliteNormalizer } from '../normalizer.js';
import { parseCreateTable } from '../parse/create-table-text.js';
import { folded } from '../parse/tokens.js';
import { editTable } from './edit-table.js';
import { createTableText } from './table-text.js';

/** A definition cannot be changed into the wanted one without losing or adding something. */
export class DefinitionMismatchError extends AludelError {
  constructor(
    readonly table: Table,
    readonly definition: string,
    difference: string,
  ) {
    super(
      'DEFINITION_MISMATCH',
      `The table ${displayName(table.name)} cannot be defined as wanted without changing something else: ${difference}.`,
      {
        hint: 'Nothing was changed. Say it in SQL with op.execute, and please report the definition and the operation.',
        location: { sql: definition },
      },
    );
  }
}

/**
 * The CREATE TABLE of a table: its stored definition with what differs changed, or our own where there is none. What an
 * edited one means is read back and compared: rather an error than a table that lost something.
 * @param fresh columns that are new although the stored definition has one of that name
 */
export function definitionOf(table: Table, fresh?: ReadonlySet<string>): string {
  const stored = table.options?.sqlite?.definition;
  if (stored === undefined) return createTableText(table);
  const text = editTable(stored, table, new Set([...(fresh ?? []), ...outOfOrder(stored, table)]));
  const difference = differenceOf(table, readTable(table.name, parseCreateTable(text)));
  if (difference !== undefined) throw new DefinitionMismatchError(table, text, difference);
  return text;
}

/**
 * Columns that the stored definition has elsewhere: dropped and added again since, so that they come last. From the first
 * such column on all are new.
 */
function outOfOrder(stored: string, { columns }: Table): readonly string[] {
  const places = parseCreateTable(stored).columns.map(({ name }) => folded(name.value));
  let last = -1;
  const first = columns.findIndex(({ name }) => {
    const place = places.indexOf(folded(name));
    if (place !== -1 && place < last) return true;
    last = place === -1 ? places.length : place;
    return false;
  });
  return first === -1 ? [] : columns.slice(first).map(({ name }) => name);
}

/** The same table, with the definition that says it. */
export function withDefinition(table: Table, fresh?: ReadonlySet<string>): Table {
  const definition = definitionOf(table, fresh);
  return { ...table, options: { ...table.options, sqlite: { ...table.options?.sqlite, definition } } };
}

const comparator = new SqliteComparator();
const normalizer = new SqliteNormalizer();

/** In words, the first thing that two tables do not share, indexes and spelling aside. */
function differenceOf(a: Table, b: Table): string | undefined {
  const [wanted, made] = normalizer.normalize({ tables: [a, b], objects: [] }).tables;
  if (wanted === undefined || made === undefined) return undefined;
  if (list(wanted.columns.map(({ name }) => name)) !== list(made.columns.map(({ name }) => name))) {
    return `its columns would be ${list(made.columns.map(({ name }) => name))} and not ${list(wanted.columns.map(({ name }) => name))}`;
  }
  for (const [index, column] of wanted.columns.entries()) {
    const other = made.columns[index];
    const change = other === undefined ? undefined : comparator.columnChange(other, column);
    if (change !== undefined) return `${Object.keys(change).join(', ')} of the column ${column.name}`;
  }
  const [options, others] = [wanted.options?.sqlite, made.options?.sqlite];
  if (options?.strict !== others?.strict || options?.withoutRowid !== others?.withoutRowid)
    return 'STRICT or WITHOUT ROWID';
  return constraintDifference(wanted.constraints, made.constraints);
}

function constraintDifference(wanted: readonly Constraint[], made: readonly Constraint[]): string | undefined {
  const left = [...made];
  for (const constraint of wanted) {
    const index = left.findIndex((one) => one.name === constraint.name && comparator.sameConstraint(one, constraint));
    if (index === -1) return `the constraint ${describe(constraint)} would be missing`;
    left.splice(index, 1);
  }
  const [extra] = left;
  return extra === undefined ? undefined : `there would be a constraint ${describe(extra)}`;
}

function describe(constraint: Constraint): string {
  if (constraint.name !== undefined) return constraint.name;
  return constraint.kind === 'check'
    ? `CHECK (${constraint.expression})`
    : `${constraint.kind} (${list(constraint.columns)})`;
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
