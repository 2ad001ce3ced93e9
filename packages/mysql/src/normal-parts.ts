import type { Column, Constraint, Index, IndexElement, ReferentialAction, Table, UniqueConstraint } from '@aludel/core';
import type { MysqlConstraintOptions, MysqlIndexOptions } from './augment.js';
import { normalExpression, type ColumnNames } from './expression/expression.js';
import type { ServerFacts } from './inspect/facts.js';

/** The table that a constraint or an index is part of. */
export interface PartsOf {
  readonly columns: readonly Column[];
  readonly names: ColumnNames;
  readonly engine: string;
}

/**
 * A unique index over columns is a unique constraint to the servers; `undefined` for any other index, and where a foreign
 * key or a check has its name: the servers keep those apart, the names of constraints must differ.
 */
export function asConstraint(index: Index, beside: readonly Constraint[]): UniqueConstraint | undefined {
  if (!index.unique || index.where !== undefined || index.options?.mysql?.type !== undefined) return undefined;
  if (beside.some((constraint) => constraint.kind !== 'unique' && isCalled(constraint, index.name))) return undefined;
  const columns = index.columns.flatMap((element) => ('column' in element ? [element.column] : []));
  if (columns.length < index.columns.length) return undefined;
  const { using, comment, invisible } = index.options?.mysql ?? {};
  const elements = index.columns.map(({ order, options }) => ({
    ...(options?.mysql?.length === undefined ? {} : { length: options.mysql.length }),
    ...(order === undefined ? {} : { order }),
  }));
  const mysql: MysqlConstraintOptions = {
    elements,
    ...(using === undefined ? {} : { using }),
    ...(comment === undefined ? {} : { comment }),
    ...(invisible === undefined ? {} : { invisible }),
  };
  return { kind: 'unique', name: index.name, columns, options: { mysql } };
}

/** Of the unique constraints those that share their name with a foreign key or a check are indexes: see `asConstraint`. */
export function withNamesOfTheirOwn(table: Table): Table {
  const others = table.constraints.filter(({ kind }) => kind !== 'unique');
  const shared = table.constraints.filter(
    (constraint): constraint is UniqueConstraint =>
      constraint.kind === 'unique' &&
      constraint.name !== undefined &&
      others.some((other) => isCalled(other, constraint.name ?? '')),
  );
  if (shared.length === 0) return table;
  return {
    ...table,
    constraints: table.constraints.filter((constraint) => !shared.some((one) => one === constraint)),
    indexes: [...shared.map(asIndex), ...table.indexes],
  };
}

function isCalled({ name }: Constraint, wanted: string): boolean {
  return name?.toLowerCase() === wanted.toLowerCase();
}

function asIndex({ name = '', columns, options }: UniqueConstraint): Index {
  const { elements = [], using, comment, invisible } = options?.mysql ?? {};
  const mysql: MysqlIndexOptions = {
    ...(using === undefined ? {} : { using }),
    ...(comment === undefined ? {} : { comment }),
    ...(invisible === undefined ? {} : { invisible }),
  };
  return {
    name,
    columns: columns.map((column, place): IndexElement => {
      const { order, length } = elements[place] ?? {};
      return {
        column,
        ...(order === undefined ? {} : { order }),
        ...(length === undefined ? {} : { options: { mysql: { length } } }),
      };
    }),
    unique: true,
    ...(Object.keys(mysql).length === 0 ? {} : { options: { mysql } }),
  };
}

export function normalConstraint(constraint: Constraint, parts: PartsOf, facts: ServerFacts): Constraint {
  const name = constraint.name === undefined ? {} : { name: constraint.name };
  switch (constraint.kind) {
    case 'primaryKey': {
      const kept = keyOptions(constraint.options?.mysql, constraint.columns, parts, facts);
      return { kind: 'primaryKey', columns: constraint.columns, ...kept };
    }
    case 'unique': {
      const kept = keyOptions(constraint.options?.mysql, constraint.columns, parts, facts);
      return { kind: 'unique', ...name, columns: constraint.columns, ...kept };
    }
    case 'check': {
      const options = checkOptions(constraint.options?.mysql, facts);
      return {
        kind: 'check',
        ...name,
        expression: normalExpression(constraint.expression, facts.flavour, parts.names),
        ...(options === undefined ? {} : { options: { mysql: options } }),
      };
    }
    case 'foreignKey': {
      const { columns, references, onDelete, onUpdate } = constraint;
      return {
        kind: 'foreignKey',
        ...name,
        columns,
        references,
        ...(onDelete === undefined || isForgotten(onDelete, facts) ? {} : { onDelete }),
        ...(onUpdate === undefined || isForgotten(onUpdate, facts) ? {} : { onUpdate }),
      };
    }
    default:
      return constraint; // Of another database: the compiler refuses it.
  }
}

/** MariaDB does not tell RESTRICT from nothing. */
function isForgotten(action: ReferentialAction, { flavour }: ServerFacts): boolean {
  return action === 'restrict' && flavour.kind === 'mariadb';
}

function checkOptions(
  { notEnforced, onColumn }: MysqlConstraintOptions = {},
  { flavour }: ServerFacts,
): MysqlConstraintOptions | undefined {
  if (notEnforced === true && flavour.has.notEnforced) return { notEnforced };
  return onColumn === true && flavour.kind === 'mariadb' ? { onColumn } : undefined;
}

export function normalIndex(index: Index, parts: PartsOf, facts: ServerFacts): Index {
  const { type, using, parser, others = {}, comment, invisible } = index.options?.mysql ?? {};
  const options: MysqlIndexOptions = {
    ...(type === undefined ? {} : { type }),
    ...(type === undefined ? usingOf(using, parts) : {}),
    ...(parser === undefined ? {} : { parser }),
    ...(Object.keys(others).length === 0 ? {} : { others: withUpperNames(others) }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(invisible === true ? { invisible } : {}),
  };
  return {
    name: index.name,
    columns: index.columns.map((element) => normalElement(element, type !== undefined, parts, facts)),
    unique: index.unique,
    ...(index.where === undefined ? {} : { where: normalExpression(index.where, facts.flavour, parts.names) }),
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  };
}

function withUpperNames(options: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name.toUpperCase(), value]));
}

function normalElement(element: IndexElement, isSpecial: boolean, parts: PartsOf, facts: ServerFacts): IndexElement {
  const { nulls, collation } = element;
  const hasMore = element.order ?? nulls ?? collation ?? element.options;
  if ('column' in element && hasMore === undefined) return element;
  const order = isSpecial || !facts.flavour.has.descendingIndexes ? undefined : element.order;
  // NULL is smaller than anything, and no other order can be had.
  const isUsual = nulls === (order === 'desc' ? 'last' : 'first');
  const rest = {
    ...(order === undefined ? {} : { order }),
    ...(nulls === undefined || isUsual ? {} : { nulls }),
    ...(collation === undefined ? {} : { collation }),
  };
  if ('expression' in element) {
    return { expression: normalExpression(element.expression, facts.flavour, parts.names), ...rest };
  }
  const length = isSpecial ? undefined : prefixOf(element.column, element.options?.mysql?.length, parts);
  return { column: element.column, ...rest, ...(length === undefined ? {} : { options: { mysql: { length } } }) };
}

function keyOptions(
  options: MysqlConstraintOptions | undefined,
  columns: readonly string[],
  parts: PartsOf,
  { flavour }: ServerFacts,
): { readonly options?: { readonly mysql: MysqlConstraintOptions } } {
  if (options === undefined) return {};
  const elements = columns.map((column, place) => {
    const length = prefixOf(column, options.elements?.[place]?.length, parts);
    const order = flavour.has.descendingIndexes ? options.elements?.[place]?.order : undefined;
    return { ...(length === undefined ? {} : { length }), ...(order === undefined ? {} : { order }) };
  });
  const { using, withoutOverlaps, comment, invisible } = options;
  const kept: MysqlConstraintOptions = {
    ...(elements.some((element) => Object.keys(element).length > 0) ? { elements } : {}),
    ...usingOf(using, parts),
    ...(withoutOverlaps === undefined ? {} : { withoutOverlaps }),
    ...(comment === undefined || comment === '' ? {} : { comment }),
    ...(invisible === true ? { invisible } : {}),
  };
  return Object.keys(kept).length === 0 ? {} : { options: { mysql: kept } };
}

/** A part as long as the whole is the whole. */
function prefixOf(name: string, length: number | undefined, { columns }: PartsOf): number | undefined {
  if (length === undefined) return undefined;
  const type = columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.type;
  const whole = type !== undefined && 'length' in type ? type.length : undefined;
  return length === whole ? undefined : length;
}

/** Only MEMORY keeps indexes in more than one way, as hashes unless told. */
function usingOf(using: 'btree' | 'hash' | undefined, { engine }: PartsOf): { readonly using?: 'btree' | 'hash' } {
  return using !== undefined && /^(?:memory|heap)$/iu.test(engine) ? { using } : {};
}
