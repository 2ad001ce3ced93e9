import {
  sameTable,
  type CheckConstraint,
  type Column,
  type ColumnType,
  type Constraint,
  type ForeignKey,
  type Generated,
  type Identity,
  type Index,
  type IndexElement,
  type Table,
  type TableName,
} from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';
import type { Choices } from './choices.js';
import type { Names } from './names.js';
import { computations, conditions } from './portable.js';
import type { ModelProfile } from './profile.js';

/** Makes columns, constraints and indexes that are valid in a given table. */
export class PartMaker {
  constructor(
    readonly profile: ModelProfile,
    readonly choices: Choices,
    /** Of the whole model. */
    readonly names: Names,
  ) {}

  column(name: string): Column {
    const { profile, choices } = this;
    const type = choices.maybe(profile.types) ?? { kind: 'integer' as const };
    const value = choices.oneIn(3) ? choices.maybe(profile.defaults(type)) : undefined;
    const collates = type.kind === 'string' || type.kind === 'text';
    const collation = collates && choices.oneIn(5) ? choices.maybe(profile.collations) : undefined;
    const options = choices.oneIn(5) ? choices.maybe(profile.columnOptions) : undefined;
    return {
      name,
      type,
      nullable: !choices.oneIn(2),
      ...(value === undefined ? {} : { default: value }),
      ...(collation === undefined ? {} : { collation }),
      ...this.comment(),
      ...(options === undefined ? {} : { options }),
    };
  }

  /**
   * A column computed from another; `undefined` where the table has none to compute from. Not from a column of a foreign key:
   * MySQL does not store what a cascade may change.
   */
  generatedColumn(name: string, { columns, constraints }: Pick<Table, 'columns' | 'constraints'>): Column | undefined {
    const { profile, choices } = this;
    const kind = choices.maybe(profile.generated);
    const pointing = constraints.flatMap((key) => (key.kind === 'foreignKey' ? key.columns : []));
    const source = choices.maybe(
      columns.filter(
        (column) => column.generated === undefined && column.identity === undefined && !pointing.includes(column.name),
      ),
    );
    if (kind === undefined || source === undefined) return undefined;
    const expression = choices.maybe(computations(profile.quote(source.name), source.type));
    if (expression === undefined) return undefined;
    const generated: Generated = { expression, stored: kind === 'stored' };
    return { name, type: source.type, nullable: true, generated };
  }

  identity(type: ColumnType): Identity {
    const { profile, choices } = this;
    const settings = profile.identitySettings && choices.oneIn(3);
    return {
      generation: profile.identityAlways && choices.oneIn(3) ? 'always' : 'byDefault',
      ...(settings
        ? { start: type.kind === 'bigint' ? choices.from<number | bigint>([100, 5_000_000_000n]) : 100, increment: 2 }
        : {}),
    };
  }

  comment(): { readonly comment?: string } {
    if (!this.profile.comments || !this.choices.oneIn(5)) return {};
    return { comment: this.choices.from(['A remark', 'it\'s "quoted"', 'two\nlines \\ `and` ${more}', 'größer']) };
  }

  /** `{}` at times, where the profile lets constraints be without a name. */
  constraintName(prefix: string): { readonly name?: string } {
    if (this.profile.unnamedConstraints && this.choices.oneIn(4)) return {};
    if (prefix === 'pk' && this.profile.namedPrimaryKeys === false) return {};
    return { name: this.names.prefixed(prefix, this.choices) };
  }

  /** Columns that a key or an index may be over. */
  keyColumns(columns: readonly Column[], most: number): readonly string[] {
    const fit = columns.filter((column) => column.generated === undefined && this.profile.indexable(column.type));
    return this.choices.some(fit, 1, most).map(({ name }) => name);
  }

  unique(table: Table): Constraint | undefined {
    const columns = this.keyColumns(table.columns, 2);
    const isThere = table.constraints.some((known) => 'columns' in known && isDeepStrictEqual(known.columns, columns));
    if (columns.length === 0 || isThere) return undefined;
    const deferrable = this.choices.oneIn(4) ? this.choices.maybe(this.profile.deferrableUniques) : undefined;
    return {
      kind: 'unique',
      columns,
      ...this.constraintName('uq'),
      ...(deferrable === undefined ? {} : { deferrable }),
    };
  }

  /** Not over a column of a foreign key: MySQL refuses a check on what a cascade may change. */
  check(table: Table): CheckConstraint | undefined {
    if (!this.profile.checks) return undefined;
    const pointing = table.constraints.flatMap((constraint) =>
      constraint.kind === 'foreignKey' ? constraint.columns : [],
    );
    const expression = this.condition(
      table.columns.filter(({ name, identity }) => !pointing.includes(name) && identity === undefined),
    );
    const isThere = table.constraints.some((known) => known.kind === 'check' && known.expression === expression);
    if (expression === undefined || isThere) return undefined;
    return { kind: 'check', expression, ...this.constraintName('ck') };
  }

  condition(columns: readonly Column[]): string | undefined {
    const column = this.choices.maybe(columns);
    return column && this.choices.from(conditions(this.profile.quote(column.name), column.type));
  }

  /** A foreign key over columns that are there; `undefined` where none of them fits a key of `target`. */
  foreignKey(table: Table, target: Table): ForeignKey | undefined {
    const key = this.choices.maybe(keysOf(target));
    if (key === undefined) return undefined;
    const used = table.constraints.flatMap((constraint) =>
      constraint.kind === 'foreignKey' ? constraint.columns : [],
    );
    const checked = [
      ...table.constraints.flatMap((constraint) => (constraint.kind === 'check' ? [constraint.expression] : [])),
      ...table.columns.flatMap(({ generated }) => (generated === undefined ? [] : [generated.expression])),
    ];
    const columns: Column[] = [];
    for (const name of key.columns) {
      const wanted = target.columns.find((column) => column.name === name);
      const found = table.columns.find(
        (column) =>
          !columns.includes(column) &&
          !used.includes(column.name) &&
          !checked.some((text) => text.includes(this.profile.quote(column.name))) &&
          column.generated === undefined &&
          column.identity === undefined &&
          wanted !== undefined &&
          isDeepStrictEqual(column.type, wanted.type) &&
          column.collation === wanted.collation &&
          !(sameTable(table.name, target.name) && key.columns.includes(column.name)),
      );
      if (found === undefined) return undefined;
      columns.push(found);
    }
    return this.foreignKeyOver(
      columns,
      target.name,
      key.kind === 'primaryKey' && this.choices.oneIn(4) ? [] : key.columns,
    );
  }

  foreignKeyOver(columns: readonly Column[], target: TableName, referenced: readonly string[]): ForeignKey {
    const { choices, profile } = this;
    const actions = profile.referentialActions.filter(
      (action) => action !== 'set null' || columns.every((column) => column.nullable),
    );
    const onDelete = choices.oneIn(2) ? choices.maybe(actions) : undefined;
    const isStrict = profile.cascadesIntoNotNull === false && columns.some((column) => !column.nullable);
    const updates = actions.filter((action) => action !== 'cascade' || !isStrict);
    const onUpdate = choices.oneIn(4) ? choices.maybe(updates) : undefined;
    const deferrable = choices.oneIn(4) ? choices.maybe(profile.deferrableForeignKeys) : undefined;
    return {
      kind: 'foreignKey',
      columns: columns.map(({ name }) => name),
      references: { table: target, columns: referenced },
      ...this.constraintName('fk'),
      ...(onDelete === undefined ? {} : { onDelete }),
      ...(onUpdate === undefined ? {} : { onUpdate }),
      ...(deferrable === undefined ? {} : { deferrable }),
    };
  }

  index(table: Table): Index | undefined {
    const { profile, choices } = this;
    const columns = this.keyColumns(table.columns, 3);
    if (columns.length === 0) return undefined;
    const elements = columns.map((column): IndexElement => ({ column, ...this.order() }));
    if (profile.expressionIndexes && choices.oneIn(4)) {
      const source = choices.maybe(
        table.columns.filter(
          // MySQL refuses a functional index over a column that it numbers.
          (column) => column.generated === undefined && column.identity === undefined && profile.indexable(column.type),
        ),
      );
      const expression = source && choices.maybe(computations(profile.quote(source.name), source.type));
      if (expression !== undefined) elements.push({ expression, ...this.order() });
    }
    const where =
      profile.partialIndexes && choices.oneIn(4)
        ? this.condition(table.columns.filter((column) => column.generated === undefined))
        : undefined;
    const options = choices.oneIn(5) ? choices.maybe(profile.indexOptions) : undefined;
    return {
      name: this.names.prefixed('ix', choices),
      columns: elements,
      unique: choices.oneIn(4),
      ...(where === undefined ? {} : { where }),
      ...(options === undefined ? {} : { options }),
    };
  }

  private order(): { readonly order?: 'desc'; readonly nulls?: 'first' | 'last' } {
    const { profile, choices } = this;
    return {
      ...(profile.descendingIndexes && choices.oneIn(4) ? { order: 'desc' } : {}),
      ...(profile.indexNulls && choices.oneIn(5) ? { nulls: choices.from(['first', 'last']) } : {}),
    };
  }
}

/** What a foreign key may point at: not over a deferrable constraint, which PostgreSQL refuses. */
export function keysOf(table: Table): readonly Extract<Constraint, { readonly kind: 'primaryKey' | 'unique' }>[] {
  return table.constraints
    .filter((constraint) => constraint.kind === 'primaryKey' || constraint.kind === 'unique')
    .filter((constraint) => !('deferrable' in constraint));
}
