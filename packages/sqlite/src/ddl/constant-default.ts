import type { Column } from '@aludel/core';
import { tokenize } from '../parse/tokens.js';
import { defaultText } from './writing.js';

/**
 * Whether a default has one value for all rows, so that a column can be added with it to a table that has rows
 * (https://sqlite.org/lang_altertable.html#alter_table_add_column): anything in parentheses counts as not, and so do the
 * words for the current time.
 */
export function isConstantDefault(column: Column): boolean {
  if (column.default === undefined) return true;
  const text = defaultText(column.default);
  return tokenize(text)[0]?.text !== '(' && !/^current_/iu.test(text);
}
