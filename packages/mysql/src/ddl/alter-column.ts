import type { Column, Table } from '@aludel/core';
import { getColumn, mentionsName, type AlterColumn } from '@aludel/core/dialect';
import { isLob, typeText } from '../column-types.js';
import { neighbour } from './alter-add-column.js';
import { isOverExpression, isVirtual, madeAnew, renamedAlone } from './alter-made-anew.js';
import { withSpatialIndexesApart } from './alter-srid.js';
import { part, type AlterStep, type Cost } from './alter-step.js';
import { dropConstraintClause, withSettings, type AlterContext, type Asked } from './alter-parts.js';
import { columnText, defaultText, definitionText, positionText } from './column-text.js';
import { constraintText } from './constraint-text.js';
import { modifyCost, renameColumnCost } from './costs.js';
import { indexText } from './index-text.js';
import type { MysqlTarget } from './target.js';
import { isPresentTime, quoted, unsupported } from './writing.js';

/**
 * Changes a column. MODIFY and CHANGE forget whatever they are not told, so the whole definition is written again, from
 * the column as it is; where the server has words for the change alone, those are used.
 */
export function alterColumn(operation: AlterColumn, context: AlterContext): readonly AlterStep[] {
  const { column, to, options } = operation;
  const [from, changed] = [getColumn(context.before, column), getColumn(context.after, to.name ?? column)];
  return withSpatialIndexesApart(stepsOf(operation, context), from, changed, context, options?.mysql);
}

function stepsOf(operation: AlterColumn, context: AlterContext): readonly AlterStep[] {
  const { before, after, target } = context;
  const { column: name, to, options } = operation;
  if (to.using !== undefined && to.type !== undefined) {
    throw unsupported(
      `\`using\` for the column ${name}`,
      'it converts values by rules of its own.',
      'Leave `using` out where these do; else add a column, fill it with op.execute, and drop the old one.',
    );
  }
  const from = getColumn(before, name);
  const changed = getColumn(after, to.name ?? name);
  const positioned = { ...changed, options: { mysql: to.options?.mysql ?? {} } };
  const position = positionText(positioned);
  const [old, wanted] = [definitionText(from, before, target), definitionText(changed, after, target)];
  const isRenamed = from.name !== changed.name;
  const start = to.identity?.start;
  const counter = start === undefined ? [] : [`AUTO_INCREMENT = ${BigInt(start)}`];
  if (old === wanted && position === '' && !isRenamed) {
    return counter.length === 0 ? [] : [step(counter, 'inplace', [name], options?.mysql)];
  }
  if (isVirtual(from) !== isVirtual(changed)) return madeAnew(operation, from, changed, context);
  const types = { from: typeText(from.type, target.flavour), to: typeText(changed.type, target.flavour) };
  if (isRenamed) {
    const clause =
      old === wanted && position === ''
        ? `RENAME COLUMN ${quoted(name)} TO ${quoted(changed.name)}`
        : `CHANGE COLUMN ${quoted(name)} ${columnText(changed, after, target)}${position}`;
    const cost =
      old === wanted && position === ''
        ? renameColumnCost(name, before, target)
        : modifyCost(from, changed, types, before);
    return renameSteps({ clauses: [clause, ...counter], cost, name, to: changed.name }, context, options?.mysql);
  }
  if (position === '' && isDefaultAlone(from, changed, before, target)) {
    const text =
      changed.default === undefined && !changed.nullable
        ? 'DROP DEFAULT'
        : `SET DEFAULT ${defaultText(changed, target)}`;
    return [step([`ALTER COLUMN ${quoted(name)} ${text}`], 'instant', [name], options?.mysql)];
  }
  const cost = modifyCost(from, changed, types, before);
  const moved: Cost =
    position === '' || target.flavour.kind === 'mariadb' ? cost : cost === 'instant' ? 'rebuild' : cost;
  const modify = step(
    [`MODIFY COLUMN ${columnText(changed, after, target)}${position}`, ...counter],
    moved,
    [name],
    options?.mysql,
  );
  const numbers = changed.identity !== undefined && from.identity === undefined ? { wantsNext: true } : {};
  return [{ ...modify, ...numbers, needs: [...modify.needs, ...neighbour(to.options?.mysql?.position)] }];
}

/** Writes a column as it is: what is no longer said of it goes. */
export function restateColumn(name: string, { after, target }: AlterContext, settings: Asked | undefined): AlterStep {
  return step([`MODIFY COLUMN ${columnText(getColumn(after, name), after, target)}`], 'instant', [name], settings);
}

/** Whether only the default differs, and can be set by itself. */
function isDefaultAlone(from: Column, to: Column, table: Table, target: MysqlTarget): boolean {
  if (to.generated !== undefined || to.identity !== undefined || to.options?.mysql?.onUpdateCurrentTimestamp === true) {
    return false;
  }
  // SET DEFAULT takes the present time for an expression like others, and MySQL refuses it for texts altogether.
  if (isPresentTime(to.default) || (target.flavour.kind === 'mysql' && isLob(to.type))) return false;
  const { default: _f, ...fromRest } = from;
  const { default: _t, ...toRest } = to;
  return definitionText(fromRest, table, target) === definitionText(toRest, table, target);
}

interface Rename {
  readonly clauses: readonly string[];
  readonly cost: Cost;
  readonly name: string;
  readonly to: string;
}

/**
 * MariaDB rewrites what mentions a renamed column. MySQL refuses where a check, a generated column or an index over an
 * expression does: these are written anew, checks in a statement of their own, since adding one copies the table, and a copy
 * cannot rename the column of a foreign key.
 */
function renameSteps(
  { clauses, cost, name, to }: Rename,
  context: AlterContext,
  settings: Asked | undefined,
): readonly AlterStep[] {
  const { before, after, target } = context;
  if (target.flavour.kind === 'mariadb') return [step(clauses, cost, [name, to], settings)];
  const isKey = isInForeignKey(name, context);
  const checks = before.constraints.filter(
    (constraint) =>
      constraint.kind === 'check' &&
      (mentionsName(constraint.expression, name) || (isKey && isOverWords(constraint.expression, before))),
  );
  const computed = before.columns.filter(
    ({ generated, name: own }) => own !== name && generated !== undefined && mentionsName(generated.expression, name),
  );
  const indexes = before.indexes.filter((index) => isOverExpression(index, name));
  if (isKey && computed.length + indexes.length > 0) return renamedAlone(clauses, name, to, checks, context, settings);
  const dropped = checks.flatMap((check) => dropConstraintClause(check, before, target) ?? []);
  const first = step(
    [
      ...dropped,
      ...indexes.map((index) => `DROP KEY ${quoted(index.name)}`),
      ...clauses,
      ...computed.map((column) => `MODIFY COLUMN ${columnText(getColumn(after, column.name), after, target)}`),
      ...indexes.flatMap(({ name: index }) =>
        after.indexes.filter((one) => one.name === index).map((one) => `ADD ${indexText(one, after, target)}`),
      ),
    ],
    computed.length + indexes.length > 0 ? 'copy' : cost,
    [name, to, ...computed.map((column) => column.name)],
    settings,
  );
  const constraintParts = checks.map((check) => part('constraint', check.name ?? ''));
  const withChecks = {
    ...first,
    needs: [...first.needs, ...constraintParts],
    changes: [...first.changes, ...constraintParts],
  };
  if (checks.length === 0) return [first];
  const again = after.constraints.filter(
    (constraint) => constraint.kind === 'check' && checks.some((check) => check.name === constraint.name),
  );
  return [
    withChecks,
    {
      clauses: again.map((check) => `ADD ${constraintText(check, after, target)}`),
      cost: 'copy',
      needs: [...constraintParts, part('column', to)],
      changes: constraintParts,
    },
  ];
}

function isInForeignKey(name: string, { before, model }: AlterContext): boolean {
  return [before, ...model.tables].some((table) =>
    table.constraints.some(
      (constraint) =>
        constraint.kind === 'foreignKey' &&
        ((table.name.name === before.name.name && constraint.columns.includes(name)) ||
          (constraint.references.table.name === before.name.name && constraint.references.columns.includes(name))),
    ),
  );
}

/**
 * Whether a check is over an ENUM or a SET. MySQL copies any table with such a check, whatever is altered, and a copy can't
 * rename the column of a foreign key.
 */
function isOverWords(expression: string, { columns }: Table): boolean {
  return columns.some(
    ({ name, type }) => (type.kind === 'enum' || type.kind === 'mysql.set') && mentionsName(expression, name),
  );
}

function step(
  clauses: readonly string[],
  cost: Cost,
  columns: readonly string[],
  settings: Asked | undefined,
): AlterStep {
  const parts = columns.map((column) => part('column', column));
  return withSettings({ clauses, cost, needs: parts, changes: parts }, settings);
}
