import type { ColumnType } from '../schema/column-types.js';
import type { ForeignKey, SchemaModel, Table } from '../schema/model.js';
import { namesWithin } from '../schema/table.js';
import { displayName, tableKey } from '../schema/names.js';
import { InvalidModelError } from './errors.js';

/**
 * What no database would take, told before any is asked.
 * @param isKnown whether a table that is not among the models is in the database all the same
 * @throws InvalidModelError
 */
export function checkModels({ tables }: SchemaModel, isKnown: (key: string) => boolean = () => false): void {
  const known = new Map(tables.map((table) => [tableKey(table.name), table]));
  for (const table of tables) {
    for (const constraint of table.constraints) {
      if (constraint.kind !== 'foreignKey') continue;
      const key = tableKey(constraint.references.table);
      const target = known.get(key);
      if (target !== undefined) checkForeignKey(table, constraint, target);
      else if (!isKnown(key)) throw unknownTable(table, constraint, tables);
    }
  }
}

function unknownTable(table: Table, { columns, references }: ForeignKey, tables: readonly Table[]): InvalidModelError {
  const names = tables.map(({ name }) => displayName(name));
  return new InvalidModelError(
    displayName(table.name),
    `refers with ${columns.join(', ')} to the table ${displayName(references.table)}, which no model describes.`,
    names.length > 20 ? 'Export that table too, or correct the name.' : `There are: ${names.join(', ')}.`,
  );
}

function checkForeignKey(table: Table, { columns, references }: ForeignKey, target: Table): void {
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
  if (!isUnique(target, wanted)) {
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
