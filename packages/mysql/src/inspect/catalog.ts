import type { Query } from './facts.js';
import { andNamed, type NameCondition } from './name-condition.js';
import { converted, text } from './values.js';

export { optionalText, text } from './values.js';

/** A view of `information_schema`: which columns of it are read, and by which the rows of a table are found. */
export interface CatalogPart<K extends string = string> {
  readonly from: string;
  /** What is read, by the name it has here. */
  readonly columns: Readonly<Record<K, string>>;
  /** The column with the database's name. */
  readonly schema: string;
  /** The column with the table's (or other object's) name. */
  readonly table: string;
  /** The column with the object's own name, where that is another. It is known by the others of its table as well. */
  readonly name?: string;
  readonly where?: string;
}

export type CatalogRow<K extends string = string> = Readonly<Record<K, unknown>>;

export type PartRows<P> = {
  readonly [N in keyof P]: P[N] extends CatalogPart<infer K> ? readonly CatalogRow<K>[] : never;
};

type Parts = Readonly<Record<string, CatalogPart>>;

/** Of more tables than these, those of a whole database are read and the others left out. */
export const mostNamed = 12;

/**
 * Reads the parts of one database: each by a query of its own if of all tables (so that neither side holds more than one
 * in memory twice) or of those that a condition says, all by a single one if of a few. A table is asked for by `=`: for `IN`,
 * both servers look at all.
 */
export async function readParts<P extends Parts>(
  query: Query,
  parts: P,
  schema: string,
  asked?: readonly string[] | NameCondition,
): Promise<PartRows<P>> {
  const tables = isList(asked) ? asked : undefined;
  const rows =
    tables !== undefined && tables.length <= mostNamed
      ? named(query, parts, schema, tables)
      : whole(query, parts, schema, isList(asked) ? undefined : asked);
  const found = await rows;
  if (tables !== undefined && tables.length > mostNamed) {
    const wanted = new Set(tables.map((name) => name.toLowerCase()));
    for (const [name, all] of Object.entries(found)) {
      found[name] = all.filter((row) => wanted.has(text(row['table']).toLowerCase()));
    }
  }
  // By the parts' own names, which the types cannot follow.
  return found as unknown as PartRows<P>;
}

/** Names, and not a condition on them. */
export function isList(asked: readonly string[] | NameCondition | undefined): asked is readonly string[] {
  return Array.isArray(asked);
}

async function whole(
  query: Query,
  parts: Parts,
  schema: string,
  condition: NameCondition | undefined,
): Promise<Record<string, readonly CatalogRow[]>> {
  const found: Record<string, readonly CatalogRow[]> = {};
  for (const [name, part] of Object.entries(parts)) {
    const columns = Object.entries(part.columns).map(([own, expression]) => `${expression} AS \`${own}\``);
    // oxlint-disable-next-line no-await-in-loop -- one session, one query after another
    found[name] = await query(`SELECT ${columns.join(', ')} ${source(part)}${andCalled(part, condition)}`, [
      schema,
      ...(part.name === undefined || condition === undefined ? [] : [schema]),
      ...(condition?.bindings ?? []),
    ]);
  }
  return found;
}

/** What has a name of its own comes with all others of the same table. */
function andCalled(part: CatalogPart, condition: NameCondition | undefined): string {
  if (part.name === undefined || condition === undefined) return andNamed(part.table, condition);
  return ` AND ${part.table} IN (SELECT ${part.table} ${source(part)}${andNamed(part.name, condition)})`;
}

async function named(
  query: Query,
  parts: Parts,
  schema: string,
  tables: readonly string[],
): Promise<Record<string, readonly CatalogRow[]>> {
  const entries = Object.entries(parts).map(([name, part]) => ({ name, part, own: Object.keys(part.columns) }));
  const found: Record<string, CatalogRow[]> = Object.fromEntries(entries.map(({ name }) => [name, []]));
  if (tables.length === 0) return found;
  const width = Math.max(...entries.map(({ own }) => own.length));
  const selects = entries.map(({ part, own }, place) => {
    const values = Array.from({ length: width }, (_, at) => {
      const name = own[at];
      return `${name === undefined ? 'NULL' : converted(part.columns[name] ?? 'NULL')}${place === 0 ? ` AS c${at}` : ''}`;
    });
    return `SELECT ${place} ${place === 0 ? 'AS part, ' : ', '}${values.join(', ')} ${source(part)} AND ${part.table} = ?`;
  });
  const branches = tables.flatMap((table) => selects.map((select) => ({ select, table })));
  const rows = await query(
    branches.map(({ select }) => `(${select})`).join(' UNION ALL '),
    branches.flatMap(({ table }) => [schema, table]),
  );
  for (const row of rows) {
    const entry = entries[Number(row['part'])];
    if (entry === undefined) continue;
    found[entry.name]?.push(Object.fromEntries(entry.own.map((name, at) => [name, row[`c${at}`]])));
  }
  return found;
}

function source(part: CatalogPart): string {
  const where = part.where === undefined ? '' : ` AND ${part.where}`;
  return `FROM ${part.from} WHERE ${part.schema} = ?${where}`;
}

/** Groups rows by a key, in the order in which each key came first. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** In the order that a number in each row says; rows mostly come so already. */
export function inOrder<T>(rows: readonly T[], positionOf: (row: T) => unknown): readonly T[] {
  for (let at = 1; at < rows.length; at++) {
    const [before, row] = [rows[at - 1], rows[at]];
    if (before !== undefined && row !== undefined && Number(positionOf(before)) > Number(positionOf(row))) {
      return rows.toSorted((a, b) => Number(positionOf(a)) - Number(positionOf(b)));
    }
  }
  return rows;
}
