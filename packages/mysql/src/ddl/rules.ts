import type { SchemaModel } from '@aludel/core';
import {
  findTable,
  getTable,
  type CoreOperationKind,
  type Operation,
  type OperationRegistry,
  type RuleOutput,
  type Rules,
} from '@aludel/core/dialect';
import type { MysqlOperations } from '../operations/kinds.js';
import { alterSteps } from './alter-steps.js';
import { alterText, type AlterStep } from './alter-step.js';
import { bulkInsert } from './bulk-insert.js';
import { createView } from './create-view.js';
import { execute } from './execute.js';
import { createObject, dropObject } from './objects.js';
import { assertNullable } from './set-null.js';
import { assertNumbered, createTableText, optionChangeTexts } from './table-text.js';
import type { MysqlTarget } from './target.js';
import { ddl, quoted, quotedTable } from './writing.js';

export type MysqlOperationKind = CoreOperationKind | keyof MysqlOperations;

const zeroDate = /DEFAULT '\d*0{1,4}-(?:00-\d\d|\d\d-00)\b/u;

/** A date with a zero in it, such as old schemas have for none, is refused as a default under the usual mode. */
function underItsMode(text: string): readonly RuleOutput[] {
  if (!zeroDate.test(text)) return [ddl(text)];
  return [
    ddl('SET @aludel_sql_mode = @@sql_mode'),
    ddl("SET sql_mode = REPLACE(REPLACE(@@sql_mode, 'NO_ZERO_DATE', ''), 'NO_ZERO_IN_DATE', '')"),
    ddl(text),
    ddl('SET sql_mode = @aludel_sql_mode'),
  ];
}

/** How MySQL and MariaDB say each operation. */
export function createRules(registry: OperationRegistry, target: MysqlTarget): Rules<MysqlOperationKind> {
  /** Each step a statement. */
  const alter = (operation: Operation, before: SchemaModel): readonly RuleOutput[] => {
    const steps = alterSteps(operation, before, registry, target) ?? [];
    return steps.length === 0
      ? []
      : altered(
          operation,
          before,
          steps.map((step) => [step]),
        );
  };
  const altered = (
    operation: Operation,
    before: SchemaModel,
    statements: readonly (readonly AlterStep[])[],
  ): readonly RuleOutput[] => {
    if (!('table' in operation) || !('name' in operation.table)) return [];
    const name = 'columns' in operation.table ? operation.table.name : operation.table;
    // A server says that an AUTO_INCREMENT column lacks a key, but neither which nor what to do.
    const after = findTable(registry.apply(before, operation), name);
    if (after !== undefined) {
      assertNumbered(after);
      assertNullable(after);
    }
    return statements.flatMap((steps) => [
      ...steps.flatMap(({ guards }) => guards ?? []),
      ...underItsMode(alterText(name, steps)),
    ]);
  };
  return {
    createTable: (operation, before) => {
      const { ifNotExists, table } = operation;
      if (ifNotExists === true && findTable(before, table.name) !== undefined) return [];
      const made = getTable(registry.apply(before, operation), table.name);
      return underItsMode(createTableText(made, target, ifNotExists === true ? { ifNotExists } : {}));
    },
    dropTable: ({ table, ifExists }) => [
      ddl(`DROP TABLE ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(table)}`),
    ],
    renameTable: ({ table, to }) =>
      table.name === to ? [] : [ddl(`RENAME TABLE ${quotedTable(table)} TO ${quotedTable({ ...table, name: to })}`)],
    addColumn: alter,
    dropColumn: alter,
    alterColumn: alter,
    createIndex: alter,
    dropIndex: alter,
    renameIndex: alter,
    createPrimaryKey: alter,
    createUniqueConstraint: alter,
    createForeignKey: alter,
    createCheckConstraint: alter,
    dropConstraint: alter,
    renameConstraint: alter,
    createTableComment: alter,
    dropTableComment: alter,
    createView: (operation, before) => createView(operation, before, target),
    dropView: ({ view, ifExists }) => [ddl(`DROP VIEW ${ifExists === true ? 'IF EXISTS ' : ''}${quotedTable(view)}`)],
    execute,
    bulkInsert: (operation, before) => bulkInsert(operation, before, target),
    'mysql.alterTable': (operation, before) => {
      const steps: AlterStep[] = [];
      let model = before;
      for (const part of operation.operations) {
        steps.push(...(alterSteps(part, model, registry, target) ?? []));
        model = registry.apply(model, part);
      }
      return steps.length === 0 ? [] : altered(operation, before, [steps]);
    },
    'mysql.alterTableOptions': ({ table, to }) =>
      optionChangeTexts(to).map((text) => ddl(`ALTER TABLE ${quotedTable(table)} ${text}`)),
    'mysql.convertCharset': ({ table, charset, collation }) => [
      ddl(
        `ALTER TABLE ${quotedTable(table)} CONVERT TO CHARACTER SET ${quoted(charset)}${collation === undefined ? '' : ` COLLATE ${quoted(collation)}`}`,
      ),
    ],
    'mysql.createObject': (operation, before) => createObject(operation, before, target),
    'mysql.dropObject': dropObject,
  } satisfies Rules<MysqlOperationKind>;
}
