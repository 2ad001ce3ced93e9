import { checkDefinition } from '../ddl/check-definition.js';
import { UnknownOptionError } from '../dialect/errors.js';
import { AludelError } from '../errors.js';
import { givenOptions } from '../operations/given-options.js';
import type { ColumnType } from '../schema/column-types.js';
import type { ForeignKey, SchemaModel, Table } from '../schema/model.js';
import { namesWithin } from '../schema/table.js';
import { displayName, tableKey } from '../schema/names.js';
import { checkEnums } from './check-enums.js';
import { InvalidModelError } from './errors.js';

/** What databases are of different minds about. */
export interface ReferenceRules {
  /** A foreign key may point at any columns that an index begins with, unique or not. */
  readonly referencesAnyIndex?: boolean;
}

/**
 * What the database would not take, told before it is asked.
 * @param isKnown whether a table that is not among the models is in the database all the same
 * @throws InvalidModelError
 */
export function checkModels(
  model: SchemaModel,
  rules: ReferenceRules = {},
  isKnown: (key: string) => boolean = () => false,
): void {
  checkEnums(model);
  const { tables } = model;
  const known = new Map(tables.map((table) => [tableKey(table.name), table]));
  for (const table of tables) {
    checkSettings(table);
    for (const constraint of table.constraints) {
      if (constraint.kind !== 'foreignKey' || isUnchecked(constraint)) continue;
      const key = tableKey(constraint.references.table);
      const target = known.get(key);
      if (target !== undefined) checkForeignKey(table, constraint, target, rules);
      else if (!isKnown(key)) throw unknownTable(table, constraint, tables);
    }
  }
}

/** A slip in the name of a setting would be passed over without a word, in a table that is there already for ever. */
function checkSettings(table: Table): void {
  const operation = { kind: 'createTable', table } as const;
  try {
    checkDefinition(operation);
    for (const { place, options } of givenOptions(operation)) {
      const slip = Object.entries(options).find(([, value]) => isPlain(value));
      if (slip !== undefined) throw new UnknownOptionError(slip[0], place, undefined, []);
    }
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    throw new InvalidModelError(displayName(table.name), `is not right: ${error.message}`, error.hint ?? '', error);
  }
}

/** Options stand under the name of a dialect, and are objects. */
function isPlain(value: unknown): boolean {
  return value !== undefined && value !== null && typeof value !== 'object';
}

/** `unchecked` among the options of a dialect that takes a foreign key whatever it points at: this one is known to be so. */
function isUnchecked({ options }: ForeignKey): boolean {
  return Object.values(options ?? {}).some(
    (one: unknown) => typeof one === 'object' && one !== null && 'unchecked' in one && one.unchecked === true,
  );
}

function unknownTable(table: Table, { columns, references }: ForeignKey, tables: readonly Table[]): InvalidModelError {
  const names = tables.map(({ name }) => displayName(name));
  return new InvalidModelError(
    displayName(table.name),
    `refers with ${columns.join(', ')} to the table ${displayName(references.table)}, which no model describes.`,
    names.length > 20 ? 'Export that table too, or correct the name.' : `There are: ${names.join(', ')}.`,
  );
}

function checkForeignKey(
  table: Table,
  { columns, references }: ForeignKey,
  target: Table,
  { referencesAnyIndex = false }: ReferenceRules,
): void {
  // What it has from its parents is not written down here.
  if (target.options !== undefined && namesWithin(target.options).length > 0) return;
  const where = displayName(table.name);
  const there = displayName(target.name);
  const wanted = references.columns.length > 0 ? references.columns : keyOf(target);
  if (wanted === undefined) {
    throw new InvalidModelError(
      where,
      `refers with ${columns.join(', ')} to ${there}, which has no primary key.`,
      'Name the columns that are meant: references(table, column).',
    );
  }
  if (wanted.length !== columns.length) {
    throw new InvalidModelError(
      where,
      `refers with ${columns.length} columns (${columns.join(', ')}) to ${wanted.length} of ${there} (${wanted.join(', ')}).`,
      'A foreign key has as many columns on one side as on the other.',
    );
  }
  for (const [index, name] of wanted.entries()) {
    const column = target.columns.find((other) => other.name === name);
    if (column === undefined) {
      throw new InvalidModelError(
        where,
        `refers to the column ${name} of ${there}, which it does not have.`,
        `Its columns are: ${target.columns.map((other) => other.name).join(', ')}.`,
      );
    }
    const own = table.columns.find((other) => other.name === columns[index]);
    if (own !== undefined && !canRefer(own.type, column.type)) {
      throw new InvalidModelError(
        where,
        `refers with ${own.name}, of type ${own.type.kind}, to ${there}.${name}, of type ${column.type.kind}.`,
        'A foreign key and what it points at are of one type.',
      );
    }
  }
  if (!isUnique(target, wanted) && !(referencesAnyIndex && isIndexed(target, wanted))) {
    throw new InvalidModelError(
      where,
      `refers to ${wanted.join(', ')} of ${there}, which are neither its primary key nor unique.`,
      `Add unique([${wanted.map((name) => `'${name}'`).join(', ')}]) to ${there}, or refer to its primary key.`,
    );
  }
}

function keyOf(table: Table): readonly string[] | undefined {
  return table.constraints.find((constraint) => constraint.kind === 'primaryKey')?.columns;
}

function isUnique(table: Table, columns: readonly string[]): boolean {
  const wanted = [...columns].toSorted().join('\0');
  const isSame = (names: readonly string[]): boolean => [...names].toSorted().join('\0') === wanted;
  return (
    table.constraints.some(
      (constraint) => (constraint.kind === 'primaryKey' || constraint.kind === 'unique') && isSame(constraint.columns),
    ) ||
    table.indexes.some(
      (index) =>
        index.unique &&
        index.where === undefined &&
        isSame(index.columns.map((element) => ('column' in element ? element.column : `(${element.expression})`))),
    )
  );
}

/** Whether a key or an index begins with the columns, in whatever order. */
function isIndexed({ constraints, indexes }: Table, columns: readonly string[]): boolean {
  const keys = [
    ...constraints.flatMap((one) => (one.kind === 'primaryKey' || one.kind === 'unique' ? [one.columns] : [])),
    ...indexes.map((index) => index.columns.map((element) => ('column' in element ? element.column : undefined))),
  ];
  return keys.some((key) => columns.every((name) => key.slice(0, columns.length).includes(name)));
}

const families: readonly ReadonlySet<string>[] = [
  new Set(['smallint', 'integer', 'bigint', 'decimal']),
  new Set(['string', 'char', 'text']),
];

/** Only what is surely wrong between portable types is refused: databases are of different minds about the rest. */
function canRefer(own: ColumnType, other: ColumnType): boolean {
  if (own.kind === other.kind || own.kind === 'native' || other.kind === 'native') return true;
  if (own.kind.includes('.') || other.kind.includes('.')) return true;
  return families.some((family) => family.has(own.kind) && family.has(other.kind));
}
