import { composeDialect, type Connection, type DialectPackage } from '@aludel/core/dialect';
import type { ColumnType, Constraint, Index, SchemaModel, Table } from '@aludel/core';

/** A database in words that do not depend on which database it is: what one migration set must give on all of them. */
export interface PortableState {
  readonly tables: Readonly<Record<string, unknown>>;
  readonly views: readonly string[];
  readonly rows: Readonly<Record<string, readonly unknown[]>>;
}

const versionTable = 'aludel_version';

/** @param ownIndexes names of indexes that the migrations create on some databases only */
export async function portableState(
  database: DialectPackage,
  ownIndexes: readonly string[] = [],
): Promise<PortableState> {
  const connection = await database.connect('look');
  try {
    const { inspector, normalizer, dialect } = await composeDialect(database, connection);
    const model = normalizer.normalize(await inspector.read({}));
    const tables = model.tables.filter(({ name }) => name.name !== versionTable);
    return {
      tables: Object.fromEntries(sorted(tables.map((table) => [table.name.name, tableShape(table, ownIndexes)]))),
      views: viewsOf(model),
      rows: Object.fromEntries(
        await Promise.all(
          tables.map(async (table) => [table.name.name, await rowsOf(table, connection, dialect)] as const),
        ),
      ),
    };
  } finally {
    await connection.close();
  }
}

function viewsOf({ objects }: SchemaModel): readonly string[] {
  return objects
    .filter(({ kind }) => kind === 'view')
    .map(({ name }) => name.name)
    .toSorted();
}

function tableShape(table: Table, ownIndexes: readonly string[]): unknown {
  const { columns, constraints, indexes } = table;
  const foreignKeys = constraints.filter((constraint) => constraint.kind === 'foreignKey');
  const uniques = [
    ...constraints.flatMap((constraint) => (constraint.kind === 'unique' ? [constraint.columns.join()] : [])),
    ...indexes.filter(({ unique }) => unique).map(elementsOf),
  ];
  return {
    // Rows are numbered in the widest integer where a database has only one that can.
    columns: columns.map(
      ({ name, type, nullable, default: value, identity, generated }) =>
        `${name} ${identity === undefined ? typeClass(type) : 'number'}${nullable ? '' : ' not null'}${value === undefined ? '' : ' default'}` +
        `${identity === undefined ? '' : ' identity'}${generated === undefined ? '' : ' generated'}`,
    ),
    primaryKey: constraints.flatMap((constraint) => (constraint.kind === 'primaryKey' ? constraint.columns : [])),
    uniques: uniques.toSorted(),
    foreignKeys: foreignKeys.map(foreignKeyText).toSorted(),
    // Each database names what has no name; checks that stand for a type (enum, JSON) belong to it.
    checks: constraints
      .flatMap((constraint) => (constraint.kind === 'check' && isNamedByUs(constraint.name) ? [constraint.name] : []))
      .toSorted(),
    indexes: indexes
      .filter((index) => !index.unique && !ownIndexes.includes(index.name))
      .filter((index) => !isOfForeignKey(index, foreignKeys, indexes))
      .map((index) => `${index.name} (${elementsOf(index)})`)
      .toSorted(),
  };
}

/** Names of checks in the examples begin like this. */
function isNamedByUs(name: string | undefined): name is string {
  return name !== undefined && /^ck_/iu.test(name);
}

function foreignKeyText(constraint: Constraint): string {
  if (constraint.kind !== 'foreignKey') return '';
  const { columns, references, onDelete, onUpdate } = constraint;
  // To some databases RESTRICT is what there is without a word.
  const action = onDelete === undefined || onDelete === 'restrict' ? '' : ` on delete ${onDelete}`;
  return `${columns.join()} -> ${references.table.name}(${references.columns.join()})${action}${onUpdate ?? ''}`;
}

/** Some databases make an index for a foreign key where none fits. */
function isOfForeignKey(index: Index, foreignKeys: readonly Constraint[], all: readonly Index[]): boolean {
  const elements = elementsOf(index);
  const isAlone = !all.some((other) => other !== index && elementsOf(other) === elements);
  return (
    isAlone &&
    !/^(?:ix|ifk)_/iu.test(index.name) &&
    foreignKeys.some((key) => key.kind === 'foreignKey' && key.columns.join() === elements)
  );
}

function elementsOf({ columns }: Index): string {
  return columns
    .map((element) => ('column' in element ? element.column : element.expression) + (element.order ?? ''))
    .join();
}

/** What a type is for, whatever a database calls it. */
function typeClass(type: ColumnType): string {
  switch (type.kind) {
    case 'string':
    case 'char':
      return `text of ${type.length ?? 255}`;
    case 'decimal':
      return `decimal ${type.precision ?? ''},${type.scale ?? 0}`;
    case 'enum':
      return `one of ${type.values.join()}`;
    case 'native':
      return nativeClass(type.sql);
    case 'timestamp':
    case 'time':
      return type.kind;
    case 'binary':
      return 'bytes';
    default:
      return type.kind;
  }
}

/** The words that the real Chinook has on SQLite. */
function nativeClass(sql: string): string {
  const [, word = '', size = ''] = /^(\w+)(?:\((.*)\))?$/u.exec(sql) ?? [];
  if (/^nvarchar$/iu.test(word)) return `text of ${size}`;
  if (/^numeric$/iu.test(word)) return `decimal ${size}`;
  return /^datetime$/iu.test(word) ? 'timestamp' : sql;
}

async function rowsOf(
  table: Table,
  connection: Connection,
  dialect: { identifier(name: string): string; tableName(name: Table['name']): string },
): Promise<readonly unknown[]> {
  const names = table.columns.map(({ name }) => dialect.identifier(name)).join(', ');
  const rows = await connection.query(`SELECT ${names} FROM ${dialect.tableName(table.name)}`);
  return rows
    .map((row) =>
      table.columns.map(({ name, type }) => (row[name] === null ? null : valueText(row[name], type.kind))).join(' | '),
    )
    .toSorted();
}

const numbers: ReadonlySet<string> = new Set(['decimal', 'real', 'double', 'smallint', 'integer', 'bigint']);

/** A value as text: drivers hand the same value over as numbers, strings, booleans, objects. */
function valueText(value: unknown, kind: string): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  if (typeof value !== 'string') return inOrder(value);
  if (kind === 'json') return inOrder(JSON.parse(value));
  if (numbers.has(kind) && /\./u.test(value)) return String(Number(value));
  if (kind === 'timestamp' || kind === 'time' || /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\.0+$/u.test(value)) {
    return value.replace('T', ' ').replace(/\.0+$/u, '');
  }
  return kind === 'char' ? value.trimEnd() : value;
}

/** JSON whose keys have one order: some databases keep their own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(sorted(Object.entries(part)))
      : part,
  );
}

function sorted<T extends readonly [string, unknown]>(entries: readonly T[]): readonly T[] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
