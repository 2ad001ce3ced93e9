import type { Constraint, Table } from '@aludel/core';
import type { RuleOutput, SettingGuard } from '@aludel/core/dialect';
import { SqliteComparator } from '../comparator.js';
import { SqliteNormalizer } from '../normalizer.js';
import type { RebuildTable } from '../operations/rebuild-table.js';
import { folded } from '../parse/tokens.js';
import { guard } from './guard.js';
import type { SqliteTarget } from './target.js';
import { literal, quotedBeside } from './writing.js';

const comparator = new SqliteComparator();
const normalizer = new SqliteNormalizer();

/**
 * Rows that point at nothing, before and after: those that did already are not our business. Rows are copied as they are,
 * so only foreign keys that are new, or whose columns compare otherwise now, can break; the others are not looked at, since
 * that reads the whole table.
 */
export function foreignKeyChecks(
  { from, to, using = {} }: RebuildTable,
  target: SqliteTarget,
): { readonly before: readonly RuleOutput[]; readonly after: readonly RuleOutput[] } {
  const changed = changedColumns(from, to, Object.keys(using));
  const asChild = to.constraints.some((one) => one.kind === 'foreignKey' && (isNew(one, from) || uses(one, changed)));
  const asParent = keyed(from, changed) || losesKey(from, to);
  if (!asChild && !asParent) return { before: [], after: [] };

  const table = literal(to.name.name);
  const [schema, catalog] = [to.name.schema, quotedBeside(to.name, 'sqlite_master')];
  const of = (name: string): string =>
    `pragma_foreign_key_check(${name}${schema === undefined ? '' : `, ${literal(schema)}`})`;
  const children =
    `SELECT DISTINCT m.name FROM ${catalog} AS m JOIN pragma_foreign_key_list(m.name${schema === undefined ? '' : `, ${literal(schema)}`}) AS f` +
    ` WHERE m.type = 'table' AND f."table" = ${table} COLLATE NOCASE`;
  const broken = [
    ...(asChild ? [`SELECT v."table", v.rowid AS "row", v.parent, v.fkid FROM ${of(table)} AS v`] : []),
    ...(asParent
      ? [
          `SELECT v."table", v.rowid AS "row", v.parent, v.fkid FROM (${children}) AS c JOIN ${of('c.name')} AS v` +
            ` WHERE v.parent = ${table} COLLATE NOCASE`,
        ]
      : []),
  ].join(' UNION ');
  const known = 'temp.aludel_broken_before';
  return {
    // The foreign keys' own numbers change with the table's definition.
    before: [`CREATE TEMP TABLE aludel_broken_before AS SELECT "table", "row", parent FROM (${broken})`],
    after: [
      guard(
        `Rows point at a row that is not there`,
        `SELECT "table" || ' row ' || ifnull("row", '?') || ' to ' || parent AS found` +
          ` FROM (SELECT "table", "row", parent FROM (${broken}) EXCEPT SELECT "table", "row", parent FROM ${known}) LIMIT 20`,
        target,
      ),
      `DROP TABLE ${known}`,
    ],
  };
}

/**
 * For a migration that changes data while foreign keys are not enforced: nothing cascades then, and nothing is refused, so
 * rows that point at nothing in the end fail it.
 */
export function unenforced(target: SqliteTarget): SettingGuard {
  const broken = 'SELECT "table", rowid AS "row", parent FROM pragma_foreign_key_check';
  const known = 'temp.aludel_unenforced';
  return {
    before: [`CREATE TEMP TABLE aludel_unenforced AS ${broken}`],
    after: [
      guard(
        'Foreign keys are not enforced in a migration that rebuilds a table, and its changes of data, which belong into a migration of their own, left rows that point at nothing',
        `SELECT "table" || ' row ' || ifnull("row", '?') || ' to ' || parent AS found` +
          ` FROM (${broken} EXCEPT SELECT "table", "row", parent FROM ${known}) LIMIT 20`,
        target,
      ),
      `DROP TABLE ${known}`,
    ],
  };
}

/** Columns that are gone or whose values may compare otherwise, in lower case. */
function changedColumns(from: Table, to: Table, converted: readonly string[]): ReadonlySet<string> {
  const [a, b] = normalizer.normalize({ tables: [from, to], objects: [] }).tables;
  const gone = (a?.columns ?? []).filter((column) => {
    const other = b?.columns.find(({ name }) => folded(name) === folded(column.name));
    if (other === undefined) return true;
    const change = comparator.columnChange(column, other);
    return change?.type !== undefined || change?.collation !== undefined || change?.generated !== undefined;
  });
  return new Set([...gone.map(({ name }) => name), ...converted].map(folded));
}

function isNew(constraint: Constraint, from: Table): boolean {
  return !from.constraints.some((other) => comparator.sameConstraint(other, { ...constraint, ...nameOf(other) }));
}

/** A constraint that only has another name is not new. */
function nameOf({ name }: Constraint): { readonly name?: string } {
  return name === undefined ? {} : { name };
}

function uses(constraint: Constraint, columns: ReadonlySet<string>): boolean {
  return 'columns' in constraint && constraint.columns.some((column) => columns.has(folded(column)));
}

/** Whether a key goes: SQLite only says so, and then of every statement, when a row of a table that points at it is changed. */
function losesKey(from: Table, to: Table): boolean {
  return from.constraints.some(
    (constraint) => (constraint.kind === 'primaryKey' || constraint.kind === 'unique') && isNew(constraint, to),
  );
}

/** Whether other tables may point at a column that changed: only at one that is a key or has a unique index. */
function keyed({ constraints, indexes }: Table, changed: ReadonlySet<string>): boolean {
  return (
    constraints.some((one) => (one.kind === 'primaryKey' || one.kind === 'unique') && uses(one, changed)) ||
    indexes.some(
      (index) =>
        index.unique && index.columns.some((element) => 'column' in element && changed.has(folded(element.column))),
    )
  );
}
