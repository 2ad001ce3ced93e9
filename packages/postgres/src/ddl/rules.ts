import type { SchemaModel, TableName } from '@aludel/core';
import {
  displayName,
  findObject,
  findTable,
  getTable,
  UnsupportedOperationError,
  type CoreOperationKind,
  type Operations,
  type RuleOutput,
  type Rules,
} from '@aludel/core/dialect';
import { existing, isInvalid } from '../operations/indexes.js';
import type { PostgresOperations } from '../operations/kinds.js';
import { partitionOf } from '../operations/table-changes.js';
import { dropTable as dropTableType } from '../operations/tables.js';
import { alterTable } from '../operations/alter-table.js';
import {
  changeOutputs,
  isTableChange,
  tableChange,
  type TableChange,
  type TableChangeOperation,
} from './alter-table.js';
import { bulkInsert } from './bulk-insert.js';
import { columnsMadeAnew, takesColumnAnew } from './columns-made-anew.js';
import { constraintComment } from './constraint-text.js';
import { createTable, securityActions } from './create-table.js';
import { addValueOutput, enumOutputs } from './enum-outputs.js';
import { execute } from './execute.js';
import { createIndexOutputs, dropIndexOutput, indexComment, isConcurrent } from './index-text.js';
import { alterObjectOutputs, createObjectOutputs, dropObjectText, renameObjectText } from './objects.js';
import { inheritedDefaults } from './own-defaults.js';
import { pendingChecks } from './pending-checks.js';
import { tableOptionActions } from './table-options.js';
import { assertVersion, type PostgresTarget } from './target.js';
import { createView } from './views.js';
import { alterTableText, commentText, literal, quoted, quotedBeside, quotedTable } from './writing.js';

export type PostgresOperationKind = CoreOperationKind | keyof PostgresOperations;

/** How PostgreSQL says each operation. */
export function createRules(target: PostgresTarget): Rules<PostgresOperationKind> {
  const oneChange = (operation: TableChangeOperation, before: SchemaModel): readonly RuleOutput[] =>
    afterChecks(
      operation.table,
      before,
      changeOutputs(
        operation.table,
        [tableChange(operation, before, target)],
        inheritedDefaults(operation.table, [operation], before),
      ),
    );
  return {
    createTable: (operation, before) => createTable(operation, before, target),
    dropTable,
    renameTable: ({ table, to }) =>
      table.name === to ? [] : [`ALTER TABLE ${quotedTable(table)} RENAME TO ${quoted(to)}`],
    addColumn: oneChange,
    dropColumn: oneChange,
    alterColumn: (operation, before) => {
      const { table, column, to } = operation;
      if (to.name === undefined) {
        return takesColumnAnew(operation, before, target)
          ? afterChecks(table, before, columnsMadeAnew([operation], before, target))
          : oneChange(operation, before);
      }
      return to.name === column
        ? []
        : [`ALTER TABLE ${quotedTable(table)} RENAME COLUMN ${quoted(column)} TO ${quoted(to.name)}`];
    },
    createIndex: (operation, before) => afterChecks(operation.table, before, createIndex(operation, before, target)),
    dropIndex: ({ table, name, ifExists, options }) => [
      dropIndexOutput(name, table, {
        ...(ifExists === true ? { ifExists } : {}),
        concurrently: options?.postgres?.concurrently === true,
      }),
    ],
    renameIndex: ({ table, name, to }) =>
      name === to ? [] : [`ALTER INDEX ${quotedBeside(table, name)} RENAME TO ${quoted(to)}`],
    createPrimaryKey: oneChange,
    createUniqueConstraint: oneChange,
    createForeignKey: oneChange,
    createCheckConstraint: oneChange,
    dropConstraint: oneChange,
    renameConstraint: ({ table, name, to }) =>
      name === to ? [] : [`ALTER TABLE ${quotedTable(table)} RENAME CONSTRAINT ${quoted(name)} TO ${quoted(to)}`],
    createTableComment: ({ table, comment }) => [commentText(`TABLE ${quotedTable(table)}`, comment)],
    dropTableComment: ({ table }) => [commentText(`TABLE ${quotedTable(table)}`, null)],
    createView: (operation, before) => createView(operation, before, target),
    dropView: ({ view, ifExists }) => [`DROP VIEW ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(view)}`],
    execute,
    bulkInsert,
    'postgres.alterTable': ({ table, operations }, before) => {
      const columns = operations.filter((operation) => operation.kind === 'alterColumn');
      // Nothing else is joined with such a one.
      if (columns.some((operation) => takesColumnAnew(operation, before, target))) {
        return afterChecks(table, before, columnsMadeAnew(columns, before, target));
      }
      let model = before;
      const changes = operations.flatMap((operation): readonly TableChange[] => {
        const former = model;
        model = alterTable.apply(model, { kind: 'postgres.alterTable', table, operations: [operation] });
        return isTableChange(operation) ? [tableChange(operation, former, target)] : [];
      });
      return afterChecks(table, before, changeOutputs(table, changes, inheritedDefaults(table, operations, before)));
    },
    'postgres.createObject': (operation, before) => createObjectOutputs(operation, before, target),
    'postgres.dropObject': (operation, before) => dropObjectText(operation, before),
    'postgres.alterObject': (operation, before) => alterObjectOutputs(operation, before, target),
    'postgres.renameObject': renameObjectText,
    'postgres.addEnumValue': (operation, before) => {
      const { name, value, ifNotExists, ofNewType } = operation;
      const values = findObject(before, 'postgres.enum', name)?.values ?? [];
      if (ifNotExists === true && values.includes(value)) return [];
      return [addValueOutput(name, value, placeOf(operation), ofNewType === true)];
    },
    'postgres.renameEnumValue': ({ name, from, to }) => [
      `ALTER TYPE ${quotedTable(name)} RENAME VALUE ${literal(from)} TO ${literal(to)}`,
    ],
    'postgres.refreshMaterializedView': ({ name, concurrently, withoutData }) => [
      `REFRESH MATERIALIZED VIEW ${concurrently === true ? 'CONCURRENTLY ' : ''}${quotedTable(name)}${withoutData === true ? ' WITH NO DATA' : ''}`,
    ],
    'postgres.createExclusion': oneChange,
    'postgres.validateConstraint': ({ table, name }) => [
      alterTableText(table, [`VALIDATE CONSTRAINT ${quoted(name)}`]),
    ],
    'postgres.attachPartition': ({ table, parent, bound }) => [
      `ALTER TABLE ${quotedTable(parent)} ATTACH PARTITION ${quotedTable(table)} ${bound}`,
    ],
    'postgres.detachPartition': ({ table, parent, concurrently }) => {
      if (concurrently === true) assertVersion(target, 14, `detaching ${displayName(table)} concurrently`);
      const sql = `ALTER TABLE ${quotedTable(parent)} DETACH PARTITION ${quotedTable(table)}`;
      return concurrently === true ? [{ sql: `${sql} CONCURRENTLY`, transaction: 'outside' }] : [sql];
    },
    'postgres.alterPartitions': ({ partitions }, before) => {
      const parts = partitions.map(({ table, bound }) => {
        const { parent } = partitionOf(getTable(before, table));
        return { parent: quotedTable(parent), child: quotedTable(table), bound };
      });
      return [
        ...parts.map(({ parent, child }) => `ALTER TABLE ${parent} DETACH PARTITION ${child}`),
        ...parts.map(({ parent, child, bound }) => `ALTER TABLE ${parent} ATTACH PARTITION ${child} ${bound}`),
      ];
    },
    'postgres.setRowLevelSecurity': ({ table, to }) => [alterTableText(table, securityActions(to))],
    'postgres.alterTableOptions': (operation, before) => {
      const actions = tableOptionActions(operation, before, target);
      return actions.length === 0 ? [] : [alterTableText(operation.table, actions)];
    },
    'postgres.commentOn': ({ on, table, name = '', comment }) => {
      if (on === 'view') return [commentText(`VIEW ${quotedTable(table)}`, comment)];
      return [on === 'index' ? indexComment(name, table, comment) : constraintComment(name, table, comment)];
    },
  } satisfies Rules<PostgresOperationKind>;
}

function dropTable(operation: Operations['dropTable'], before: SchemaModel): readonly RuleOutput[] {
  const { table, ifExists } = operation;
  const after = dropTableType.apply(before, operation);
  return afterChecks(table, before, [
    `DROP TABLE ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(table)}`,
    ...enumOutputs(before, after).gone,
  ]);
}

/** What cannot be done while checks of rows are pending comes after them. */
function afterChecks(table: TableName, before: SchemaModel, outputs: readonly RuleOutput[]): readonly RuleOutput[] {
  const isWithin = outputs.some((output) => typeof output === 'string' || output.transaction === 'inside');
  return outputs.length === 0 || !isWithin ? outputs : [...pendingChecks(table, before), ...outputs];
}

function createIndex(
  operation: Operations['createIndex'],
  before: SchemaModel,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const { table, index, ifNotExists } = operation;
  const there = existing(before, operation);
  if (there !== undefined && ifNotExists === true && !isInvalid(there)) return [];
  const isPartitioned = findTable(before, table)?.options?.postgres?.partitionBy !== undefined;
  if (isPartitioned && isConcurrent(index) && index.options?.postgres?.only !== true) {
    throw new UnsupportedOperationError(
      'postgres',
      `building ${index.name} on ${displayName(table)} concurrently`,
      'the table is partitioned.',
      'Create it with { postgres: { only: true } }, build one on each partition concurrently, and attach those with ALTER INDEX … ATTACH PARTITION.',
    );
  }
  // A build that failed has left it behind: it takes the name, and is of no use.
  const left = there === undefined ? [] : [dropIndexOutput(index.name, table, { concurrently: isConcurrent(index) })];
  return [
    ...left,
    ...createIndexOutputs(index, table, target, ifNotExists === true && there === undefined ? { ifNotExists } : {}),
  ];
}

function placeOf({ before, after }: Operations['postgres.addEnumValue']): string {
  if (before !== undefined) return ` BEFORE ${literal(before)}`;
  return after === undefined ? '' : ` AFTER ${literal(after)}`;
}
