import type { Column, SchemaModel, Table } from '@aludel/core';
import { findTable, type Operations, type RuleOutput } from '@aludel/core/dialect';
import { sequenceOf } from '../operations/sequence-names.js';
import { createTable as createTableType } from '../operations/tables.js';
import { columnDetails, columnWords, isSerial, ownedSequence, type ColumnWords } from './column-text.js';
import { constraintComments, constraintText, isNotValid } from './constraint-text.js';
import { enumOutputs } from './enum-outputs.js';
import { createIndexOutputs } from './index-text.js';
import { afterInheriting, isInherited, parentColumn } from './inherited-columns.js';
import type { PostgresTarget } from './target.js';
import {
  alterTableText,
  commentText,
  defaultText,
  indexElementText,
  literal,
  parametersText,
  quoted,
  quotedTable,
} from './writing.js';

export function createTable(
  operation: Operations['createTable'],
  before: SchemaModel,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const { ifNotExists } = operation;
  if (ifNotExists === true && findTable(before, operation.table.name) !== undefined) return [];
  const after = createTableType.apply(before, operation);
  const table = findTable(after, operation.table.name) ?? operation.table;
  const { name } = table;
  const columns = table.columns
    .filter((column) => !isInherited(column))
    .map((column) => writtenColumn(column, table, before, target));
  const late = table.constraints.filter((constraint) => isLate(constraint, table));
  const security = table.options?.postgres?.rowLevelSecurity;
  return [
    ...enumOutputs(before, after).made,
    ...columns.flatMap((column) => column.before),
    createTableText(table, columns, target, ifNotExists === true),
    ...columns.flatMap((column) => column.after),
    ...afterInheriting(table, before),
    ...partNames(table),
    ...late.map((constraint) => alterTableText(name, [`ADD ${constraintText(constraint, name, target)}`])),
    ...table.constraints.flatMap((constraint) => constraintComments(constraint, name)),
    ...table.indexes.flatMap((index) =>
      createIndexOutputs(inTransaction(index), name, target, ifNotExists === true ? { ifNotExists } : {}),
    ),
    ...(table.comment === undefined ? [] : [commentText(`TABLE ${quotedTable(name)}`, table.comment)]),
    ...(security === undefined ? [] : [alterTableText(name, securityActions(security))]),
    ...markActions(table).map((action) => alterTableText(name, [action])),
  ];
}

/** A key within CREATE TABLE makes columns `NOT NULL` by themselves, also those that have it from a parent. */
function isLate(constraint: Table['constraints'][number], { options }: Table): boolean {
  return isNotValid(constraint) || (constraint.kind === 'primaryKey' && options?.postgres?.inherits !== undefined);
}

/** The server has called a partition's parts of its parent's indexes by itself, and nobody else knows how. */
function partNames({ name: table, options }: Table): readonly string[] {
  const { parent, indexNames = [] } = options?.postgres?.partitionOf ?? { parent: table };
  return indexNames.map(({ of, name }) => {
    const found = `SELECT h.inhrelid::regclass INTO part FROM pg_inherits h JOIN pg_index i ON i.indexrelid = h.inhrelid
    WHERE h.inhparent = ${literal(quotedTable({ ...parent, name: of }))}::regclass AND i.indrelid = ${literal(quotedTable(table))}::regclass`;
    const rename = `EXECUTE format('ALTER INDEX %s RENAME TO %I', part, ${literal(name)})`;
    const body = `DECLARE part regclass;\nBEGIN\n  ${found};\n  IF part IS NOT NULL THEN ${rename}; END IF;\nEND`;
    return `DO ${literal(body)}`;
  });
}

/** Nobody waits for an index of a table that is new. */
function inTransaction(index: Table['indexes'][number]): Table['indexes'][number] {
  const { postgres } = index.options ?? {};
  if (postgres?.concurrently !== true) return index;
  const { concurrently: _, ...rest } = postgres;
  return { ...index, options: { ...index.options, postgres: rest } };
}

/** What a partition has of its parent is not written: only what is different. */
function writtenColumn(column: Column, table: Table, before: SchemaModel, target: PostgresTarget): ColumnWords {
  if (table.options?.postgres?.partitionOf === undefined) return columnWords(column, table.name, target);
  const { identity } = column;
  const numbers =
    identity === undefined || !isSerial(identity)
      ? undefined
      : ownedSequence(column, table.name, sequenceOf(table.name, column));
  const value = column.default === undefined ? numbers?.next : defaultText(column.default);
  const words = [
    quoted(column.name),
    'WITH OPTIONS',
    ...(column.nullable || parentColumn(table, column.name, before)?.column.nullable === false ? [] : ['NOT NULL']),
    ...(value === undefined ? [] : [`DEFAULT ${value}`]),
  ];
  return {
    before: numbers === undefined ? [] : [numbers.make],
    text: words.join(' '),
    after: [...(numbers === undefined ? [] : [numbers.own]), ...columnDetails(column, table.name)],
  };
}

function createTableText(
  table: Table,
  columns: readonly ColumnWords[],
  target: PostgresTarget,
  ifNotExists: boolean,
): string {
  const own = table.options?.postgres ?? {};
  const isPartition = own.partitionOf !== undefined;
  const overrides = columns.filter(({ text }) => !isPartition || !text.endsWith('WITH OPTIONS'));
  const constraints = table.constraints.filter((constraint) => !isLate(constraint, table));
  const items = [
    ...overrides.map(({ text }) => text),
    ...constraints.map((constraint) => constraintText(constraint, table.name, target)),
  ];
  const body = items.length === 0 ? '()' : `(\n  ${items.join(',\n  ')}\n)`;
  const words = [
    own.unlogged === true ? 'CREATE UNLOGGED TABLE' : 'CREATE TABLE',
    ...(ifNotExists ? ['IF NOT EXISTS'] : []),
    quotedTable(table.name),
    ...(own.partitionOf === undefined ? [] : [`PARTITION OF ${quotedTable(own.partitionOf.parent)}`]),
    ...(isPartition && items.length === 0 ? [] : [body]),
    ...(own.partitionOf === undefined ? [] : [own.partitionOf.bound]),
    ...(own.inherits === undefined ? [] : [`INHERITS (${own.inherits.map(quotedTable).join(', ')})`]),
    ...(own.partitionBy === undefined
      ? []
      : [
          `PARTITION BY ${own.partitionBy.strategy.toUpperCase()} (${own.partitionBy.elements.map(indexElementText).join(', ')})`,
        ]),
    ...(own.accessMethod === undefined ? [] : [`USING ${quoted(own.accessMethod)}`]),
    ...(own.storage === undefined ? [] : [`WITH ${parametersText(own.storage)}`]),
    ...(own.tablespace === undefined ? [] : [`TABLESPACE ${quoted(own.tablespace)}`]),
  ];
  return words.join(' ');
}

/** Marks that name an index. */
export function markActions({ options }: Pick<Table, 'options'>): readonly string[] {
  const { clusterOn, replicaIdentity } = options?.postgres ?? {};
  return [
    ...(clusterOn === undefined ? [] : [`CLUSTER ON ${quoted(clusterOn)}`]),
    ...(replicaIdentity === undefined
      ? []
      : [
          typeof replicaIdentity === 'string'
            ? `REPLICA IDENTITY ${replicaIdentity.toUpperCase()}`
            : `REPLICA IDENTITY USING INDEX ${quoted(replicaIdentity.index)}`,
        ]),
  ];
}

/** The two switches of row-level security. */
export function securityActions(to: 'enabled' | 'forced' | 'disabled'): readonly string[] {
  if (to === 'disabled') return ['DISABLE ROW LEVEL SECURITY', 'NO FORCE ROW LEVEL SECURITY'];
  return ['ENABLE ROW LEVEL SECURITY', to === 'forced' ? 'FORCE ROW LEVEL SECURITY' : 'NO FORCE ROW LEVEL SECURITY'];
}
