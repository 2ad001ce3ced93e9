import type { Index, SchemaModel, Table, TableName } from '@aludel/core';
import {
  changeConstraint,
  changeTable,
  displayName,
  findObject,
  getConstraint,
  getIndex,
  getTable,
  InvalidDefinitionError,
  tableSource,
  UnknownViewError,
  type OperationType,
} from '@aludel/core/dialect';
import type { PostgresTableOptions } from '../augment.js';
import { call } from './call.js';
import type {
  AlterPartitions,
  AlterTableOptions,
  AttachPartition,
  CommentOn,
  DetachPartition,
  RefreshMaterializedView,
  SetRowLevelSecurity,
} from './kinds.js';

export const setRowLevelSecurity: OperationType<SetRowLevelSecurity> = {
  kind: 'postgres.setRowLevelSecurity',
  touches: ({ table }) => [table],
  apply: (before, { table, to }) =>
    changeTable(before, table, (found) => withOptions(found, { rowLevelSecurity: to === 'disabled' ? null : to })),
  reverse: ({ kind, table }, before) => [
    { kind, table, to: getTable(before, table).options?.postgres?.rowLevelSecurity ?? 'disabled' },
  ],
  toCall: ({ table, to }) =>
    to === 'disabled'
      ? call('disableRowLevelSecurity', tableSource(table))
      : call('enableRowLevelSecurity', tableSource(table), to === 'forced' ? { forced: true } : {}),
  describe: ({ table, to }) => `rowLevelSecurity ${displayName(table)} ${to}`,
};

export const alterTableOptions: OperationType<AlterTableOptions> = {
  kind: 'postgres.alterTableOptions',
  touches: ({ table }) => [table],
  apply: (before, { table, to }) => changeTable(before, table, (found) => withOptions(found, to)),
  reverse: ({ kind, table, to }, before) => {
    const former: PostgresTableOptions = getTable(before, table).options?.postgres ?? {};
    const back = (Object.keys(to) as (keyof typeof to)[]).map((key) => [key, former[key] ?? null]);
    return [{ kind, table, to: Object.fromEntries(back) }];
  },
  toCall: ({ table, to }) => call('alterTableOptions', tableSource(table), to),
  describe: ({ table, to }) => `alterTableOptions ${displayName(table)} (${Object.keys(to).join(', ')})`,
};

export const attachPartition: OperationType<AttachPartition> = {
  kind: 'postgres.attachPartition',
  touches: ({ table, parent }) => [table, parent],
  apply: (before, { table, parent, bound }) =>
    changeTable(before, table, (found) => withOptions(found, { partitionOf: { parent, bound } })),
  reverse: ({ table, parent }) => [{ kind: 'postgres.detachPartition', table, parent }],
  toCall: ({ table, parent, bound }) => call('attachPartition', tableSource(table), tableSource(parent), bound),
  describe: ({ table, parent }) => `attachPartition ${displayName(table)} to ${displayName(parent)}`,
};

export const detachPartition: OperationType<DetachPartition> = {
  kind: 'postgres.detachPartition',
  touches: ({ table, parent }) => [table, parent],
  apply: (before, { table, parent }) =>
    changeTable(before, table, (found) => ({
      ...withOptions(found, { partitionOf: null }),
      // What it had from its parent is its own now.
      columns: own(found.columns, getTable(before, parent).columns),
    })),
  reverse: ({ table, parent }, before) => {
    const { options } = getTable(before, table);
    const bound = options?.postgres?.partitionOf?.bound;
    if (bound === undefined) {
      throw new InvalidDefinitionError(
        `${displayName(table)} is no partition of ${displayName(parent)}.`,
        'Only partitions are detached.',
      );
    }
    return [{ kind: 'postgres.attachPartition', table, parent, bound }];
  },
  toCall: ({ table, parent, concurrently }) =>
    call('detachPartition', tableSource(table), tableSource(parent), concurrently === true ? { concurrently } : {}),
  describe: ({ table, parent }) => `detachPartition ${displayName(table)} from ${displayName(parent)}`,
};

export const alterPartitions: OperationType<AlterPartitions> = {
  kind: 'postgres.alterPartitions',
  touches: ({ partitions }) => partitions.map(({ table }) => table),
  apply: (before, { partitions }) =>
    partitions.reduce(
      (model, { table, bound }) =>
        changeTable(model, table, (found) => withOptions(found, { partitionOf: { ...partitionOf(found), bound } })),
      before,
    ),
  reverse: ({ kind, partitions }, before) => [
    { kind, partitions: partitions.map(({ table }) => ({ table, bound: partitionOf(getTable(before, table)).bound })) },
  ],
  toCall: ({ partitions }) =>
    call('alterPartitions', ...partitions.map(({ table, bound }) => [tableSource(table), bound])),
  describe: ({ partitions }) => `alterPartitions ${partitions.map(({ table }) => displayName(table)).join(', ')}`,
};

/** What a table is a partition of. */
export function partitionOf({ name, options }: Table): NonNullable<PostgresTableOptions['partitionOf']> {
  const found = options?.postgres?.partitionOf;
  if (found !== undefined) return found;
  throw new InvalidDefinitionError(
    `${displayName(name)} is no partition.`,
    'attachPartition(…) makes a table a partition of another.',
  );
}

function own(overrides: Table['columns'], parents: Table['columns']): Table['columns'] {
  return parents.map((column) => overrides.find(({ name }) => name === column.name) ?? column);
}

export const refreshMaterializedView: OperationType<RefreshMaterializedView> = {
  kind: 'postgres.refreshMaterializedView',
  touches: ({ name }) => [name],
  apply: (before) => before,
  reverse: () => [],
  toCall: ({ name, concurrently, withoutData }) =>
    call('refreshMaterializedView', tableSource(name), {
      ...(concurrently === true ? { concurrently } : {}),
      ...(withoutData === true ? { withoutData } : {}),
    }),
  describe: ({ name }) => `refreshMaterializedView ${displayName(name)}`,
};

export const commentOn: OperationType<CommentOn> = {
  kind: 'postgres.commentOn',
  touches: ({ table }) => [table],
  apply: (before, { on, table, name = '', comment }) => {
    if (on === 'view') {
      const view = getView(before, table);
      const changed = withComment(view, comment);
      return { ...before, objects: before.objects.map((object) => (object === view ? changed : object)) };
    }
    return changeTable(before, table, (found) =>
      on === 'index'
        ? withIndexComment(found, name, comment)
        : changeConstraint(found, { name }, (constraint) => withComment(constraint, comment)),
    );
  },
  reverse: ({ kind, on, table, name = '' }, before) => {
    if (on === 'view') {
      return [{ kind, on, table, comment: getView(before, table).options?.postgres?.comment ?? null }];
    }
    const found = getTable(before, table);
    const { options } = on === 'index' ? getIndex(found, name) : getConstraint(found, { name });
    return [{ kind, on, table, name, comment: options?.postgres?.comment ?? null }];
  },
  toCall: ({ on, table, name = '', comment }) => {
    if (on === 'view') return call('commentOnView', tableSource(table), comment);
    return call(on === 'index' ? 'commentOnIndex' : 'commentOnConstraint', name, tableSource(table), comment);
  },
  describe: ({ on, table, name }) => `commentOn ${on} ${name === undefined ? displayName(table) : name}`,
};

function getView(model: SchemaModel, name: TableName): NonNullable<ReturnType<typeof findObject<'view'>>> {
  const found = findObject(model, 'view', name);
  if (found === undefined) throw new UnknownViewError(name);
  return found;
}

function withIndexComment(table: Table, name: string, comment: string | null): Table {
  getIndex(table, name);
  return {
    ...table,
    indexes: table.indexes.map((index): Index => (index.name === name ? withComment(index, comment) : index)),
  };
}

function withComment<T extends { readonly options?: object }>(part: T, comment: string | null): T {
  const { options, ...rest } = part;
  const { postgres: own, ...others } = (options ?? {}) as { readonly postgres?: { readonly comment?: string } };
  const { comment: _, ...kept } = own ?? {};
  const said = comment === null ? kept : { ...kept, comment };
  const left = { ...others, ...(Object.keys(said).length === 0 ? {} : { postgres: said }) };
  return (Object.keys(left).length === 0 ? rest : { ...rest, options: left }) as T;
}

/** The table with its options changed; `null` removes one. */
function withOptions(
  table: Table,
  to: { readonly [K in keyof PostgresTableOptions]?: PostgresTableOptions[K] | null },
): Table {
  const { options, ...rest } = table;
  const { postgres, ...others } = options ?? {};
  const said = Object.fromEntries(
    Object.entries({ ...postgres, ...to }).filter(
      ([, value]) => value !== null && value !== undefined && value !== false,
    ),
  );
  const left = { ...others, ...(Object.keys(said).length === 0 ? {} : { postgres: said }) };
  return Object.keys(left).length === 0 ? rest : { ...rest, options: left };
}
