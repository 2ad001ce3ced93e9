import type { ForeignKey, Table } from '../schema/model.js';
import { tableKey } from '../schema/names.js';
import { sortedBy } from './pairs.js';

export interface TableOrder {
  /** Each after the tables that it points at, but for those that `cut` names. */
  readonly tables: readonly Table[];
  /** The foreign keys that point at a table further on, since they close a circle; by the key of their table. */
  readonly cut: ReadonlyMap<string, readonly ForeignKey[]>;
}

/** Brings tables into an order in which they can be created; backwards, they can be dropped. */
export function orderTables(tables: readonly Table[]): TableOrder {
  const all = new Map(tables.map((table) => [tableKey(table.name), table]));
  const position = new Map<string, number>();
  const ordered: Table[] = [];
  const seen = new Set<string>();
  // A stack of our own: a long chain of tables must not exhaust that of the machine.
  const open: { readonly key: string; readonly table: Table; readonly targets: string[] }[] = [];
  const enter = (key: string): void => {
    const table = all.get(key);
    if (table === undefined || seen.has(key)) return;
    seen.add(key);
    open.push({ key, table, targets: targetsOf(table).toReversed() });
  };
  for (const table of sortedBy(tables, ({ name }) => tableKey(name))) {
    enter(tableKey(table.name));
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const target = top.targets.pop();
      if (target !== undefined) {
        enter(target);
        continue;
      }
      position.set(top.key, ordered.length);
      ordered.push(top.table);
      open.pop();
    }
  }
  return { tables: ordered, cut: cutForeignKeys(ordered, position) };
}

function cutForeignKeys(
  ordered: readonly Table[],
  position: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly ForeignKey[]> {
  const cut = new Map<string, readonly ForeignKey[]>();
  for (const [own, table] of ordered.entries()) {
    const ahead = foreignKeysOf(table).filter(
      ({ references }) => (position.get(tableKey(references.table)) ?? own) > own,
    );
    if (ahead.length > 0) cut.set(tableKey(table.name), ahead);
  }
  return cut;
}

function targetsOf(table: Table): readonly string[] {
  return foreignKeysOf(table).map(({ references }) => tableKey(references.table));
}

export function foreignKeysOf(table: Table): readonly ForeignKey[] {
  return table.constraints.filter((constraint) => constraint.kind === 'foreignKey');
}
