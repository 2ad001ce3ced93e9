import type { Comparator } from '../dialect/comparator.js';
import type { Normalizer } from '../dialect/normalizer.js';
import { planUpgrade } from '../graph/plan-upgrade.js';
import type { Operation } from '../operations/operation.js';
import { AludelError } from '../errors.js';
import type { RecordingContext } from '../run/recorded-operations.js';
import type { ColumnType } from '../schema/column-types.js';
import type { Column } from '../schema/model.js';
import { sameTable, tableKey, type TableName } from '../schema/names.js';
import type { CommandContext, SqlServices } from './context.js';
import type { LoadedGraph } from './load-graph.js';
import { recordedUntilRead } from './made-by-revisions.js';

type Services = Pick<SqlServices, 'dialect'> & { readonly normalizer: Normalizer; readonly comparator: Comparator };

/** A column that a downgrade says anew, by the names that it has when the downgrade is done. */
interface Asked {
  readonly key: string;
  table: TableName;
  column: string;
}

/**
 * What undoes a migration, with the types of its columns as the revisions had said them where that is the same to this
 * database: its own words may be less than others need, who know a type of enums by its name.
 */
export async function withFormerTypes(
  downgrade: readonly Operation[],
  context: Pick<CommandContext, 'revisions' | 'settings'>,
  services: Services,
  { graph }: LoadedGraph,
): Promise<readonly Operation[]> {
  const open = downgrade.flatMap((operation, at) => askedBy(operation, downgrade.slice(at + 1)));
  if (open.length === 0) return downgrade;
  const said = new Map<string, ColumnType>();
  const recording = { dialect: services.dialect, convention: context.settings.convention };
  for (const { revision } of planUpgrade(graph, [], 'heads').steps.toReversed()) {
    if (open.length === 0) break;
    // oxlint-disable-next-line no-await-in-loop -- an earlier one is opened only if this one does not say it
    const recorded = await recordedBy(revision.id, context, recording);
    for (const operation of recorded.toReversed()) {
      for (const [at, asked] of [...open.entries()].toReversed()) {
        const found = saidBy(operation, asked);
        if (found === undefined) continue;
        if (found !== null) said.set(asked.key, found);
        open.splice(at, 1);
      }
    }
  }
  const former = (table: TableName, column: Column): Column => {
    const type = said.get(keyOf(table, column.name));
    return type !== undefined && isSame(type, column.type, services) ? { ...column, type } : column;
  };
  return downgrade.map((operation, at) => inFormerWords(operation, downgrade.slice(at + 1), former));
}

/** What a migration records. One that cannot be had any more is no reason not to write another. */
async function recordedBy(
  id: string,
  { revisions }: Pick<CommandContext, 'revisions'>,
  recording: RecordingContext,
): Promise<readonly Operation[]> {
  try {
    const migration = await revisions.open(id);
    return await recordedUntilRead((op) => migration.upgrade(op), recording);
  } catch (error) {
    if (error instanceof AludelError) return [];
    throw error;
  }
}

function askedBy(operation: Operation, later: readonly Operation[]): readonly Asked[] {
  const asked = (table: TableName, column: string): Asked => {
    const after = namesAfter(table, column, later);
    return { key: keyOf(after.table, after.column), ...after };
  };
  switch (operation.kind) {
    case 'createTable':
      return operation.table.columns.map(({ name }) => asked(operation.table.name, name));
    case 'addColumn':
      return [asked(operation.table, operation.column.name)];
    case 'alterColumn':
      return operation.to.type === undefined ? [] : [asked(operation.table, operation.to.name ?? operation.column)];
    default:
      return [];
  }
}

function inFormerWords(
  operation: Operation,
  later: readonly Operation[],
  former: (table: TableName, column: Column) => Column,
): Operation {
  const typed = (table: TableName, column: Column): Column => {
    const after = namesAfter(table, column.name, later);
    return { ...column, type: former(after.table, { ...column, name: after.column }).type };
  };
  switch (operation.kind) {
    case 'createTable': {
      const { table } = operation;
      return { ...operation, table: { ...table, columns: table.columns.map((column) => typed(table.name, column)) } };
    }
    case 'addColumn':
      return { ...operation, column: typed(operation.table, operation.column) };
    case 'alterColumn': {
      const { type, name = operation.column } = operation.to;
      if (type === undefined) return operation;
      const column = typed(operation.table, { name, type, nullable: true });
      return { ...operation, to: { ...operation.to, type: column.type } };
    }
    default:
      return operation;
  }
}

/** What a column is called once these operations are done. */
function namesAfter(
  table: TableName,
  column: string,
  operations: readonly Operation[],
): { readonly table: TableName; readonly column: string } {
  let now = { table, column };
  for (const operation of operations) {
    if (operation.kind === 'renameTable' && sameTable(operation.table, now.table)) {
      now = { ...now, table: { ...now.table, name: operation.to } };
    }
    if (operation.kind === 'alterColumn' && sameTable(operation.table, now.table) && operation.column === now.column) {
      now = { ...now, column: operation.to.name ?? now.column };
    }
  }
  return now;
}

/** Going back: the type that the operation gave to the column; null if it is not to be had; undefined if others say it. */
function saidBy(operation: Operation, asked: Asked): ColumnType | null | undefined {
  switch (operation.kind) {
    case 'renameTable':
      if (sameTable({ ...operation.table, name: operation.to }, asked.table)) asked.table = operation.table;
      return undefined;
    case 'createTable':
      if (!sameTable(operation.table.name, asked.table)) return undefined;
      return operation.table.columns.find(({ name }) => name === asked.column)?.type ?? null;
    case 'addColumn':
      if (!sameTable(operation.table, asked.table) || operation.column.name !== asked.column) return undefined;
      return operation.column.type;
    case 'alterColumn': {
      if (!sameTable(operation.table, asked.table) || (operation.to.name ?? operation.column) !== asked.column) {
        return undefined;
      }
      asked.column = operation.column;
      return operation.to.type;
    }
    default:
      return undefined;
  }
}

/** Whether the database keeps both types alike. */
function isSame(said: ColumnType, found: ColumnType, { normalizer, comparator }: Services): boolean {
  const [one, other] = [said, found].map((type) => normalColumn(type, normalizer));
  return one !== undefined && other !== undefined && comparator.columnChange(one, other) === undefined;
}

function normalColumn(type: ColumnType, normalizer: Normalizer): Column | undefined {
  const column: Column = { name: 'a', type, nullable: true };
  const table = { name: { name: 'a' }, columns: [column], constraints: [], indexes: [] };
  return normalizer.normalize({ tables: [table], objects: [] }).tables[0]?.columns[0];
}

function keyOf(table: TableName, column: string): string {
  return `${tableKey(table)}\0${column}`;
}
