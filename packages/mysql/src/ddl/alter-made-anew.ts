import type { Column, Constraint, Index, Table } from '@aludel/core';
import { mentionsName, type AlterColumn } from '@aludel/core/dialect';
import { constraintPart, dropConstraintClause, withSettings, type AlterContext, type Asked } from './alter-parts.js';
import { part, type AlterStep } from './alter-step.js';
import { columnText } from './column-text.js';
import { constraintText } from './constraint-text.js';
import { indexText } from './index-text.js';
import { quoted } from './writing.js';

export function isVirtual({ generated }: Column): boolean {
  return generated?.stored === false;
}

/**
 * A column that begins or ceases to be computed when it is read. Neither server alters that: the column is dropped and added
 * at its place again, with all that rests on it. One that shall be plain is stored in between, so that it has its values.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table-generated-columns.html
 */
export function madeAnew(
  { options }: AlterColumn,
  from: Column,
  to: Column,
  context: AlterContext,
): readonly AlterStep[] {
  const { before, after, target } = context;
  const isPlain = from.generated !== undefined && to.generated === undefined;
  const first = isPlain ? storedOnce(to, from.generated.expression) : to;
  const columns = [from, ...computedFrom(from, before)];
  const written = (name: string): Column | undefined => (name === to.name ? first : undefined);
  const { drops, adds, checks, parts } = apart(columns, [to.name], context, { written });
  const step = stepOf([...parts, part('column', to.name)], options?.mysql);
  return [
    step([...drops, ...adds]),
    ...(isPlain ? [step([`MODIFY COLUMN ${columnText(to, after, target)}`])] : []),
    ...(checks.length === 0 ? [] : [step(checks)]),
  ];
}

/**
 * Renames a column of a foreign key that others are computed from, or an index over an expression: MySQL would copy the
 * table to write these anew, and a copy can't rename such a column. They are dropped, and added at their place again.
 * @param clauses that rename it
 */
export function renamedAlone(
  clauses: readonly string[],
  name: string,
  to: string,
  checksToo: readonly Constraint[],
  context: AlterContext,
  settings: Asked | undefined,
): readonly AlterStep[] {
  const { before } = context;
  const [column] = before.columns.filter((one) => one.name === name);
  const computed = column === undefined ? [] : computedFrom(column, before);
  const indexes = before.indexes.filter((index) => isOverExpression(index, name));
  const { drops, adds, checks, parts } = apart(computed, [], context, { indexes, checks: checksToo });
  const step = stepOf([...parts, part('column', name), part('column', to)], settings);
  return [step(drops), step(clauses), step(adds), ...(checks.length === 0 ? [] : [step(checks)])];
}

/** The columns that are computed from one, each behind what it needs. */
export function computedFrom(column: Column, { columns }: Table): readonly Column[] {
  const found = [column];
  for (const one of found) {
    for (const other of columns) {
      if (found.includes(other) || other.generated === undefined) continue;
      if (mentionsName(other.generated.expression, one.name)) found.push(other);
    }
  }
  return found.slice(1);
}

export function isOverExpression({ columns }: Index, name: string): boolean {
  return columns.some((element) => 'expression' in element && mentionsName(element.expression, name));
}

interface Apart {
  readonly drops: readonly string[];
  readonly adds: readonly string[];
  /** In a statement of their own: a constraint can't be dropped and added in one. */
  readonly checks: readonly string[];
  readonly parts: readonly string[];
}

/** The clauses that drop columns with all that rests on them, and those that add them again. */
function apart(
  columns: readonly Column[],
  newNames: readonly string[],
  { before, after, target }: AlterContext,
  more: {
    readonly indexes?: readonly Index[];
    readonly checks?: readonly Constraint[];
    readonly written?: (name: string) => Column | undefined;
  },
): Apart {
  const names = columns.map(({ name }) => name);
  const rests = (mentions: (name: string) => boolean): boolean => names.some(mentions);
  const keys = before.constraints.filter((key) => key.kind === 'unique' && rests((name) => key.columns.includes(name)));
  const indexes = before.indexes.filter(
    (index) => more.indexes?.includes(index) === true || rests((name) => isOver(index, name)),
  );
  const checks = before.constraints.filter(
    (check) =>
      check.kind === 'check' &&
      (more.checks?.includes(check) === true || rests((name) => mentionsName(check.expression, name))) &&
      // One that is written on its column goes and comes with it.
      dropConstraintClause(check, before, target) !== undefined,
  );
  const isAgain = new Set([...names, ...newNames]);
  const again = <T extends { readonly name?: string }>(some: readonly T[], all: readonly T[]): readonly T[] =>
    some.flatMap(({ name }) => all.filter((one) => one.name === name));
  return {
    drops: [
      ...[...checks, ...keys].flatMap((constraint) => dropConstraintClause(constraint, before, target) ?? []),
      ...indexes.map(({ name }) => `DROP KEY ${quoted(name)}`),
      ...names.toReversed().map((name) => `DROP COLUMN ${quoted(name)}`),
    ],
    adds: [
      ...after.columns.flatMap((column, place): readonly string[] => {
        if (!isAgain.has(column.name)) return [];
        const neighbour = after.columns[place - 1];
        const text = columnText(more.written?.(column.name) ?? column, after, target);
        return [`ADD COLUMN ${text}${neighbour === undefined ? ' FIRST' : ` AFTER ${quoted(neighbour.name)}`}`];
      }),
      ...again(keys, after.constraints).map((key) => `ADD ${constraintText(key, after, target)}`),
      ...again(indexes, after.indexes).map((index) => `ADD ${indexText(index, after, target)}`),
    ],
    checks: again(checks, after.constraints).map((check) => `ADD ${constraintText(check, after, target)}`),
    parts: [
      ...names.map((name) => part('column', name)),
      ...indexes.map(({ name }) => part('key', name)),
      ...[...keys, ...checks].map(constraintPart),
    ],
  };
}

function stepOf(parts: readonly string[], settings: Asked | undefined): (clauses: readonly string[]) => AlterStep {
  return (clauses) => withSettings({ clauses, cost: 'alone', needs: parts, changes: parts }, settings);
}

/** What a column is on its way from being computed when it is read to being plain. */
function storedOnce(to: Column, expression: string): Column {
  const { default: _, identity: __, options, ...rest } = to;
  const { onUpdateCurrentTimestamp: ___, ...mysql } = options?.mysql ?? {};
  return { ...rest, nullable: true, generated: { expression, stored: true }, options: { mysql } };
}

function isOver({ columns }: Index, name: string): boolean {
  return columns.some((element) =>
    'column' in element ? element.column === name : mentionsName(element.expression, name),
  );
}
