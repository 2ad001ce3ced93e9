import {
  argument,
  assertArguments,
  givenName,
  isRecord,
  literalArgument,
  optional,
  settings as settingsOf,
  sqlArgument,
  tableArgument,
  text,
  type ParameterKinds,
} from './argument.js';
import type { ColumnType } from './column-types.js';
import { InvalidDefinitionError } from './errors.js';
import type {
  Column,
  ColumnOptions,
  ColumnVariant,
  Constraint,
  Deferrable,
  Generated,
  Identity,
  IdentityOptions,
  Index,
  ReferentialAction,
} from './model.js';
import { nameless } from './naming.js';
import { tableName, type TableReference } from './names.js';
import { isSqlText, type Literal, type SqlText } from './values.js';

/** A column as it is built: the column itself, and the constraints and indexes that were written on it. */
export interface ColumnParts {
  readonly column: Omit<Column, 'name'>;
  /** Each is finished once the column's name is known. */
  readonly constraints: readonly ((column: string) => Constraint)[];
  /** Indexes over this column alone; a missing name is made by the naming convention. */
  readonly indexes: readonly ((column: string) => Omit<Index, 'name'> & { readonly name?: string })[];
}

export interface ReferenceSettings {
  /** `false`: none. Left out: by the naming convention. */
  readonly name?: string | false;
  readonly onDelete?: ReferentialAction;
  readonly onUpdate?: ReferentialAction;
  readonly deferrable?: Deferrable;
}

export interface IdentitySettings {
  /** `always`: an explicit value is refused where the database can. Default: `byDefault`. */
  readonly generation?: 'always' | 'byDefault';
  readonly start?: number | bigint;
  readonly increment?: number | bigint;
  readonly options?: IdentityOptions;
}

/** What TypeScript knows of a column's values; nothing of it is there when the program runs. */
export interface ColumnTyping {
  readonly value: unknown;
  /** Whether a row may hold null. */
  readonly nullable: boolean;
  /** Whether whoever inserts a row may leave it out, though it is not nullable. */
  readonly hasDefault: boolean;
  /** Whether the database alone writes it. */
  readonly isGenerated: boolean;
}

type With<T extends ColumnTyping, Change extends Partial<ColumnTyping>> = Omit<T, keyof Change> & Change;

/**
 * Describes a column, for an operation as well as for a model: `t.string(20).notNull().default('new')`. Every method
 * returns a new builder. A column is nullable unless `notNull()` or `primaryKey()` is called.
 */
export class ColumnBuilder<out T extends ColumnTyping = ColumnTyping> {
  /** For `InferRow` and `InferInsert`; never there at run time. */
  declare readonly typing?: T;

  constructor(readonly parts: ColumnParts) {}

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- nothing but the type says what it holds
  static of<Value = unknown>(
    type: ColumnType,
  ): ColumnBuilder<{ value: Value; nullable: true; hasDefault: false; isGenerated: false }> {
    return new ColumnBuilder({ column: { type, nullable: true }, constraints: [], indexes: [] });
  }

  notNull(): ColumnBuilder<With<T, { readonly nullable: false }>> {
    return this.#column({ nullable: false });
  }

  /** What its values are to TypeScript, where the type alone does not say: `t.json().holds<Settings>()`. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- that is its whole purpose
  holds<Value>(): ColumnBuilder<With<T, { readonly value: Value }>> {
    return this.#column({});
  }

  /** The name that it had before: autogenerate renames it instead of dropping it. Can be taken away once that is done. */
  renamedFrom(name: string): ColumnBuilder<T> {
    return this.#column({ renamedFrom: name });
  }

  /** Server default: a value, or SQL text: `` default(sql`CURRENT_TIMESTAMP`) ``. */
  default(value: Literal | SqlText): ColumnBuilder<With<T, { readonly hasDefault: true }>> {
    assertArguments('.default', signatures.default, [value]);
    return this.#column({ default: isSqlText(value) ? value : { kind: 'literal', value } });
  }

  /** The database numbers the rows: auto-increment, identity. */
  identity(settings: IdentitySettings = {}): ColumnBuilder<With<T, { readonly hasDefault: true }>> {
    assertArguments('.identity', signatures.identity, [settings]);
    const identity: Identity = { ...settings, generation: settings.generation ?? 'byDefault' };
    return this.#column({ identity });
  }

  /** The database computes the value from other columns; `stored` keeps it on disk. Default: computed when read. */
  generatedAs(
    expression: string | SqlText,
    settings: { readonly stored?: boolean } = {},
  ): ColumnBuilder<With<T, { readonly isGenerated: true }>> {
    assertArguments('.generatedAs', signatures.generatedAs, [expression, settings]);
    const generated: Generated = { expression: textOf(expression), stored: settings.stored ?? false };
    return this.#column({ generated });
  }

  collate(collation: string): ColumnBuilder<T> {
    assertArguments('.collate', signatures.collate, [collation]);
    return this.#column({ collation });
  }

  comment(comment: string): ColumnBuilder<T> {
    assertArguments('.comment', signatures.comment, [comment]);
    return this.#column({ comment });
  }

  /** Options of one or more dialects, each under its own key. */
  options(options: ColumnOptions): ColumnBuilder<T> {
    return this.#column({ options: { ...this.parts.column.options, ...options } });
  }

  /**
   * Another type on one dialect, or several: `t.string().on('mydialect', mydialect.hugetext())`. What else the given
   * builder says of the column (options, collation, a default …) goes there, too, instead of what is said here.
   */
  on(dialect: string | readonly string[], type: ColumnBuilder | ColumnType): ColumnBuilder<T> {
    assertArguments('.on', signatures.on, [dialect, type]);
    const variant = isColumnBuilder(type) ? variantOf(type) : { type };
    const variants = Object.fromEntries([dialect].flat().map((name) => [name, variant]));
    return this.#column({ variants: { ...this.parts.column.variants, ...variants } });
  }

  /** The column alone is the table's primary key (and not null). For several columns: `primaryKey([...])` of the table. */
  primaryKey(name?: string | false): ColumnBuilder<With<T, { readonly nullable: false }>> {
    assertArguments('.primaryKey', signatures.named, [name]);
    return this.notNull().#constraint((column) => ({ kind: 'primaryKey', columns: [column], ...named(name) }));
  }

  /** @param name `false`: none; left out: by the naming convention */
  unique(name?: string | false): ColumnBuilder<T> {
    assertArguments('.unique', signatures.named, [name]);
    return this.#constraint((column) => ({ kind: 'unique', columns: [column], ...named(name) }));
  }

  /** A foreign key of this column alone. Without `column`, the other table's primary key is meant. */
  references(table: TableReference, column?: string, settings: ReferenceSettings = {}): ColumnBuilder<T> {
    assertArguments('.references', signatures.references, [table, column, settings]);
    const { name, ...rest } = settings;
    return this.#constraint((own) => ({
      ...rest,
      kind: 'foreignKey',
      columns: [own],
      references: { table: tableName(table), columns: column === undefined ? [] : [column] },
      ...named(name),
    }));
  }

  /** A condition that every row must fulfil: SQL text without the outer parentheses. */
  check(expression: string | SqlText, name?: string | false): ColumnBuilder<T> {
    assertArguments('.check', signatures.check, [expression, name]);
    return this.#constraint(() => ({ kind: 'check', expression: textOf(expression), ...named(name) }));
  }

  index(name?: string): ColumnBuilder<T> {
    assertArguments('.index', signatures.named, [name]);
    return new ColumnBuilder({
      ...this.parts,
      indexes: [...this.parts.indexes, (column) => ({ columns: [{ column }], unique: false, ...named(name) })],
    });
  }

  #column<To extends ColumnTyping>(change: Partial<Omit<Column, 'name'>>): ColumnBuilder<To> {
    return new ColumnBuilder({ ...this.parts, column: { ...this.parts.column, ...change } });
  }

  #constraint<To extends ColumnTyping>(constraint: (column: string) => Constraint): ColumnBuilder<To> {
    return new ColumnBuilder({ ...this.parts, constraints: [...this.parts.constraints, constraint] });
  }
}

/** Also one that another copy of this package made: a project can have two, and a type of none would be lost unsaid. */
export function isColumnBuilder(value: unknown): value is ColumnBuilder {
  if (value instanceof ColumnBuilder) return true;
  // Of another copy of this package; and no columns of a table of which one is called so.
  return typeof value === 'object' && value !== null && 'parts' in value && !isColumnBuilder(value.parts);
}

export const columnArgument = argument('a column, such as t.string(20),', isColumnBuilder, { example: 't.integer()' });

const signatures = {
  named: { name: givenName },
  collate: { collation: text },
  comment: { comment: text },
  default: { value: literalArgument },
  identity: { settings: settingsOf({}, '{ start: 1000 }') },
  generatedAs: { expression: sqlArgument('an expression', "'a + b'"), settings: settingsOf({}, '{ stored: true }') },
  on: {
    dialect: argument(
      'the name of a dialect, or a list of them,',
      (value) => [value].flat().every((name) => typeof name === 'string'),
      { example: "'…'", isName: true },
    ),
    type: argument(
      'a column or its type, such as t.text(),',
      (value) => isColumnBuilder(value) || (isRecord(value) && typeof value['kind'] === 'string'),
      { example: 't.text()' },
    ),
  },
  references: {
    table: tableArgument,
    column: optional({ ...text, expected: 'the name of one column', example: "'id'" }),
    settings: settingsOf({}, "{ onDelete: 'cascade' }"),
  },
  check: { expression: sqlArgument('a condition', "'age > 0'"), name: givenName },
} satisfies Readonly<Record<string, ParameterKinds>>;

/** A column is nullable unless it says otherwise, so that alone says nothing about a dialect. */
function variantOf({ parts: { column, constraints, indexes } }: ColumnBuilder): ColumnVariant {
  if (constraints.length > 0 || indexes.length > 0 || column.variants !== undefined) {
    throw new InvalidDefinitionError(
      'What a column is on one dialect was given constraints, indexes or dialects of its own.',
      'Write them on the column itself, or add them within op.on(…).',
    );
  }
  const { nullable, ...rest } = column;
  return nullable ? rest : { ...rest, nullable };
}

export function textOf(text: string | SqlText): string {
  return typeof text === 'string' ? text : text.sql;
}

export function named(name: string | false | undefined): { readonly name?: string } {
  if (name === undefined) return {};
  return { name: name === false ? nameless : name };
}
