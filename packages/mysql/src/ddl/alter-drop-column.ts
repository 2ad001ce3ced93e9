import type { DropColumn } from '@aludel/core/dialect';
import { part, type AlterStep } from './alter-step.js';
import {
  constraintPart,
  dropConstraintClause,
  hiddenIndexClauses,
  withSettings,
  type AlterContext,
} from './alter-parts.js';
import { dropColumnCost } from './costs.js';
import { quoted } from './writing.js';

/**
 * What goes with a column is dropped by name: left to themselves, the servers shrink a key of several columns to those
 * that are left, and refuse where a check of several mentions it.
 */
export function dropColumn({ column, ifExists, options }: DropColumn, context: AlterContext): readonly AlterStep[] {
  const { before, after, target } = context;
  const gone = before.constraints.filter((constraint) => !after.constraints.includes(constraint));
  const hidden = hiddenIndexClauses(context, []);
  const clauses = gone.flatMap((constraint) => {
    const clause = dropConstraintClause(constraint, before, target);
    return clause === undefined ? [] : [clause];
  });
  const words = `DROP COLUMN ${ifExists === true && target.flavour.has.ifExists ? 'IF EXISTS ' : ''}`;
  const parts = [part('column', column), ...gone.map(constraintPart), ...hidden.parts];
  const isUsed = clauses.length > 0 || hidden.clauses.length > 0;
  return [
    withSettings(
      {
        clauses: [...clauses, ...hidden.clauses, `${words}${quoted(column)}`],
        cost: dropColumnCost(isUsed, target),
        needs: parts,
        changes: parts,
      },
      options?.mysql,
    ),
  ];
}
