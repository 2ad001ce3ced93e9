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
  const usualCollation = collationAround(from, facts);
  const isOtherCollation = after.collation !== undefined && after.collation !== (before.collation ?? usualCollation);
  const storage = storageChanges(from, to, facts);
  const isApart = storageComesFirst(from, to, facts);
  const changes: TableOptionChanges = {
    ...(isOtherCollation ? { collation: after.collation } : {}),
    ...(before.statsPersistent === after.statsPersistent ? {} : { statsPersistent: after.statsPersistent ?? null }),
    ...(before.systemVersioning === after.systemVersioning ? {} : { systemVersioning: after.systemVersioning ?? null }),
    ...(isApart ? {} : storage),
  };
  // What the server would have it be without a word, so that there is a way back.
  const unsaid = isOtherCollation && before.collation === undefined ? { collation: usualCollation } : {};
  return [
    ...(isApart ? optionsOperation(from, to, storage, {}, facts) : []),
    ...(isOtherCollation ? textsAlong(to) : []),
    ...optionsOperation(from, to, changes, unsaid, facts),
  ];
}

/** Whether a change is one of how rows are kept, alone. */
export function isOfStorage(change: Operation): boolean {
  return change.kind === 'mysql.alterTableOptions' && Object.keys(change.to).every((key) => storageKeys.has(key));
}

const storageKeys: ReadonlySet<string> = new Set(['engine', 'rowFormat', 'keyBlockSize', 'others']);

export function isOtherEngine(from: Table, to: Table, facts: ServerFacts): boolean {
  return engineOf(from, facts) !== engineOf(to, facts);
}

function optionsOperation(
  from: Table,
  { name }: Table,
  changes: TableOptionChanges,
  unsaid: TableOptionChanges,
  facts: ServerFacts,
): readonly Operation[] {
  if (Object.keys(changes).length === 0) return [];
  const former =
    changes.engine === undefined || from.options?.mysql?.engine !== undefined
      ? unsaid
      : { engine: facts.engine, ...unsaid };
  return [
    {
      kind: 'mysql.alterTableOptions',
      table: name,
      to: changes,
      ...(Object.keys(former).length === 0 ? {} : { from: former }),
    },
  ];
}

/** How the rows are kept. */
function storageChanges(from: Table, to: Table, facts: ServerFacts): TableOptionChanges {
  const [before, after] = [from.options?.mysql ?? {}, to.options?.mysql ?? {}];
  const others = changedOthers(before.others, after.others);
  return {
    ...(isOtherEngine(from, to, facts) ? { engine: after.engine ?? facts.engine } : {}),
    ...(before.rowFormat === after.rowFormat ? {} : { rowFormat: after.rowFormat ?? null }),
    ...(before.keyBlockSize === after.keyBlockSize ? {} : { keyBlockSize: after.keyBlockSize ?? null }),
    ...(Object.keys(others).length === 0 ? {} : { others }),
  };
}

/** Whether the engine or the format of rows has to change before the rest of the table does, and not after it. */
export function storageComesFirst(from: Table, to: Table, facts: ServerFacts): boolean {
  const [before, after] = [abilityOf(from, facts), abilityOf(to, facts)];
  if (before === after) return false;
  // Only such an engine can have it as it is, or as it is to be, that counts within the other parts of a key.
  return before < after ? !countsWithinKey(from) : countsWithinKey(to);
}

/** The more, the more a table can have: foreign keys, texts, long keys. */
function abilityOf(table: Table, facts: ServerFacts): number {
  const engine = engineOf(table, facts);
  if (engine === 'myisam' || engine === 'aria') return 1;
  if (engine !== 'innodb') return 0;
  const format = table.options?.mysql?.rowFormat?.toLowerCase();
  // Keys of 767 bytes, and of 3,072: https://dev.mysql.com/doc/refman/8.4/en/innodb-limits.html
  return format === 'compact' || format === 'redundant' ? 2 : 3;
}

function engineOf({ options }: Table, facts: ServerFacts): string {
  return (options?.mysql?.engine ?? facts.engine).toLowerCase();
}

function countsWithinKey({ columns, constraints, indexes }: Table): boolean {
  const begins = (name: string): boolean =>
    constraints.some((part) => (part.kind === 'primaryKey' || part.kind === 'unique') && part.columns[0] === name) ||
    indexes.some(({ columns: [first] }) => first !== undefined && 'column' in first && first.column === name);
  return columns.some(({ name, identity }) => identity !== undefined && !begins(name));
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
