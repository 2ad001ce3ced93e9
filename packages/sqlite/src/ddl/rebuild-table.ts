import type { SchemaModel, Table } from '@aludel/core';
import type { RuleOutput } from '@aludel/core/dialect';
import { triggersOn } from '../operations/drop-table.js';
import type { RebuildTable } from '../operations/rebuild-table.js';
import { folded } from '../parse/tokens.js';
import { copyStatements } from './copy-rows.js';
import { definitionOf } from './definition.js';
import { stillWorking } from './droppable.js';
import { foreignKeyChecks, unenforced } from './foreign-key-checks.js';
import { guard } from './guard.js';
import { createIndexText } from './index-text.js';
import { inSchema } from './in-schema.js';
import type { SqliteTarget } from './target.js';
import { literal, quoted, quotedBeside, quotedTable } from './writing.js';

/**
 * The way of https://sqlite.org/lang_altertable.html#otheralter, with one step turned round: the old table makes room
 * instead of the new one moving in. So the new definition is stored as it is written (a rename would quote its name), can
 * name its own table in its checks, and what ANALYZE found stays. What speaks against it, that foreign keys, triggers and
 * views follow a renamed table, does not happen with `legacy_alter_table` while foreign keys are not enforced.
 */
export function rebuildTable(
  operation: RebuildTable,
  before: SchemaModel,
  target: SqliteTarget,
): readonly RuleOutput[] {
  const { from, to } = operation;
  const aside = { ...from.name, name: `aludel_old_${from.name.name}` };
  // What is new in it stands in it already; `fresh` says only what is not copied.
  const definition = definitionOf(to);
  const checks = foreignKeyChecks(operation, target);
  const dropped = from.columns
    .map(({ name }) => name)
    .filter((name) => !to.columns.some((column) => column.name === name));
  return [
    // Inside a transaction it would be ignored without a word, and DROP TABLE would empty the tables that point here.
    ...(target.foreignKeys ? [enforcement(target)] : []),
    notEnforced(from, target),
    allKnown(from, before, target),
    ...checks.before,
    'PRAGMA legacy_alter_table = ON',
    `ALTER TABLE ${quotedTable(from.name)} RENAME TO ${quoted(aside.name)}`,
    inSchema(definition, to.name.schema),
    ...copyStatements(operation, aside, target),
    `DROP TABLE ${quotedTable(aside)}`,
    'PRAGMA legacy_alter_table = OFF',
    ...to.indexes.map((index) => createIndexText(index, to)),
    ...triggersOn(before, from.name).map((trigger) => inSchema(trigger.definition, to.name.schema)),
    ...stillWorking(to, dropped, before),
    ...checks.after,
  ];
}

function enforcement(target: SqliteTarget): RuleOutput {
  return {
    sql: 'PRAGMA foreign_keys = OFF',
    transaction: 'session',
    undo: 'PRAGMA foreign_keys = ON',
    guard: unenforced(target),
  };
}

/** The PRAGMA is not heard in an open transaction, so it is asked what came of it: rows hang on it. */
function notEnforced({ name }: Table, target: SqliteTarget): RuleOutput {
  return guard(
    `Foreign keys are enforced, and rows of other tables would be deleted with ${name.name}`,
    `SELECT foreign_keys AS found FROM pragma_foreign_keys WHERE foreign_keys <> 0`,
    target,
  );
}

/** What is there and not known would not be there afterwards: made by SQL of the user's own, or since a script was written. */
function allKnown(from: Table, before: SchemaModel, target: SqliteTarget): RuleOutput {
  const parts = [
    ...from.indexes.map(({ name }) => name),
    ...triggersOn(before, from.name).map(({ name }) => name.name),
  ];
  const schema = from.name.schema === undefined ? '' : `, ${literal(from.name.schema)}`;
  const table = literal(from.name.name);
  const catalog = quotedBeside(from.name, 'sqlite_master');
  return guard(
    `The table ${from.name.name} has parts that are not known here and would be lost`,
    `SELECT type || ' ' || name AS found FROM ${catalog} WHERE tbl_name = ${table} COLLATE NOCASE` +
      ` AND type IN ('index', 'trigger') AND sql IS NOT NULL AND lower(name) NOT IN (${list(parts)})` +
      ` UNION ALL SELECT 'column ' || name FROM pragma_table_xinfo(${table}${schema})` +
      ` WHERE lower(name) NOT IN (${list(from.columns.map(({ name }) => name))})`,
    target,
  );
}

function list(names: readonly string[]): string {
  return names.map((name) => literal(folded(name))).join(', ');
}
