import { assertArguments } from './argument.js';
import { named, textOf, type ColumnBuilder, type ReferenceSettings } from './column-builder.js';
import { InvalidDefinitionError } from './errors.js';
import type {
  CheckConstraint,
  Column,
  Constraint,
  ConstraintOptions,
  Deferrable,
  ForeignKey,
  Index,
  IndexElement,
  IndexOptions,
  PrimaryKey,
  SchemaObject,
  Table,
  TableOptions,
  UniqueConstraint,
  View,
  ViewOptions,
} from './model.js';
import type { TypedTable } from './infer.js';
import { defaultNamingConvention, indexNameParts, nameConstraint, type NamingConvention } from './naming.js';
import { displayName, tableName, type TableName, type TableReference } from './names.js';
import { tableSignatures as signatures } from './table-arguments.js';
import type { SqlText } from './values.js';

/** An index that may still lack its name. */
export type IndexDraft = Omit<Index, 'name'> & { readonly name?: string };

/** What belongs to a table beside its columns. Dialects' options stand beside, each under its own key. */
export interface TableSettings extends TableOptions {
  readonly constraints?: readonly Constraint[];
  readonly indexes?: readonly IndexDraft[];
  readonly comment?: string;
  /** Of a model: the name that the table had before. Autogenerate renames it then. */
  readonly renamedFrom?: string;
}

export type ColumnBuilders = Readonly<Record<string, ColumnBuilder>>;

/**
 * Describes a table: `table('users', { id: t.integer().primaryKey(), … }, { indexes: [index(['email'])] })`.
 * Constraints and indexes without a name get one by `convention`.
 */
export function table<Columns extends ColumnBuilders>(
  reference: TableReference,
  columns: Columns,
  settings: TableSettings = {},
  convention: NamingConvention = defaultNamingConvention,
): TypedTable<Columns> {
  assertArguments('table', signatures.table, [reference, columns, settings]);
  const name = tableName(reference);
  const { constraints = [], indexes = [], comment, renamedFrom, ...options } = settings;
  const parts = Object.entries(columns).map(([columnName, builder]) => buildColumn(columnName, builder));
  const allConstraints = [...parts.flatMap((part) => part.constraints), ...constraints].map((constraint) =>
    nameConstraint(name, constraint, convention),
  );
  const result: Table = {
    name,
    columns: parts.map((part) => part.column),
    constraints: allConstraints,
    indexes: [...parts.flatMap((part) => part.indexes), ...indexes].map((draft) => nameIndex(name, draft, convention)),
    ...(comment === undefined ? {} : { comment }),
    ...(renamedFrom === undefined ? {} : { renamedFrom }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
  assertSound(result);
  const built = withNotNullKey(result);
  // Not a part of the data: a copy that was changed is no longer what was written here.
  Object.defineProperty(built, draft, {
    value: (other: NamingConvention) =>
      isSameConvention(convention, other) ? built : table(reference, columns, settings, other),
  });
  return built;
}

/** Nearly always it is: nobody has set another. */
function isSameConvention(one: NamingConvention, other: NamingConvention): boolean {
  return (['primaryKey', 'unique', 'foreignKey', 'check', 'index'] as const).every((part) => one[part] === other[part]);
}

const draft = Symbol.for('aludel.tableDraft');

/** The table as it would be under another convention: constraints and indexes that were given a name keep it. */
export function underConvention(built: Table, convention: NamingConvention): Table {
  const again: unknown = Reflect.get(built, draft);
  return typeof again === 'function' ? (again as (convention: NamingConvention) => Table)(convention) : built;
}

/** A column with its name, and the constraints and indexes that were written on it. */
export function buildColumn(
  name: string,
  builder: ColumnBuilder,
): { readonly column: Column; readonly constraints: readonly Constraint[]; readonly indexes: readonly IndexDraft[] } {
  return {
    column: { name, ...builder.parts.column },
    constraints: builder.parts.constraints.map((constraint) => constraint(name)),
    indexes: builder.parts.indexes.map((index) => index(name)),
  };
}

export function nameIndex(table: TableName, draft: IndexDraft, convention: NamingConvention): Index {
  return { ...draft, name: draft.name ?? convention.index(table, indexNameParts(draft.columns)) };
}

/** Dialects' options stand beside the other settings, each under its own key. A name of `false` means none at all. */
export function primaryKey(
  columns: readonly string[],
  settings: { readonly name?: string | false } & ConstraintOptions = {},
): PrimaryKey {
  assertArguments('primaryKey', signatures.columns, [columns, settings]);
  const { name, ...options } = settings;
  return { kind: 'primaryKey', columns, ...named(name), ...asOptions(options) };
}

export function unique(
  columns: readonly string[],
  settings: { readonly name?: string | false; readonly deferrable?: Deferrable } & ConstraintOptions = {},
): UniqueConstraint {
  assertArguments('unique', signatures.columns, [columns, settings]);
  const { name, deferrable, ...options } = settings;
  return { kind: 'unique', columns, ...named(name), ...given({ deferrable }), ...asOptions(options) };
}

/** Without `referencedColumns`, the other table's primary key is meant. */
export function foreignKey(
  columns: readonly string[],
  referenced: TableReference,
  referencedColumns: readonly string[] = [],
  settings: ReferenceSettings & ConstraintOptions = {},
): ForeignKey {
  assertArguments('foreignKey', signatures.foreignKey, [columns, referenced, referencedColumns, settings]);
  const { name, onDelete, onUpdate, deferrable, ...options } = settings;
  return {
    kind: 'foreignKey',
    columns,
    references: { table: tableName(referenced), columns: referencedColumns },
    ...named(name),
    ...given({ onDelete, onUpdate, deferrable }),
    ...asOptions(options),
  };
}

/** Without what was left out, which is not the same as what is undefined. */
function given<T extends object>(settings: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function asOptions<T extends object>(options: T): { readonly options?: T } {
  return Object.keys(options).length === 0 ? {} : { options };
}

/** Describes a view: `` view('grown_ups', sql`SELECT * FROM users WHERE age >= 18`) ``. */
export function view(
  reference: TableReference,
  definition: string | SqlText,
  settings: { readonly columns?: readonly string[] } & ViewOptions = {},
): View {
  assertArguments('view', signatures.view, [reference, definition, settings]);
  const { columns, ...options } = settings;
  return {
    kind: 'view',
    name: tableName(reference),
    definition: textOf(definition),
    ...(columns === undefined ? {} : { columns }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}

/** Any other object of a schema, as a dialect's package describes it; it returns its argument: it is there for the types. */
export function schemaObject<Obj extends SchemaObject>(object: Obj): Obj {
  return object;
}

export function check(
  expression: string | SqlText,
  settings: { readonly name?: string | false } & ConstraintOptions = {},
): CheckConstraint {
  assertArguments('check', signatures.check, [expression, settings]);
  const { name, ...options } = settings;
  return { kind: 'check', expression: textOf(expression), ...named(name), ...asOptions(options) };
}

export interface IndexSettings extends IndexOptions {
  readonly name?: string;
  readonly unique?: boolean;
  /** Predicate of a partial index. */
  readonly where?: string | SqlText;
}

/** What users may write for an element of an index: a column's name, an SQL expression, or the whole element. */
export type IndexElementInput = string | SqlText | IndexElement;

export function index(elements: readonly IndexElementInput[], settings: IndexSettings = {}): IndexDraft {
  assertArguments('index', signatures.index, [elements, settings]);
  const { name, unique: isUnique = false, where, ...options } = settings;
  return {
    columns: elements.map(indexElement),
    unique: isUnique,
    ...(name === undefined ? {} : { name }),
    ...(where === undefined ? {} : { where: textOf(where) }),
    ...(Object.keys(options).length === 0 ? {} : { options }),
  };
}

function indexElement(input: IndexElementInput): IndexElement {
  if (typeof input === 'string') return { column: input };
  return 'kind' in input ? { expression: input.sql } : input;
}

/** The names of tables that a dialect's options hold. */
export function namesWithin(value: unknown): readonly TableName[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(namesWithin);
  const isName =
    'name' in value &&
    typeof value.name === 'string' &&
    Object.keys(value).every((key) => key === 'name' || key === 'schema');
  return isName ? [value as TableName] : Object.values(value).flatMap(namesWithin);
}

/** The mistakes that no database would take, told before any of them is asked. */
function assertSound(table: Table): void {
  const where = `table ${displayName(table.name)}`;
  // A table that follows another one, by a dialect's options, has that one's columns; some dialects have tables without any.
  const inherits = table.options !== undefined && namesWithin(table.options).length > 0;
  if (table.columns.length === 0 && table.options === undefined)
    throw new InvalidDefinitionError(`The ${where} has no columns.`, 'Add at least one column.');
  const known = new Set(table.columns.map((column) => column.name));
  const keys = table.constraints.filter((constraint) => constraint.kind === 'primaryKey');
  if (keys.length > 1) {
    throw new InvalidDefinitionError(
      `The ${where} has ${keys.length} primary keys.`,
      'For a key of several columns, use primaryKey([...]) once, in the table’s constraints.',
    );
  }
  assertDistinct(where, 'index', table.indexes);
  assertDistinct(where, 'constraint', table.constraints);
  for (const constraint of table.constraints) {
    for (const column of 'columns' in constraint ? constraint.columns : []) {
      if (!known.has(column) && !inherits) {
        throw new InvalidDefinitionError(
          `A ${constraint.kind} constraint of the ${where} names the column ${column}, which it does not have.`,
          `Its columns are: ${[...known].join(', ')}.`,
        );
      }
    }
  }
  for (const draft of table.indexes) {
    for (const element of draft.columns) {
      if ('column' in element && !known.has(element.column) && !inherits) {
        throw new InvalidDefinitionError(
          `The index ${draft.name} of the ${where} names the column ${element.column}, which it does not have.`,
          `Its columns are: ${[...known].join(', ')}.`,
        );
      }
    }
  }
}

function assertDistinct(where: string, part: string, parts: readonly { readonly name?: string }[]): void {
  const seen = new Set<string>();
  for (const { name } of parts) {
    if (name !== undefined && seen.has(name)) {
      throw new InvalidDefinitionError(
        `The ${where} has more than one ${part} called ${name}.`,
        'Give each a name of its own; the naming convention tells two apart by their columns alone.',
      );
    }
    if (name !== undefined) seen.add(name);
  }
}

/** A primary key's columns are not null on every database, whether the column says so or not. */
export function withNotNullKey(table: Table): Table {
  const key = table.constraints.find((constraint) => constraint.kind === 'primaryKey');
  if (key === undefined) return table;
  const columns = table.columns.map((column) =>
    column.nullable && key.columns.includes(column.name) ? { ...column, nullable: false } : column,
  );
  return { ...table, columns };
}
