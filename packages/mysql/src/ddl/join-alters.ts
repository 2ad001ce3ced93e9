import type { SchemaModel, TableName } from '@aludel/core';
import { findTable, sameTable, type Operation, type OperationRegistry, type Rewrite } from '@aludel/core/dialect';
import { alterSteps, isAlter } from './alter-steps.js';
import { canJoin, type AlterStep } from './alter-step.js';
import { numberedWithoutKey } from './table-text.js';
import type { MysqlTarget } from './target.js';

interface Group {
  readonly table: TableName;
  readonly operations: Operation[];
  readonly steps: AlterStep[];
}

/**
 * Consecutive operations on one table become one ALTER TABLE, but only those that cost the server the same: a change of
 * the catalog that is joined with one that copies the table would become a copy itself, and lock out writers.
 */
export function joinAlters(registry: OperationRegistry, target: MysqlTarget): Rewrite {
  return (operations, before) => {
    const result: Operation[] = [];
    let open: Group | undefined;
    let model: SchemaModel = before;
    const close = (): void => {
      if (open !== undefined) result.push(written(open));
      open = undefined;
    };
    for (const operation of operations) {
      const steps = alterSteps(operation, model, registry, target);
      const made = open === undefined ? undefined : findTable(model, open.table);
      const isUnfinished = made !== undefined && numberedWithoutKey(made) !== undefined;
      model = registry.apply(model, operation);
      // An operation of several statements, or of none, stays as it is.
      const [step, second] = steps ?? [];
      if (!isAlter(operation) || step === undefined || second !== undefined) {
        close();
        result.push(operation);
        continue;
      }
      if (open !== undefined && sameTable(open.table, operation.table) && canJoin(open.steps, step, isUnfinished)) {
        open.operations.push(operation);
        open.steps.push(step);
        continue;
      }
      close();
      open = { table: operation.table, operations: [operation], steps: [step] };
    }
    close();
    return result;
  };
}

function written({ table, operations }: Group): Operation {
  const [only, second] = operations;
  return only !== undefined && second === undefined ? only : { kind: 'mysql.alterTable', table, operations };
}
