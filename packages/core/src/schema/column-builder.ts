import type { ColumnType } from './column-types.js';
import type {
  Column,
  ColumnOptions,
  Constraint,
  Deferrable,
  Generated,
  Identity,
  IdentityOptions,
  Index,
  ReferentialAction,
} from './model.js';
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
  readonly name?: string;
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

/**
 * Describes a column, for an operation as well as for a model: `t.string(20).notNull().default('new')`. Every method
 * returns a new builder. A column is nullable unless `notNull()` or `primaryKey()` is called.
 */
export class ColumnBuilder {
  constructor(readonly parts: ColumnParts) {}

  static of(type: ColumnType): ColumnBuilder {
    return new ColumnBuilder({ column: { type, nullable: true }, constraints: [], indexes: [] });
  }

  notNull(): ColumnBuilder {
    return this.#column({ nullable: false });
  }

  /** Server default: a value, or SQL text: `` default(sql`CURRENT_TIMESTAMP`) ``. */
  default(value: Literal | SqlText): ColumnBuilder {
    return this.#column({ default: isSqlText(value) ? value : { kind: 'literal', value } });
  }

  /** The database numbers the rows: auto-increment, identity. */
  identity(settings: IdentitySettings = {}): ColumnBuilder {
    const identity: Identity = { ...settings, generation: settings.generation ?? 'byDefault' };
    return this.#column({ identity });
  }

  /** The database computes the value from other columns; `stored` keeps it on disk. Default: computed when read. */
  generatedAs(expression: string | SqlText, settings: { readonly stored?: boolean } = {}): ColumnBuilder {
    const generated: Generated = { expression: textOf(expression), stored: settings.stored ?? false };
    return this.#column({ generated });
  }

  collate(collation: string): ColumnBuilder {
    return this.#column({ collation });
  }

  comment(comment: string): ColumnBuilder {
    return this.#column({ comment });
  }

  /** Options of one or more dialects, each under its own key. */
  options(options: ColumnOptions): ColumnBuilder {
    return this.#column({ options: { ...this.parts.column.options, ...options } });
  }

  /** The column alone is the table's primary key (and not null). For several columns: `primaryKey([...])` of the table. */
  primaryKey(name?: string): ColumnBuilder {
    return this.notNull().#constraint((column) => ({ kind: 'primaryKey', columns: [column], ...named(name) }));
  }

  unique(name?: string): ColumnBuilder {
    return this.#constraint((column) => ({ kind: 'unique', columns: [column], ...named(name) }));
  }

  /** A foreign key of this column alone. Without `column`, the other table's primary key is meant. */
  references(table: TableReference, column?: string, settings: ReferenceSettings = {}): ColumnBuilder {
    return this.#constraint((own) => ({
      kind: 'foreignKey',
      columns: [own],
      references: { table: tableName(table), columns: column === undefined ? [] : [column] },
      ...settings,
    }));
  }

  /** A condition that every row must fulfil: SQL text without the outer parentheses. */
  check(expression: string | SqlText, name?: string): ColumnBuilder {
    return this.#constraint(() => ({ kind: 'check', expression: textOf(expression), ...named(name) }));
  }

  index(name?: string): ColumnBuilder {
    return new ColumnBuilder({
      ...this.parts,
      indexes: [...this.parts.indexes, (column) => ({ columns: [{ column }], unique: false, ...named(name) })],
    });
  }

  #column(change: Partial<Omit<Column, 'name'>>): ColumnBuilder {
    return new ColumnBuilder({ ...this.parts, column: { ...this.parts.column, ...change } });
  }

  #constraint(constraint: (column: string) => Constraint): ColumnBuilder {
    return new ColumnBuilder({ ...this.parts, constraints: [...this.parts.constraints, constraint] });
  }
}

export function textOf(text: string | SqlText): string {
  return typeof text === 'string' ? text : text.sql;
}

function named(name: string | undefined): { readonly name?: string } {
  return name === undefined ? {} : { name };
}
