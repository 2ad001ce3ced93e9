import type { Operation, Table } from '@aludel/core';
import { isTextual } from './column-types.js';
import type { ServerFacts } from './inspect/facts.js';
import type { TableOptionChanges } from './operations/kinds.js';
import { usualOption } from './operations/usual-options.js';

/**
 * What makes the options of a table into those of another. A collation counts where the model names one, and then the
 * texts go with it that are in the table's. How a table is partitioned does not count: partitions come and go by the calendar.
 */
export function tableOptionsChange(from: Table, to: Table, facts: ServerFacts): readonly Operation[] {
  const [before, after] = [from.options?.mysql ?? {}, to.options?.mysql ?? {}];
  const [engine, former] = [after.engine ?? facts.engine, before.engine ?? facts.engine];
  const isOtherEngine = engine.toLowerCase() !== former.toLowerCase();
  const usualCollation = collationAround(from, facts);
  const isOtherCollation = after.collation !== undefined && after.collation !== (before.collation ?? usualCollation);
  const others = changedOthers(before.others, after.others);
  const changes: TableOptionChanges = {
    ...(isOtherEngine ? { engine } : {}),
    ...(isOtherCollation ? { collation: after.collation } : {}),
    ...(before.rowFormat === after.rowFormat ? {} : { rowFormat: after.rowFormat ?? null }),
    ...(before.keyBlockSize === after.keyBlockSize ? {} : { keyBlockSize: after.keyBlockSize ?? null }),
    ...(before.statsPersistent === after.statsPersistent ? {} : { statsPersistent: after.statsPersistent ?? null }),
    ...(before.systemVersioning === after.systemVersioning ? {} : { systemVersioning: after.systemVersioning ?? null }),
    ...(Object.keys(others).length === 0 ? {} : { others }),
  };
  if (Object.keys(changes).length === 0) return [];
  // What the server would have it be without a word, so that there is a way back.
  const unsaid: TableOptionChanges = {
    ...(isOtherEngine && before.engine === undefined ? { engine: former } : {}),
    ...(isOtherCollation && before.collation === undefined ? { collation: usualCollation } : {}),
  };
  const change: Operation = {
    kind: 'mysql.alterTableOptions',
    table: to.name,
    to: changes,
    ...(Object.keys(unsaid).length === 0 ? {} : { from: unsaid }),
  };
  return [...(isOtherCollation ? textsAlong(to) : []), change];
}

/**
 * The texts that are to be in the new collation of their table: those that are there the server would leave as they are,
 * and those that have just come are in the former one. Before the table's own, so that the way back is in order, too.
 */
function textsAlong(to: Table): readonly Operation[] {
  const collation = to.options?.mysql?.collation;
  if (collation === undefined) return [];
  return to.columns
    .filter((column) => isTextual(column.type) && column.collation === undefined)
    .map(({ name }) => ({ kind: 'alterColumn', table: to.name, column: name, to: { collation } }));
}

function collationAround({ name }: Table, facts: ServerFacts): string {
  return name.schema === undefined ? facts.collation : (facts.collations.get(name.schema) ?? facts.collation);
}

function changedOthers(
  before: Readonly<Record<string, string>> = {},
  after: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const gone = Object.keys(before).flatMap((name) => {
    const value = after[name] === undefined ? usualOption(name) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries([...Object.entries(after).filter(([name, value]) => before[name] !== value), ...gone]);
}
