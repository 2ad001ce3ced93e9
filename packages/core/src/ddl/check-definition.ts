import { UnknownOptionError } from '../dialect/errors.js';
import { givenNames } from '../operations/given-names.js';
import type { Operation } from '../operations/operation.js';
import type { ColumnType } from '../schema/column-types.js';
import { didYouMean, InvalidDefinitionError } from '../schema/errors.js';
import type {
  Constraint,
  Deferrable,
  ForeignKey,
  Index,
  IndexElement,
  ReferentialAction,
  Table,
} from '../schema/model.js';
import type { ColumnChange } from '../operations/alter-column.js';

/**
 * Refuses what the compiler would have refused in TypeScript: a migration in plain JavaScript gets as far as here with a
 * slip in the name of a setting, which would be passed over without a word, or in a value, which would become SQL.
 * @throws InvalidDefinitionError, UnknownOptionError
 */
export function checkDefinition(operation: Operation): void {
  for (const { what, name } of givenNames(operation)) assertName(what, name);
  switch (operation.kind) {
    case 'createTable':
      assertKeys('createTable', operation, ['kind', 'table', 'ifNotExists']);
      return checkTable(operation.table);
    case 'dropTable':
      return assertKeys('dropTable', operation, ['kind', 'table', 'ifExists']);
    case 'dropView':
      return assertKeys('dropView', operation, ['kind', 'view', 'ifExists']);
    case 'addColumn':
      return checkType(operation.column.type, operation.column.name);
    case 'alterColumn':
      assertKeys('change of a column', operation.to, columnChanges);
      if (operation.to.type !== undefined) checkType(operation.to.type, operation.to.name ?? operation.column);
      return;
    case 'createIndex':
      return checkIndex(operation.index);
    case 'createUniqueConstraint':
    case 'createForeignKey':
      return checkConstraint(operation.constraint);
    default:
  }
}

const columnChanges: readonly (keyof Required<ColumnChange>)[] = [
  'name',
  'type',
  'nullable',
  'default',
  'comment',
  'identity',
  'collation',
  'generated',
  'options',
  'using',
];
const actions: readonly (ReferentialAction | 'no action')[] = [
  'cascade',
  'restrict',
  'set null',
  'set default',
  'no action',
];
const deferrables: readonly Deferrable[] = ['initially immediate', 'initially deferred'];
const indexElements = ['column', 'expression', 'order', 'nulls', 'collation', 'options'] as const;
const foreignKeySettings: readonly (keyof Required<ForeignKey>)[] = [
  'kind',
  'name',
  'columns',
  'references',
  'onDelete',
  'onUpdate',
  'deferrable',
  'options',
];
const sizes = ['length', 'precision', 'scale'] as const;

function checkTable({ columns, constraints, indexes }: Table): void {
  for (const { name, type } of columns) checkType(type, name);
  constraints.forEach(checkConstraint);
  indexes.forEach(checkIndex);
}

function checkConstraint(constraint: Constraint): void {
  if (constraint.kind === 'foreignKey') {
    assertKeys('foreign key', constraint, foreignKeySettings);
    assertOneOf('onDelete', constraint.onDelete, actions);
    assertOneOf('onUpdate', constraint.onUpdate, actions);
  }
  if (constraint.kind === 'foreignKey' || constraint.kind === 'unique')
    assertOneOf('deferrable', constraint.deferrable, deferrables);
}

function checkIndex({ columns }: Index): void {
  for (const element of columns) {
    assertKeys('index element', element, indexElements);
    const { order, nulls }: Pick<IndexElement, 'order' | 'nulls'> = element;
    assertOneOf('order', order, ['asc', 'desc']);
    assertOneOf('nulls', nulls, ['first', 'last']);
  }
}

/** A size that is no number would stand in the SQL as it is. */
function checkType(type: ColumnType, column: string): void {
  for (const size of sizes) {
    const value: unknown = Reflect.get(type, size);
    if (value === undefined || (typeof value === 'number' && Number.isInteger(value))) continue;
    throw new InvalidDefinitionError(
      `The ${size} of the column ${column} is ${shown(value)}, which is no whole number.`,
      'Give a whole number, or leave it out.',
    );
  }
}

function assertName(what: string, name: unknown): void {
  if (typeof name === 'string' && name !== '') return;
  throw new InvalidDefinitionError(
    `The name of the ${what} is ${name === '' ? 'an empty text' : shown(name)}.`,
    'Give it a name.',
  );
}

function assertOneOf(setting: string, value: unknown, allowed: readonly string[]): void {
  if (value === undefined || allowed.some((one) => one === value)) return;
  throw new InvalidDefinitionError(
    `${setting} is ${shown(value)}.`,
    `It can be ${allowed.map((one) => `'${one}'`).join(', ')}.`,
  );
}

/** Whatever else it has would be passed over without a word. */
function assertKeys(place: string, value: object, known: readonly string[]): void {
  const other = Object.entries(value).find(([key, given]) => given !== undefined && !known.includes(key));
  if (other === undefined) return;
  const error = new UnknownOptionError(other[0], place, undefined, known);
  error.hint = didYouMean(other[0], known);
  throw error;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
