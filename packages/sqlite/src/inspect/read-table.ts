import type { Column, Constraint, DefaultValue, Generated, Table, TableName } from '@aludel/core';
import { isRowidType, readEnumCheck, readType } from '../column-types.js';
import type { ColumnClause, ColumnText, CreateTableText } from '../parse/create-table-text.js';
import { readDefault } from '../parse/default-value.js';
import { bareExpression } from '../parse/expression.js';
import { withRealStrings } from '../parse/real-strings.js';
import { folded } from '../parse/tokens.js';
import { columnConstraints, tableConstraints } from './read-constraints.js';

/** The model of a table, without its indexes, from its stored definition. */
export function readTable(name: TableName, parsed: CreateTableText): Table {
  const strict = parsed.options.some((option) => option.kind === 'strict');
  const withoutRowid = parsed.options.some((option) => option.kind === 'withoutRowid');
  const key = keyOf(parsed);
  const names = new Set([...parsed.columns.map((column) => folded(column.name.value)), 'rowid', 'oid', '_rowid_']);
  const ownNames = new Map(parsed.columns.map((column) => [folded(column.name.value), column.name.value]));
  return {
    name,
    columns: parsed.columns.map((column) => {
      const isKey = key.columns.has(folded(column.name.value));
      const neverNull = isKey && (strict || withoutRowid || isRowid(column, key));
      return readColumn(column, neverNull, isKey && key.autoincrement, names);
    }),
    constraints: constraintsOf(parsed, name, ownNames).map((constraint) =>
      constraint.kind === 'check'
        ? { ...constraint, expression: withRealStrings(constraint.expression, names) }
        : constraint,
    ),
    indexes: [],
    options: {
      sqlite: {
        ...(strict ? { strict } : {}),
        ...(withoutRowid ? { withoutRowid } : {}),
        definition: parsed.text,
      },
    },
  };
}

interface Key {
  /** In lower case. */
  readonly columns: ReadonlySet<string>;
  readonly autoincrement: boolean;
  /** `PRIMARY KEY DESC` on the column itself: by an old mistake that is kept, no rowid (https://sqlite.org/lang_createtable.html). */
  readonly descending: boolean;
}

function keyOf(parsed: CreateTableText): Key {
  for (const column of parsed.columns) {
    for (const clause of column.clauses) {
      if (clause.kind !== 'primaryKey') continue;
      const columns = new Set([folded(column.name.value)]);
      return { columns, autoincrement: clause.autoincrement !== undefined, descending: clause.order === 'desc' };
    }
  }
  for (const constraint of parsed.constraints) {
    if (constraint.kind !== 'primaryKey') continue;
    const names = constraint.columns.map((element) => folded(element.column?.value ?? element.expression.text));
    return { columns: new Set(names), autoincrement: constraint.autoincrement !== undefined, descending: false };
  }
  return { columns: new Set(), autoincrement: false, descending: false };
}

/** Whether the key column is another name of the rowid, which is never null. */
function isRowid(column: ColumnText, key: Key): boolean {
  return key.columns.size === 1 && !key.descending && isRowidType(column.type?.text ?? '');
}

function readColumn(text: ColumnText, neverNull: boolean, autoincrement: boolean, names: ReadonlySet<string>): Column {
  // Where a clause stands twice, SQLite takes the last.
  const notNull = lastOf(text, 'notNull');
  const value = lastOf(text, 'default');
  const collation = lastOf(text, 'collate')?.collation.value;
  const generated = lastOf(text, 'generated');
  const onConflict = notNull?.onConflict?.action;
  const notNullName = notNull?.name?.value;
  const options = {
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(notNullName === undefined ? {} : { notNullName }),
  };
  const type = enumOf(text)?.type ?? readType(text.type?.text ?? '');
  return {
    name: text.name.value,
    type,
    nullable: notNull === undefined && !neverNull,
    ...(value === undefined
      ? {}
      : { default: booleanDefault(type.kind, readDefault(value.value.text, value.parenthesized)) }),
    ...(autoincrement ? { identity: { generation: 'byDefault' } } : {}),
    ...(generated === undefined ? {} : { generated: readGenerated(generated, names) }),
    ...(collation === undefined ? {} : { collation }),
    ...(Object.keys(options).length === 0 ? {} : { options: { sqlite: options } }),
  };
}

/** SQLite has no booleans; in a column that is declared as one, 1 and 0 are meant as them. */
export function booleanDefault(kind: string, value: DefaultValue): DefaultValue {
  if (kind !== 'boolean' || value.kind !== 'literal') return value;
  if (value.value !== 1 && value.value !== 0) return value;
  return { kind: 'literal', value: value.value === 1 };
}

function readGenerated(clause: Extract<ColumnClause, { kind: 'generated' }>, names: ReadonlySet<string>): Generated {
  return { expression: withRealStrings(bareExpression(clause.expression.text), names), stored: clause.stored };
}

/** The check that makes an enum of a TEXT column: it is the type's, not a constraint of its own. */
function enumOf(text: ColumnText): { readonly clause: ColumnClause; readonly type: Column['type'] } | undefined {
  if (text.type?.text !== 'TEXT') return undefined;
  for (const clause of text.clauses) {
    if (clause.kind !== 'check' || clause.name !== undefined) continue;
    const values = readEnumCheck(text.name.value, clause.expression.text);
    if (values !== undefined) return { clause, type: { kind: 'enum', values } };
  }
  return undefined;
}

function constraintsOf(
  parsed: CreateTableText,
  name: TableName,
  ownNames: ReadonlyMap<string, string>,
): readonly Constraint[] {
  const constraints: Constraint[] = [];
  for (const column of parsed.columns) {
    const ofEnum = enumOf(column)?.clause;
    const clauses = ofEnum === undefined ? column.clauses : column.clauses.filter((clause) => clause !== ofEnum);
    columnConstraints({ ...column, clauses }, name.schema, constraints);
  }
  tableConstraints(parsed.constraints, name.schema, ownNames, constraints);
  return constraints;
}

function lastOf<K extends ColumnClause['kind']>(
  column: ColumnText,
  kind: K,
): Extract<ColumnClause, { kind: K }> | undefined {
  return column.clauses.findLast((clause): clause is Extract<ColumnClause, { kind: K }> => clause.kind === kind);
}
