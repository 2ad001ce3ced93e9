import {
  referenceTo,
  type CoreOperationKind,
  type CoreOperations,
  type Literal,
  type SchemaModel,
} from '@aludel/core/dialect';
import { makeTable, makeView } from './arbitrary-model.js';
import { changeOf } from './column-change.js';
import { Names } from './names.js';
import { keysOf, type PartMaker } from './table-parts.js';
import {
  isComputedFrom,
  isMentioned,
  isOver,
  isPointedAt,
  isPrimaryKey,
  isViewed,
  namesOf,
  restOn,
} from './what-rests.js';

export interface ModelState {
  readonly model: SchemaModel;
  readonly maker: PartMaker;
  readonly irreversible: boolean;
}

type Makers = { readonly [K in CoreOperationKind]: (state: ModelState) => CoreOperations[K] | undefined };

/**
 * For each kind, an operation that is valid in a state on every database; `undefined` where the state has no room for
 * one. Left out is what some database refuses though the model would not mind: to drop or retype what a foreign key, a
 * view or a generated column of something else rests on.
 */
export const operationMakers: Makers = {
  createTable({ model, maker }) {
    if (isRare(maker) && model.tables.length > 0) {
      const there = maker.choices.maybe(model.tables);
      if (there !== undefined) return { kind: 'createTable', table: there, ifNotExists: true };
    }
    return { kind: 'createTable', table: makeTable(maker, model.tables), ...ifFlag(maker, 'ifNotExists') };
  },

  dropTable({ model, maker }) {
    if (isRare(maker)) return { kind: 'dropTable', table: { name: maker.names.word(maker.choices) }, ifExists: true };
    const table = maker.choices.maybe(
      model.tables.filter((candidate) => !isPointedAt(model, candidate) && !isViewed(model, candidate)),
    );
    return table && { kind: 'dropTable', table: table.name, ...ifFlag(maker, 'ifExists') };
  },

  renameTable({ model, maker }) {
    const table = maker.choices.maybe(model.tables.filter((candidate) => !isViewed(model, candidate)));
    return table && { kind: 'renameTable', table: table.name, to: maker.names.word(maker.choices) };
  },

  addColumn({ model, maker }) {
    const table = maker.choices.maybe(model.tables);
    if (table === undefined) return undefined;
    const { profile, choices } = maker;
    if (isRare(maker)) {
      const there = choices.maybe(table.columns);
      if (there !== undefined) return { kind: 'addColumn', table: table.name, column: there, ifNotExists: true };
    }
    const name = new Names(profile, namesOf(table)).word(choices);
    const plain = maker.column(name);
    // Rows that are there get something.
    const column = { ...plain, nullable: plain.default === undefined ? true : plain.nullable };
    const generated = choices.oneIn(4) ? maker.generatedColumn(name, table) : undefined;
    return { kind: 'addColumn', table: table.name, column: generated ?? column, ...ifFlag(maker, 'ifNotExists') };
  },

  dropColumn({ model, maker }) {
    const { choices } = maker;
    const table = choices.maybe(model.tables.filter((candidate) => !isViewed(model, candidate)));
    if (table === undefined) return undefined;
    if (isRare(maker)) {
      const column = new Names(maker.profile, namesOf(table)).word(choices);
      return { kind: 'dropColumn', table: table.name, column, ifExists: true };
    }
    const plain = table.columns.filter((column) => column.generated === undefined);
    const column = choices.maybe(
      table.columns.filter(
        (candidate) =>
          (candidate.generated !== undefined || plain.length > 1) &&
          candidate.identity === undefined &&
          !isComputedFrom(table, candidate.name) &&
          !restOn(model, table).includes(candidate.name),
      ),
    );
    return column && { kind: 'dropColumn', table: table.name, column: column.name, ...ifFlag(maker, 'ifExists') };
  },

  alterColumn({ model, maker }) {
    const { choices } = maker;
    const table = choices.maybe(model.tables.filter((candidate) => !isViewed(model, candidate)));
    const column = table && choices.maybe(table.columns);
    if (table === undefined || column === undefined) return undefined;
    const rename = choices.oneIn(2) ? { name: new Names(maker.profile, namesOf(table)).word(choices) } : {};
    const to = { ...rename, ...(column.generated === undefined ? changeOf(model, table, column, maker) : {}) };
    return Object.keys(to).length === 0
      ? undefined
      : { kind: 'alterColumn', table: table.name, column: column.name, to };
  },

  createIndex({ model, maker }) {
    const table = maker.choices.maybe(model.tables);
    if (table === undefined) return undefined;
    const there = isRare(maker) ? maker.choices.maybe(table.indexes) : undefined;
    if (there !== undefined) return { kind: 'createIndex', table: table.name, index: there, ifNotExists: true };
    const index = maker.index(table);
    return index && { kind: 'createIndex', table: table.name, index, ...ifFlag(maker, 'ifNotExists') };
  },

  dropIndex({ model, maker }) {
    const { choices, names, profile } = maker;
    const table = choices.maybe(
      isRare(maker) ? model.tables : model.tables.filter(({ indexes }) => indexes.length > 0),
    );
    if (table === undefined) return undefined;
    const index = choices.maybe(table.indexes);
    if (index === undefined) {
      return { kind: 'dropIndex', table: table.name, name: names.prefixed('ix', choices), ifExists: true };
    }
    const options = choices.oneIn(3) ? choices.maybe(profile.indexOptions) : undefined;
    return {
      kind: 'dropIndex',
      table: table.name,
      name: index.name,
      ...ifFlag(maker, 'ifExists'),
      ...(options === undefined ? {} : { options }),
    };
  },

  renameIndex({ model, maker }) {
    const table = maker.choices.maybe(model.tables.filter(({ indexes }) => indexes.length > 0));
    const index = table && maker.choices.maybe(table.indexes);
    if (table === undefined || index === undefined) return undefined;
    return { kind: 'renameIndex', table: table.name, name: index.name, to: maker.names.prefixed('ix', maker.choices) };
  },

  createPrimaryKey({ model, maker }) {
    const table = maker.choices.maybe(model.tables.filter((candidate) => !candidate.constraints.some(isPrimaryKey)));
    if (table === undefined) return undefined;
    const settingNull = table.constraints.flatMap((constraint) =>
      constraint.kind === 'foreignKey' && [constraint.onDelete, constraint.onUpdate].includes('set null')
        ? constraint.columns
        : [],
    );
    const columns = maker.keyColumns(
      table.columns.filter(({ name }) => !settingNull.includes(name)),
      2,
    );
    if (columns.length === 0 || table.constraints.some((known) => isOver(known, columns))) return undefined;
    return {
      kind: 'createPrimaryKey',
      table: table.name,
      constraint: { kind: 'primaryKey', columns, ...maker.constraintName('pk') },
    };
  },

  createUniqueConstraint({ model, maker }) {
    const table = maker.choices.maybe(model.tables);
    const constraint = table && maker.unique(table);
    if (table === undefined || constraint?.kind !== 'unique') return undefined;
    return { kind: 'createUniqueConstraint', table: table.name, constraint };
  },

  createForeignKey({ model, maker }) {
    const { choices } = maker;
    const targets = model.tables.filter((candidate) => keysOf(candidate).length > 0);
    for (const table of choices.some(model.tables, 2, 3)) {
      for (const target of choices.some(targets, 2, 3)) {
        const constraint = maker.foreignKey(table, target);
        if (constraint !== undefined) return { kind: 'createForeignKey', table: table.name, constraint };
      }
    }
    return undefined;
  },

  createCheckConstraint({ model, maker }) {
    const table = maker.choices.maybe(model.tables);
    const constraint = table && maker.check(table);
    return table && constraint && { kind: 'createCheckConstraint', table: table.name, constraint };
  },

  dropConstraint({ model, maker }) {
    const { choices } = maker;
    const table = choices.maybe(model.tables);
    if (table === undefined) return undefined;
    if (isRare(maker)) {
      const name = maker.names.prefixed('uq', choices);
      return { kind: 'dropConstraint', table: table.name, constraint: { name }, ifExists: true };
    }
    const pointedAt = restOn(model, table);
    const numbered = table.columns.flatMap(({ name, identity }) => (identity === undefined ? [] : [name]));
    const constraint = choices.maybe(
      table.constraints.filter((candidate) => {
        if (candidate.kind !== 'primaryKey' && candidate.kind !== 'unique') return true;
        return !candidate.columns.some((column) => pointedAt.includes(column) || numbered.includes(column));
      }),
    );
    if (constraint === undefined) return undefined;
    const reference = referenceTo(constraint);
    const brief = reference.name !== undefined && choices.oneIn(2) ? { name: reference.name } : reference;
    return { kind: 'dropConstraint', table: table.name, constraint: brief, ...ifFlag(maker, 'ifExists') };
  },

  renameConstraint({ model, maker }) {
    const table = maker.choices.maybe(model.tables);
    const named = table?.constraints.flatMap(({ name }) => (name === undefined ? [] : [name])) ?? [];
    const name = maker.choices.maybe(named);
    if (table === undefined || name === undefined) return undefined;
    return { kind: 'renameConstraint', table: table.name, name, to: maker.names.prefixed('renamed', maker.choices) };
  },

  createTableComment({ model, maker }) {
    const table = maker.profile.comments ? maker.choices.maybe(model.tables) : undefined;
    return table && { kind: 'createTableComment', table: table.name, comment: maker.comment().comment ?? 'More' };
  },

  dropTableComment({ model, maker }) {
    const table = maker.profile.comments ? maker.choices.maybe(model.tables) : undefined;
    return table && { kind: 'dropTableComment', table: table.name };
  },

  createView({ model, maker }) {
    if (!maker.profile.views) return undefined;
    const views = model.objects.filter((object) => object.kind === 'view');
    const view = makeView(maker, model.tables, views);
    const replaced = isRare(maker)
      ? maker.choices.maybe(views.filter(({ name }) => !isMentioned(model, name.name)))
      : undefined;
    if (view === undefined || replaced === undefined) return view && { kind: 'createView', view };
    if (maker.choices.oneIn(2))
      return { kind: 'createView', view: { ...view, name: replaced.name }, ifNotExists: true };
    // PostgreSQL replaces a view only by one with the same columns, so the text alone changes.
    const { definition, ...rest } = replaced;
    return { kind: 'createView', view: { ...rest, definition: `${definition} ` }, orReplace: true };
  },

  dropView({ model, maker }) {
    if (isRare(maker)) return { kind: 'dropView', view: { name: maker.names.word(maker.choices) }, ifExists: true };
    const view = maker.choices.maybe(model.objects.filter(({ name }) => !isMentioned(model, name.name)));
    return view && { kind: 'dropView', view: view.name, ...ifFlag(maker, 'ifExists') };
  },

  execute({ model, maker, irreversible }) {
    const { choices, profile } = maker;
    const table = choices.maybe(model.tables.filter(({ name }) => name.schema === undefined));
    const column =
      table &&
      choices.maybe(
        table.columns.filter(({ generated, identity, type }) => !generated && !identity && type.kind === 'text'),
      );
    const reverse = irreversible && choices.oneIn(2) ? {} : { reverse: choices.from(['', 'SELECT 1']) };
    if (table === undefined || column === undefined)
      return { kind: 'execute', sql: 'SELECT 1\nWHERE 1 = 1', ...reverse };
    const sql = `UPDATE ${profile.quote(table.name.name)} SET ${profile.quote(column.name)} = ? WHERE 1 = 0`;
    const touches = choices.oneIn(3) ? { touches: [table.name] } : {};
    return { kind: 'execute', sql, bindings: ["it's"], ...reverse, ...touches };
  },

  bulkInsert({ model, maker }) {
    const { choices, profile } = maker;
    const table = choices.maybe(
      model.tables.filter(
        ({ constraints, indexes }) => constraints.length === 0 && !indexes.some(({ unique }) => unique),
      ),
    );
    if (table === undefined) return undefined;
    const row = (): Record<string, Literal> =>
      Object.fromEntries(
        table.columns.flatMap((column): readonly (readonly [string, Literal])[] => {
          if (column.generated !== undefined || column.identity !== undefined) return [];
          const values = profile
            .defaults(column.type)
            .flatMap((value) => (value.kind === 'literal' ? [value.value] : []));
          const value = column.nullable && choices.oneIn(3) ? null : choices.maybe(values);
          return value === undefined ? [] : [[column.name, value]];
        }),
      );
    const rows = Array.from({ length: 1 + choices.upTo(2) }, row);
    const complete = (candidate: Record<string, Literal>): boolean =>
      Object.keys(candidate).length > 0 &&
      table.columns.every(
        ({ name, nullable, generated, default: value }) =>
          nullable || generated !== undefined || value !== undefined || Object.hasOwn(candidate, name),
      );
    return rows.every(complete) ? { kind: 'bulkInsert', table: table.name, rows } : undefined;
  },
};

function isRare({ choices }: PartMaker): boolean {
  return choices.oneIn(8);
}

function ifFlag<N extends 'ifExists' | 'ifNotExists'>(
  { choices }: PartMaker,
  name: N,
): { readonly [K in N]?: boolean } {
  return choices.oneIn(6) ? ({ [name]: true } as { readonly [K in N]?: boolean }) : {};
}
