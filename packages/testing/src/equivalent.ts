import {
  tableKey,
  type Column,
  type Constraint,
  type Index,
  type SchemaModel,
  type SchemaObject,
  type Table,
} from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';

/**
 * How two schemas differ, in words; nothing where they are the same but for what no law speaks of:
 *
 * - the order of tables, objects, columns, constraints and indexes (the order of columns *in* a key or an index counts);
 * - the name of a constraint that has none in one of the two;
 * - quotes around a name in an expression that would mean the same without (`"price" > 0`), since a rename may add them;
 * - keys without a value, and the options of tables, for which there is no portable operation.
 */
export function differences(a: SchemaModel, b: SchemaModel): readonly string[] {
  return [
    ...compareNamed('table', a.tables, b.tables, ({ name }) => tableKey(name), tableDifferences),
    ...compareNamed('object', a.objects, b.objects, ({ kind, name }) => `${kind} ${tableKey(name)}`, objectDifferences),
  ];
}

function tableDifferences(a: Table, b: Table): readonly string[] {
  return [
    ...(a.comment === b.comment ? [] : [`comment ${show(a.comment)} is not ${show(b.comment)}`]),
    ...compareNamed('column', a.columns, b.columns, ({ name }) => name, columnDifferences),
    ...constraintDifferences(a.constraints, b.constraints),
    ...compareNamed('index', a.indexes, b.indexes, ({ name }) => name, indexDifferences),
  ];
}

function columnDifferences(a: Column, b: Column): readonly string[] {
  return unequal(canonicalColumn(a), canonicalColumn(b));
}

function canonicalColumn(column: Column): unknown {
  if (column.generated === undefined) return column;
  return { ...column, generated: { ...column.generated, expression: canonical(column.generated.expression) } };
}

function indexDifferences(a: Index, b: Index): readonly string[] {
  return unequal(canonicalIndex(a), canonicalIndex(b));
}

function canonicalIndex(index: Index): unknown {
  return {
    ...index,
    where: index.where === undefined ? undefined : canonical(index.where),
    columns: index.columns.map((element) =>
      'expression' in element ? { ...element, expression: canonical(element.expression) } : element,
    ),
  };
}

function objectDifferences(a: SchemaObject, b: SchemaObject): readonly string[] {
  return unequal(a, b);
}

/** As sets, with each name on one side allowed to stand for none on the other. */
function constraintDifferences(a: readonly Constraint[], b: readonly Constraint[]): readonly string[] {
  const left = [...a];
  const surplus = b.filter((wanted) => {
    const at = indexOf(left, wanted);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
  return [
    ...left.map((constraint) => `constraint ${show(constraint)} is there only before`),
    ...surplus.map((constraint) => `constraint ${show(constraint)} is there only after`),
  ];
}

function indexOf(constraints: readonly Constraint[], wanted: Constraint): number {
  const exact = constraints.findIndex(
    (constraint) => constraint.name === wanted.name && same(nameless(constraint), nameless(wanted)),
  );
  if (exact !== -1) return exact;
  return constraints.findIndex(
    (constraint) =>
      (constraint.name === undefined || wanted.name === undefined) && same(nameless(constraint), nameless(wanted)),
  );
}

function nameless(constraint: Constraint): unknown {
  const { name: _, ...rest } = constraint;
  return rest.kind === 'check' ? { ...rest, expression: canonical(rest.expression) } : rest;
}

/** Takes quotes off names that need none. Strings are left alone. */
function canonical(expression: string): string {
  return expression.replaceAll(
    /'(?:[^']|'')*'|"([a-z_][a-z0-9_]*)"|`([a-z_][a-z0-9_]*)`/g,
    (text, name?: string, other?: string) => name ?? other ?? text,
  );
}

function compareNamed<T>(
  what: string,
  a: readonly T[],
  b: readonly T[],
  keyOf: (member: T) => string,
  compare: (a: T, b: T) => readonly string[],
): readonly string[] {
  const later = new Map(b.map((member) => [keyOf(member), member]));
  const found: string[] = a.length === b.length ? [] : [`${a.length} of kind ${what} are not ${b.length}`];
  for (const member of a) {
    const key = keyOf(member);
    const other = later.get(key);
    later.delete(key);
    if (other === undefined) found.push(`${what} ${key} is there only before`);
    else found.push(...compare(member, other).map((difference) => `${what} ${key}: ${difference}`));
  }
  return [...found, ...[...later.keys()].map((key) => `${what} ${key} is there only after`)];
}

function unequal(a: unknown, b: unknown): readonly string[] {
  return same(a, b) ? [] : [`${show(a)} is not ${show(b)}`];
}

/** Whether two pieces of plain data say the same; keys without a value say nothing. */
export function same(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(withoutGaps(a), withoutGaps(b));
}

function withoutGaps(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(withoutGaps);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === undefined ? [] : [[key, withoutGaps(item)]])),
  );
}

/** Data for a message. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    return item instanceof Uint8Array ? [...item] : item;
  });
}
