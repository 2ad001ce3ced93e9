import type { Column } from '@aludel/core';
import { getColumn, type Operation, type RuleOutput } from '@aludel/core/dialect';
import { typeText } from '../column-types.js';
import type { AlterContext } from './alter-parts.js';
import { noRowsGuard } from './guards.js';
import { quoted } from './writing.js';

/**
 * What must not be there before a TIMESTAMP is made NOT NULL: MariaDB puts the present time in place of each NULL, where it
 * refuses those of any other type. https://mariadb.com/docs/server/reference/data-types/date-and-time-data-types/timestamp
 */
export function nullMomentGuards(operation: Operation, { before, after, target }: AlterContext): readonly RuleOutput[] {
  if (target.flavour.kind !== 'mariadb') return [];
  const names = new Map<string, string>();
  if (operation.kind === 'createPrimaryKey') for (const name of operation.constraint.columns) names.set(name, name);
  if (operation.kind === 'alterColumn' && operation.to.nullable === false) {
    names.set(operation.column, operation.to.name ?? operation.column);
  }
  const isMoment = ({ type }: Column): boolean => /^timestamp/iu.test(typeText(type, target.flavour));
  return [...names].flatMap(([name, to]) => {
    const from = getColumn(before, name);
    if (!from.nullable || !isMoment(from) || !isMoment(getColumn(after, to))) return [];
    return [
      noRowsGuard(
        {
          table: before.name,
          where: `${quoted(name)} IS NULL`,
          message: `The column ${name} becomes NOT NULL, and contains NULL in rows of the table ${before.name.name}, in whose place MariaDB would put the present time`,
          hint: 'Fill these rows first, with op.execute(…), or delete them.',
        },
        target,
      ),
    ];
  });
}
