import type { Operation } from '../operations/operation.js';
import type { Column, Constraint } from '../schema/model.js';
import type { TableDiff } from './tables.js';

/**
 * A column that numbers rows is a key's on some databases: where its key goes long before its table's turn, since another
 * table takes the name, it stops numbering before that, and begins again with the rest of its table.
 * @param isEarly whether the constraint goes before the table's turn
 */
export function numberingApart(
  diff: TableDiff,
  isEarly: (constraint: Constraint) => boolean,
): { readonly released: readonly Operation[]; readonly diff: TableDiff } {
  const keys = diff.constraints.dropped.filter((constraint) => isKey(constraint) && isEarly(constraint));
  const freed = keys.length === 0 ? [] : diff.from.columns.filter((column) => isFreed(column, keys, diff));
  if (freed.length === 0) return { released: [], diff };
  const { columns, from } = diff;
  const names = new Map(freed.map((column) => [column.name, column]));
  const changed = columns.changed.flatMap((change): TableDiff['columns']['changed'] => {
    const column = names.get(change.column);
    if (column?.identity === undefined) return [change];
    names.delete(change.column);
    const { identity = column.identity, ...rest } = change.to;
    if (identity !== null) return [{ ...change, to: { ...rest, identity } }];
    return Object.keys(rest).length === 0 ? [] : [{ ...change, to: rest }];
  });
  const again = [...names.values()].flatMap(({ name, identity }): TableDiff['columns']['changed'] =>
    identity === undefined || columns.dropped.some((column) => column.name === name)
      ? []
      : [{ column: name, to: { identity } }],
  );
  return {
    released: freed.map(({ name }): Operation => ({
      kind: 'alterColumn',
      table: from.name,
      column: name,
      to: { identity: null },
    })),
    diff: { ...diff, columns: { ...columns, changed: [...changed, ...again] } },
  };
}

function isKey({ kind }: Constraint): boolean {
  return kind === 'primaryKey' || kind === 'unique';
}

function isFreed({ name, identity }: Column, keys: readonly Constraint[], { from }: TableDiff): boolean {
  const has = (constraint: Constraint): boolean =>
    'columns' in constraint && isKey(constraint) && constraint.columns[0] === name;
  return identity !== undefined && keys.some(has) && from.constraints.every((one) => !has(one) || keys.includes(one));
}
