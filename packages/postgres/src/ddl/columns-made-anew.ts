import type { Column, SchemaModel, Table, TableName } from '@aludel/core';
import { getColumn, getTable, mentionsName, type AlterColumn, type RuleOutput } from '@aludel/core/dialect';
import { alterTable } from '../operations/alter-table.js';
import { alterColumnChange, isOtherType } from './alter-column.js';
import type { TableChange } from './alter-table.js';
import { columnWords } from './column-text.js';
import { enumOutputs } from './enum-outputs.js';
import { partsAside } from './parts-aside.js';
import { majorOf, type PostgresTarget } from './target.js';
import { viewsAside } from './views-aside.js';
import { alterTableText, literal, quoted, quotedTable } from './writing.js';

/**
 * Whether a change of a column takes that it, or one that is computed from it, is dropped and added anew: there is no ALTER
 * that makes a plain column a computed one, nor one of the type of what others are computed from.
 * https://www.postgresql.org/docs/current/ddl-generated-columns.html
 */
export function takesColumnAnew(operation: AlterColumn, before: SchemaModel, target: PostgresTarget): boolean {
  const table = getTable(before, operation.table);
  return isMadeAnew(operation, table, target) || computedOver([operation], table).length > 0;
}

function isMadeAnew({ column, to: { generated: to } }: AlterColumn, table: Table, target: PostgresTarget): boolean {
  if (to === undefined || to === null) return false;
  const { generated: from } = getColumn(table, column);
  if (from === undefined || from.stored !== to.stored) return true;
  if (from.expression === to.expression) return false;
  // "not supported for virtual generated columns in tables with check constraints"
  return majorOf(target) < 17 || (!from.stored && table.constraints.some(({ kind }) => kind === 'check'));
}

/** Those that are computed from a column that gets another type. */
function computedOver(operations: readonly AlterColumn[], table: Table): readonly Column[] {
  const retyped = operations.filter((operation) => isOtherType(operation, table)).map(({ column }) => column);
  return table.columns.filter(
    ({ name, generated }) =>
      generated !== undefined && retyped.some((other) => other !== name && mentionsName(generated.expression, other)),
  );
}

/**
 * Changes of columns of one table of which some have to be made anew. What rests on these, the catalog knows: it is taken off
 * and put on again. They stand at the end of the table then.
 */
export function columnsMadeAnew(
  operations: readonly AlterColumn[],
  before: SchemaModel,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const [first] = operations;
  if (first === undefined) return [];
  const { table: name } = first;
  const table = getTable(before, name);
  const after = alterTable.apply(before, { kind: 'postgres.alterTable', table: name, operations });
  const isComputed = (column: string): boolean => getColumn(getTable(after, name), column).generated !== undefined;
  const early = computedOver(operations, table).flatMap((column) => (isComputed(column.name) ? [column.name] : []));
  const late = operations.flatMap(({ column, to }) =>
    to.generated !== undefined && isComputed(column) && !early.includes(column) ? [column] : [],
  );
  const anew = [...early, ...late];
  let model = before;
  const changes: TableChange[] = [];
  for (const operation of operations) {
    const former = model;
    model = alterTable.apply(model, { kind: 'postgres.alterTable', table: name, operations: [operation] });
    // One that is made anew takes its sequence along; the rest is said where it is added.
    const { made, changed, gone } = enumOutputs(former, model);
    changes.push(
      anew.includes(operation.column)
        ? { before: [...made, ...changed], actions: [], after: gone }
        : alterColumnChange(operation, former, target),
    );
  }
  const added = anew.map((column) => columnWords(getColumn(getTable(after, name), column), name, target));
  const drop = (columns: readonly string[]): string =>
    alterText(
      name,
      columns.map((column) => `DROP COLUMN ${quoted(column)}`),
    );
  const [made, gone] = [changes.flatMap((change) => change.before), changes.flatMap((change) => change.after)];
  return [
    ...made,
    block(name, anew, [
      drop(early),
      alterText(
        name,
        changes.flatMap((change) => change.actions),
      ),
      drop(late),
      alterText(
        name,
        added.map(({ text }) => `ADD COLUMN ${text}`),
      ),
      ...added.flatMap((words) => words.after.map((sql) => `${sql};`)),
    ]),
    ...gone,
  ];
}

function alterText(table: TableName, actions: readonly string[]): string {
  return actions.length === 0 ? '' : `${alterTableText(table, actions)};`;
}

/** The columns, and those that tables below have from them. */
const moved = `below AS (
      SELECT of_table::oid AS id
      UNION
      SELECT h.inhrelid FROM pg_inherits h JOIN below ON h.inhparent = id
    ), moved AS (
      SELECT a.* FROM pg_attribute a JOIN below ON id = attrelid WHERE NOT attisdropped AND attname = ANY(columns)
    )`;

const parts = partsAside({
  found: `${moved}, about AS (
      SELECT classid, objid FROM pg_depend
       WHERE refclassid = 'pg_class'::regclass AND (refobjid, refobjsubid) IN (SELECT attrelid, attnum FROM moved)
    )`,
});

const views = viewsAside(
  moved,
  `d.refclassid = 'pg_class'::regclass AND (d.refobjid, d.refobjsubid) IN (SELECT attrelid, attnum FROM moved)`,
  {
    shows: `(SELECT string_agg(of_table || '.' || quote_ident(c), ', ') FROM unnest(columns) c)`,
    change: 'what is computed in the table changes',
  },
);

/** What tables below say of such a column themselves, and who may do what with it. */
const sayings = `  FOR one IN
    WITH RECURSIVE ${moved}
    SELECT attrelid::regclass AS relation, * FROM moved
  LOOP
    IF one.attinhcount > (one.relation <> of_table)::int OR (one.relation <> of_table AND one.attislocal) THEN
      RAISE EXCEPTION 'The column % of % is inherited, and declared there or inherited from another table, too: it cannot be made anew.', one.attname, one.relation
        USING HINT = 'Drop the column from each of the tables and add it, in a migration of its own.';
    END IF;
    made := made
      || ARRAY(SELECT format('GRANT %s (%I) ON %s TO %s%s', privilege_type, one.attname, one.relation,
             CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, CASE WHEN is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
           FROM aclexplode(one.attacl))
      || ARRAY(SELECT format('COMMENT ON COLUMN %s.%I IS %L', one.relation, one.attname, description)
           FROM pg_description WHERE one.relation <> of_table
            AND classoid = 'pg_class'::regclass AND objoid = one.attrelid AND objsubid = one.attnum);
  END LOOP;`;

function block(table: TableName, columns: readonly string[], statements: readonly string[]): string {
  return `DO $aludel$
DECLARE
  one record;
  of_table CONSTANT regclass := ${literal(quotedTable(table))}::regclass;
  columns CONSTANT name[] := ARRAY[${columns.map(literal).join(', ')}];
  gone text[] := '{}';
  made text[] := '{}';
  made_again text[];
  statement text;
BEGIN
${views}
${parts}
${sayings}
  FOREACH statement IN ARRAY gone LOOP
    EXECUTE statement;
  END LOOP;
${statements
  .filter((sql) => sql !== '')
  .map((sql) => `  ${sql}`)
  .join('\n')}
  FOREACH statement IN ARRAY made LOOP
    EXECUTE statement;
  END LOOP;
END
$aludel$`;
}
