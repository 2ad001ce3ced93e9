import type { ForeignKey, Index, Table } from '@aludel/core';
import { isDeepStrictEqual } from 'node:util';
import { foreignKeyName } from './server-names.js';

/**
 * A foreign key needs an index that begins with its columns, and the servers make one of its name where there is none;
 * once another fits, they drop theirs without a word. In the model it is an index like any other, and its definition is
 * written with the key's, so that nothing happens silently: this puts in those that are missing, and takes out those
 * that the server would have taken out.
 * @param before the table that has just been changed. An index that stood beside another one that fits is wanted so.
 */
export function withForeignKeyIndexes(table: Table, before: Table): Table {
  let result = withMissingForeignKeyIndexes(table);
  for (const key of result.constraints) {
    if (key.kind !== 'foreignKey') continue;
    const own = result.indexes.find((index) => isOwnIndex(index, key));
    if (own === undefined || !wasNeeded(own, key, before)) continue;
    const others = without(own, result);
    if (fits(others, key)) result = others;
  }
  return result;
}

/** Only puts in: where such an index stands beside another that fits, somebody wants it so. */
export function withMissingForeignKeyIndexes(table: Table): Table {
  let result = withNamedKeys(table);
  for (const key of result.constraints) {
    if (key.kind !== 'foreignKey' || fits(result, key)) continue;
    result = { ...result, indexes: [...result.indexes, ownIndex(key)] };
  }
  return result;
}

/** The index of that name that is there for the sake of a foreign key: it makes room for another that is asked for. */
export function foreignKeyIndexNamed(name: string, table: Table): Index | undefined {
  const named = withNamedKeys(table);
  return named.indexes.find(
    (index) =>
      index.name.toLowerCase() === name.toLowerCase() &&
      named.constraints.some((key) => key.kind === 'foreignKey' && isOwnIndex(index, key)),
  );
}

/** Of the indexes that both tables have, those that go when what the second one has more of is made: they are made again. */
export function displacedIndexes(from: Table, to: Table): readonly Index[] {
  return to.constraints.flatMap((key) => {
    if (key.kind !== 'foreignKey') return [];
    const own = to.indexes.find((index) => isOwnIndex(index, key));
    return own !== undefined && wasNeeded(own, key, from) && fits(without(own, to), key) ? [own] : [];
  });
}

/**
 * The indexes that stay, and that the server may have made for a foreign key without being told: it would drop them without
 * a word when another key, or another foreign key, begins with the same columns.
 */
export function keptIndexes(before: Table, after: Table, columns: readonly string[]): readonly Index[] {
  const begins = (index: Index): boolean =>
    index.columns.every((element, place) => 'column' in element && folded(element.column) === folded(columns[place]));
  return before.indexes.filter(
    (index) =>
      begins(index) &&
      after.indexes.some((one) => isDeepStrictEqual(one, index)) &&
      before.constraints.some((key) => key.kind === 'foreignKey' && isOver(index, key)),
  );
}

function folded(name: string | undefined): string | undefined {
  return name?.toLowerCase();
}

/** Whether nothing but this index fitted the key before. */
function wasNeeded(own: Index, key: ForeignKey, before: Table): boolean {
  const hadBoth =
    before.indexes.some(({ name }) => name === own.name) &&
    before.constraints.some(
      (constraint) => constraint.kind === 'foreignKey' && constraint.columns.join('\0') === key.columns.join('\0'),
    );
  return hadBoth && !fits({ ...before, indexes: before.indexes.filter(({ name }) => name !== own.name) }, key);
}

function without(index: Index, table: Table): Table {
  return { ...table, indexes: table.indexes.filter((one) => one !== index) };
}

/** Their indexes are named by them, and not by columns, which can be renamed. */
function withNamedKeys(table: Table): Table {
  let result = table;
  for (const [place, key] of table.constraints.entries()) {
    if (key.kind !== 'foreignKey' || key.name !== undefined) continue;
    const named = { ...key, name: foreignKeyName(result) };
    result = { ...result, constraints: result.constraints.with(place, named) };
  }
  return result;
}

/**
 * Whether some key or index of the table begins with the columns of a foreign key, in their order. One that counts down
 * will do for MariaDB, not for MySQL: it gets another on both.
 */
function fits(table: Table, { columns }: ForeignKey): boolean {
  const begins = (names: readonly (string | undefined)[]): boolean =>
    columns.every((column, place) => names[place]?.toLowerCase() === column.toLowerCase());
  return (
    table.indexes.some(({ columns: elements, options }) =>
      options?.mysql?.type === undefined
        ? begins(
            elements.map((element) =>
              'column' in element && element.order === undefined && element.options?.mysql?.length === undefined
                ? element.column
                : undefined,
            ),
          )
        : false,
    ) ||
    table.constraints.some(
      (constraint) =>
        (constraint.kind === 'primaryKey' || constraint.kind === 'unique') &&
        begins(
          constraint.columns.map((name, place) => {
            const { length, order } = constraint.options?.mysql?.elements?.[place] ?? {};
            return length === undefined && order === undefined ? name : undefined;
          }),
        ),
    )
  );
}

/** The index that is made for a foreign key. */
function ownIndex({ name, columns }: ForeignKey): Index {
  return { name: name ?? columns[0] ?? '', columns: columns.map((column) => ({ column })), unique: false };
}

const serverMade = /_ibfk_\d+$/u;

/**
 * Whether an index is the one that was made for a foreign key: of its name, over just its columns. The servers name those of
 * keys without a name after the first column; and such a key follows the name of its table, its index does not.
 */
function isOwnIndex(index: Index, key: ForeignKey): boolean {
  const { name = '', columns } = key;
  const isNamed = index.name.toLowerCase() === name.toLowerCase();
  const isByColumn = index.name.toLowerCase() === columns[0]?.toLowerCase();
  return (isNamed || (serverMade.test(name) && (isByColumn || serverMade.test(index.name)))) && isOver(index, key);
}

/** Whether an index is just over the columns of a foreign key, and nothing else is said of it. */
function isOver(index: Index, key: ForeignKey): boolean {
  return (
    !index.unique &&
    index.options?.mysql === undefined &&
    index.columns.length === key.columns.length &&
    index.columns.every(
      (element, place) =>
        'column' in element &&
        element.order === undefined &&
        element.options?.mysql === undefined &&
        element.column.toLowerCase() === key.columns[place]?.toLowerCase(),
    )
  );
}
