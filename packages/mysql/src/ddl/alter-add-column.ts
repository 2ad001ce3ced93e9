import type { Column, TableName } from '@aludel/core';
import { getColumn, type AddColumn, type RuleOutput } from '@aludel/core/dialect';
import { part, type AlterStep } from './alter-step.js';
import { withSettings, type AlterContext } from './alter-parts.js';
import { columnText, positionText } from './column-text.js';
import { addColumnCost } from './costs.js';
import { noRowsGuard, type Unwanted } from './guards.js';
import type { MysqlTarget } from './target.js';

export function addColumn(
  { table, column, ifNotExists, options }: AddColumn,
  context: AlterContext,
): readonly AlterStep[] {
  const { before, after, target } = context;
  const added = getColumn(after, column.name);
  const words = `ADD COLUMN ${ifNotExists === true && target.flavour.has.ifExists ? 'IF NOT EXISTS ' : ''}`;
  const parts = [part('column', column.name)];
  const start = column.identity?.start;
  return [
    withSettings(
      {
        clauses: [
          `${words}${columnText(added, after, target)}${positionText(column)}`,
          ...(start === undefined ? [] : [`AUTO_INCREMENT = ${BigInt(start)}`]),
        ],
        cost: addColumnCost(column, before, target),
        needs: [...parts, ...neighbour(column.options?.mysql?.position)],
        changes: parts,
        ...(needsValue(column) ? { guards: [noRows(table, column, target)] } : {}),
        ...(column.identity === undefined ? {} : { wantsNext: true }),
      },
      options?.mysql,
    ),
  ];
}

/** The column that it is put after must not be renamed or moved in the same statement. */
export function neighbour(position: 'first' | { readonly after: string } | undefined): readonly string[] {
  return typeof position === 'object' ? [part('column', position.after)] : [];
}

function needsValue({ nullable, default: value, identity, generated }: Column): boolean {
  return !nullable && value === undefined && identity === undefined && generated === undefined;
}

/** The servers would give rows that are there a 0, an empty text, a date that is none; nobody has asked for that. */
function noRows(table: TableName, { name }: Column, target: MysqlTarget): RuleOutput {
  const unwanted: Unwanted = {
    table,
    message: `The column ${name} is NOT NULL and has no default, and the table ${table.name} has rows, which would have no value for it`,
    hint: 'Give it a default; or add it nullable, fill it, and then make it NOT NULL with op.alterColumn(…, { nullable: false }).',
  };
  return noRowsGuard(unwanted, target);
}
