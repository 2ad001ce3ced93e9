import type { Constraint, ForeignKey, PrimaryKey, Table, UniqueConstraint } from '@aludel/core';
import type { MysqlIndexElementOptions } from '../augment.js';
import { serverName } from '../server-names.js';
import { assertKeyable, hiddenText, optionTexts } from './index-text.js';
import type { MysqlTarget } from './target.js';
import { expressionText, nameList, quoted, quotedTable, unsupported } from './writing.js';

/** A constraint as it stands in CREATE TABLE, and after ADD in ALTER TABLE. */
export function constraintText(constraint: Constraint, table: Table, target: MysqlTarget): string {
  const name = constraint.name ?? serverName(constraint, table, target.flavour);
  switch (constraint.kind) {
    case 'primaryKey':
      return `PRIMARY KEY ${keyText(constraint, table, target)}`;
    case 'unique':
      if (constraint.deferrable !== undefined) throw notDeferrable(name);
      return `UNIQUE KEY ${quoted(name)} ${keyText(constraint, table, target)}${hiddenText(constraint.options?.mysql?.invisible, target)}`;
    case 'foreignKey':
      return `CONSTRAINT ${quoted(name)} FOREIGN KEY ${nameList(constraint.columns)} ${referencesText(constraint, name)}`;
    case 'check': {
      const text = `CONSTRAINT ${quoted(name)} CHECK ${expressionText(constraint.expression, table)}`;
      if (constraint.options?.mysql?.notEnforced !== true) return text;
      if (target.flavour.has.notEnforced) return `${text} NOT ENFORCED`;
      throw unsupported(`the check ${name}`, `${target.flavour.name} has no NOT ENFORCED.`);
    }
    default:
      throw unsupported(
        `a constraint of the kind ${(constraint as { readonly kind: string }).kind}`,
        'it belongs to another database.',
      );
  }
}

function keyText(constraint: PrimaryKey | UniqueConstraint, table: Table, target: MysqlTarget): string {
  const { elements = [], using, withoutOverlaps, comment } = constraint.options?.mysql ?? {};
  const columns = constraint.columns.map((column, place) => {
    const element: MysqlIndexElementOptions & { readonly order?: 'desc' } = elements[place] ?? {};
    const { length, order } = element;
    assertKeyable({ table, column, length, isUnique: true, name: constraint.name ?? 'PRIMARY' }, target);
    return `${quoted(column)}${length === undefined ? '' : `(${length})`}${order === undefined ? '' : ' DESC'}`;
  });
  const period = withoutOverlaps === undefined ? [] : [`${quoted(withoutOverlaps)} WITHOUT OVERLAPS`];
  return `(${[...columns, ...period].join(', ')})${optionTexts({
    ...(using === undefined ? {} : { using }),
    ...(comment === undefined ? {} : { comment }),
  })}`;
}

function referencesText({ references, onDelete, onUpdate, deferrable }: ForeignKey, name: string): string {
  if (deferrable !== undefined) throw notDeferrable(name);
  if (onDelete === 'set default' || onUpdate === 'set default') {
    throw unsupported(`the foreign key ${name}`, 'InnoDB has no SET DEFAULT.', 'Use SET NULL, CASCADE, or no action.');
  }
  if (references.columns.length === 0) {
    throw unsupported(
      `the foreign key ${name}`,
      `the columns that it points at in ${references.table.name} are not known, and have to be written.`,
      'Name them: references(table, column).',
    );
  }
  return [
    `REFERENCES ${quotedTable(references.table)} ${nameList(references.columns)}`,
    ...(onDelete === undefined ? [] : [`ON DELETE ${onDelete.toUpperCase()}`]),
    ...(onUpdate === undefined ? [] : [`ON UPDATE ${onUpdate.toUpperCase()}`]),
  ].join(' ');
}

function notDeferrable(name: string): Error {
  return unsupported(
    `the deferrable constraint ${name}`,
    'its constraints are checked at once.',
    'Leave out `deferrable`, or limit it to other databases with op.on(…).',
  );
}
