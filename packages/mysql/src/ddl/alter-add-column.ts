import { getColumn, type AddColumn } from '@aludel/core/dialect';
import { part, type AlterStep } from './alter-step.js';
import { withSettings, type AlterContext } from './alter-parts.js';
import { columnText, positionText } from './column-text.js';
import { addColumnCost } from './costs.js';

export function addColumn({ column, ifNotExists, options }: AddColumn, context: AlterContext): readonly AlterStep[] {
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
