import type { Column, Constraint, ForeignKey, PrimaryKey, Table, UniqueConstraint } from '@aludel/core';
import { UnsupportedOperationError } from '@aludel/core/dialect';
import { affinity, enumCheck, isStrict, isStrictWord, sqliteTypeText } from '../column-types.js';
import { defaultClause, inParentheses, nameList, quoted, quotedTable } from './writing.js';

/** A CREATE TABLE as we write it where there is no stored one to follow: one line for each column and constraint. */
export function createTableText(table: Table, settings: { readonly ifNotExists?: boolean } = {}): string {
  const own = new Set(table.constraints.filter((constraint) => columnOf(constraint, table) !== undefined));
  const items = [
    ...table.columns.map((column) =>
      columnText(
        column,
        table,
        table.constraints.filter((constraint) => own.has(constraint) && columnOf(constraint, table) === column.name),
      ),
    ),
    ...table.constraints
      .filter((constraint) => !own.has(constraint))
      .map((constraint) => constraintText(constraint, table)),
  ];
  const ifNotExists = settings.ifNotExists === true ? 'IF NOT EXISTS ' : '';
  return `CREATE TABLE ${ifNotExists}${quotedTable(table.name)} (\n  ${items.join(',\n  ')}\n)${tableOptionsText(table)}`;
}

export function tableOptionsText(table: Table): string {
  const { strict = false, withoutRowid = false } = table.options?.sqlite ?? {};
  const options = [...(withoutRowid ? ['WITHOUT ROWID'] : []), ...(strict ? ['STRICT'] : [])];
  return options.length === 0 ? '' : ` ${options.join(', ')}`;
}

/** The column that a constraint is written on, if it is not written after all columns. */
export function columnOf(constraint: Constraint, table: Table): string | undefined {
  // Which column a check is written on makes no difference: it goes after all of them.
  if (!('columns' in constraint)) return undefined;
  const [column, ...others] = constraint.columns;
  if (column === undefined || others.length > 0) return undefined;
  if (constraint.options?.sqlite?.onColumn === true) return column;
  // AUTOINCREMENT is a word of the column's own primary key; but a descending one there is not the row's number.
  return constraint.kind === 'primaryKey' && isNumbered(column, table) && !isDescending(constraint)
    ? column
    : undefined;
}

function isNumbered(column: string | undefined, table: Table): boolean {
  return table.columns.find(({ name }) => name === column)?.identity !== undefined;
}

function isDescending({ options }: PrimaryKey): boolean {
  return options?.sqlite?.elements?.[0]?.order === 'desc';
}

/** A column definition with the constraints that are written on it. */
export function columnText(column: Column, table: Table, own: readonly Constraint[] = []): string {
  assertIdentity(column, table);
  const parts = [
    quoted(column.name),
    typeText(column, table),
    ...(column.nullable ? [] : [notNullText(column)]),
    ...(column.default === undefined ? [] : [defaultClause(column.default)]),
    ...(column.collation === undefined ? [] : [`COLLATE ${quoted(column.collation)}`]),
    ...(column.generated === undefined ? [] : [generatedText(column.generated)]),
    ...enumText(column),
    ...own.map((constraint) => ownConstraintText(constraint, column)),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** The words of an enum are kept by a check on its column. */
export function enumText({ name, type }: Column): readonly string[] {
  return type.kind === 'enum' && type.values.length > 0 ? [`CHECK (${enumCheck(name, type.values)})`] : [];
}

/** Only INTEGER, in this very word, makes a column the row's own number, which AUTOINCREMENT wants. */
export function typeText(column: Column, table: Table): string {
  if (column.identity !== undefined) return 'INTEGER';
  const text = sqliteTypeText(column.type, { strict: isStrict(table) });
  if (!isStrict(table) || isStrictWord(text)) return text;
  throw new UnsupportedOperationError(
    'sqlite',
    `the column ${column.name} of ${text === '' ? 'no type' : `the type ${text}`}`,
    `${table.name.name} is a STRICT table, which knows INTEGER, REAL, TEXT, BLOB and ANY.`,
    "Give it one of these types: t.text(), t.integer(), t.native('ANY').",
  );
}

export function notNullText(column: Column): string {
  const { notNullName, onConflict } = column.options?.sqlite ?? {};
  return `${named(notNullName)}NOT NULL${onConflictText(onConflict)}`;
}

export function generatedText({ expression, stored }: NonNullable<Column['generated']>): string {
  return `GENERATED ALWAYS AS ${inParentheses(expression)} ${stored ? 'STORED' : 'VIRTUAL'}`;
}

/** A constraint as it stands on its column. */
export function ownConstraintText(constraint: Constraint, column: Column): string {
  const { name } = constraint;
  switch (constraint.kind) {
    case 'primaryKey': {
      const desc = constraint.options?.sqlite?.elements?.[0]?.order === 'desc' ? ' DESC' : '';
      const auto = column.identity === undefined ? '' : ' AUTOINCREMENT';
      return `${named(name)}PRIMARY KEY${desc}${onConflictText(constraint.options?.sqlite?.onConflict)}${auto}`;
    }
    case 'unique':
      return `${named(name)}UNIQUE${onConflictText(constraint.options?.sqlite?.onConflict)}`;
    case 'foreignKey':
      return `${named(name)}${referencesText(constraint)}`;
    default:
      return `${named(name)}CHECK ${inParentheses(constraint.expression)}`;
  }
}

/** A constraint as it stands after all columns. */
export function constraintText(constraint: Constraint, table: Table): string {
  const { name } = constraint;
  switch (constraint.kind) {
    case 'primaryKey':
      return `${named(name)}PRIMARY KEY ${keyText(constraint, isNumbered(constraint.columns[0], table) ? ' AUTOINCREMENT' : '')}`;
    case 'unique':
      return `${named(name)}UNIQUE ${keyText(constraint)}`;
    case 'foreignKey':
      assertSameSchema(constraint, table);
      return `${named(name)}FOREIGN KEY ${nameList(constraint.columns)} ${referencesText(constraint)}`;
    case 'check':
      return `${named(name)}CHECK ${inParentheses(constraint.expression)}`;
    default:
      throw new UnsupportedOperationError(
        'sqlite',
        `a constraint of the kind ${(constraint as { readonly kind: string }).kind}`,
        'it belongs to another database.',
      );
  }
}

function keyText(constraint: PrimaryKey | UniqueConstraint, auto = ''): string {
  const { elements = [], onConflict } = constraint.options?.sqlite ?? {};
  const columns = constraint.columns.map((column, index) => {
    const { collation, order } = elements[index] ?? {};
    return `${quoted(column)}${collation === undefined ? '' : ` COLLATE ${quoted(collation)}`}${order === undefined ? '' : ' DESC'}`;
  });
  return `(${columns.join(', ')}${auto})${onConflictText(onConflict)}`;
}

function referencesText(constraint: ForeignKey): string {
  const { references, onDelete, onUpdate, deferrable } = constraint;
  const match = constraint.options?.sqlite?.match;
  return [
    `REFERENCES ${quoted(references.table.name)}${references.columns.length === 0 ? '' : ` ${nameList(references.columns)}`}`,
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete.toUpperCase()}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
    ...(match === undefined ? [] : [`MATCH ${quoted(match)}`]),
    ...(deferrable === undefined ? [] : [`DEFERRABLE ${deferrable.toUpperCase()}`]),
  ].join(' ');
}

export function named(name: string | undefined): string {
  return name === undefined ? '' : `CONSTRAINT ${quoted(name)} `;
}

function onConflictText(action: string | undefined): string {
  return action === undefined ? '' : ` ON CONFLICT ${action.toUpperCase()}`;
}

function assertSameSchema({ references, name }: ForeignKey, table: Table): void {
  if (references.table.schema === undefined || references.table.schema === table.name.schema) return;
  throw new UnsupportedOperationError(
    'sqlite',
    `the foreign key ${name ?? ''} to another schema`,
    'a foreign key stays within its database file.',
  );
}

function assertIdentity(column: Column, table: Table): void {
  if (column.identity === undefined) return;
  const key = table.constraints.find((constraint) => constraint.kind === 'primaryKey');
  const increment = column.identity.increment ?? 1;
  if (key?.columns.length !== 1 || key.columns[0] !== column.name) {
    throw new UnsupportedOperationError(
      'sqlite',
      `identity on the column ${column.name}`,
      'it numbers only a column that is the primary key alone.',
      'Make it the primary key: t.integer().identity().primaryKey().',
    );
  }
  if (affinity(sqliteTypeText(column.type)) !== 'integer') {
    throw new UnsupportedOperationError(
      'sqlite',
      `identity on the column ${column.name}`,
      'it numbers only a column of integers.',
      'Make it t.integer() or t.bigint().',
    );
  }
  if (BigInt(increment) !== 1n || table.options?.sqlite?.withoutRowid === true) {
    throw new UnsupportedOperationError(
      'sqlite',
      `identity on the column ${column.name}`,
      'AUTOINCREMENT counts by one, in tables with row numbers.',
      'Leave out `increment` and `withoutRowid`.',
    );
  }
}
