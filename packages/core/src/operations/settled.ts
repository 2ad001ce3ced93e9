import { forDialect } from '../schema/for-dialect.js';
import { quoted, type SettlingTarget } from '../schema/settled.js';
import type { ColumnChange } from './alter-column.js';
import type { Operation } from './operation.js';

/**
 * An operation as it is on one dialect: without what it says for dialects by name, and with names in the dialect's quotes.
 * Rows are values, and nothing of them is touched; what holds neither stays the same object.
 */
export function settledOperation(operation: Operation, target: SettlingTarget): Operation {
  switch (operation.kind) {
    case 'bulkInsert':
      return operation;
    case 'execute': {
      const { sql, reverse } = operation;
      const texts = quoted({ sql, ...(reverse === undefined ? {} : { reverse }) }, target);
      return texts.sql === sql && texts.reverse === reverse ? operation : { ...operation, ...texts };
    }
    case 'createTable': {
      const table = quoted(forDialect(operation.table, target.name), target);
      return table === operation.table ? operation : { ...operation, table };
    }
    case 'addColumn': {
      const column = quoted(forDialect(operation.column, target.name), target);
      return column === operation.column ? operation : { ...operation, column };
    }
    case 'alterColumn': {
      const to = quoted(changeFor(operation.to, target.name), target);
      return to === operation.to ? operation : { ...operation, to };
    }
    default:
      return quoted(operation, target);
  }
}

function changeFor(to: ColumnChange, dialect: string): ColumnChange {
  const { variants, ...rest } = to;
  if (variants === undefined) return to;
  const variant = Object.hasOwn(variants, dialect) ? variants[dialect] : undefined;
  const options = { ...rest.options, ...variant?.options };
  return { ...rest, ...variant, ...(Object.keys(options).length === 0 ? {} : { options }) };
}
