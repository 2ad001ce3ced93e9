import type { ColumnChange } from '../operations/alter-column.js';
import type { CreateCheckConstraint } from '../operations/create-check-constraint.js';
import type { Operation } from '../operations/operation.js';
import { findTable } from '../schema/edit.js';
import type { CheckConstraint, Column, Constraint, SchemaModel, Table } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';

/**
 * The same operations in the models' own words. What was compared are the words of one database; what is written into a
 * migration shall serve others, too.
 *
 * @param models as they are for all databases
 * @param normalised as they are on the one that was compared
 * @param dialect its name
 */
export function asModelled(
  operations: readonly Operation[],
  models: SchemaModel,
  normalised: SchemaModel,
  dialect: string,
): readonly Operation[] {
  const implied = impliedObjects(models, normalised);
  return operations
    .filter((operation) => !Object.values(operation).some((part: unknown) => implied.has(part)))
    .map((operation) => {
      switch (operation.kind) {
        case 'createTable': {
          const own = findTable(models, operation.table.name);
          const compared = findTable(normalised, operation.table.name);
          if (own === undefined || compared === undefined) return operation;
          return { ...operation, table: withoutCut(own, compared, operation.table) };
        }
        case 'addColumn': {
          const own = columnOf(models, operation.table, operation.column.name);
          return own === undefined ? operation : { ...operation, column: own };
        }
        case 'alterColumn': {
          const own = columnOf(models, operation.table, operation.to.name ?? operation.column);
          return own === undefined ? operation : { ...operation, to: changeAsModelled(operation.to, own, dialect) };
        }
        case 'createIndex': {
          const own = findTable(models, operation.table)?.indexes.find(({ name }) => name === operation.index.name);
          return own === undefined ? operation : { ...operation, index: own };
        }
        case 'createView': {
          const key = tableKey(operation.view.name);
          const own = models.objects.find(({ kind, name }) => kind === 'view' && tableKey(name) === key);
          return own?.kind === 'view' ? { ...operation, view: own } : operation;
        }
        case 'createCheckConstraint':
          return withConstraint(withUnnamedCheck(operation, models, normalised), models);
        case 'createPrimaryKey': {
          // A table has one, whatever a database calls it.
          const own = findTable(models, operation.table)?.constraints.find(({ kind }) => kind === 'primaryKey');
          return own?.kind === 'primaryKey' ? { ...operation, constraint: own } : operation;
        }
        case 'createUniqueConstraint': {
          // To some databases a unique index is one.
          const { table, constraint } = operation;
          const own = findTable(models, table)?.indexes.find(({ name }) => name === constraint.name);
          return own?.unique === true ? { kind: 'createIndex', table, index: own } : withConstraint(operation, models);
        }
        case 'createForeignKey':
          return withConstraint(operation, models);
        default:
          return operation;
      }
    });
}

/** What the normaliser has added, since tables of the models make it by themselves: it need not be made beside them. */
function impliedObjects(models: SchemaModel, normalised: SchemaModel): ReadonlySet<unknown> {
  const own = new Set(models.objects.map(({ kind, name }) => `${kind} ${tableKey(name)}`));
  return new Set(normalised.objects.filter(({ kind, name }) => !own.has(`${kind} ${tableKey(name)}`)));
}

function columnOf(models: SchemaModel, table: TableName, name: string): Column | undefined {
  return findTable(models, table)?.columns.find((column) => column.name === name);
}

/** Foreign keys of a cycle, and what calls a function that takes the table's rows, are created apart from their table. */
function withoutCut(own: Table, compared: Table, created: Table): Table {
  const kept = new Set<unknown>([...created.constraints, ...created.indexes]);
  const cut = compared.constraints.filter((constraint) => !kept.has(constraint));
  const cutIndexes = new Set(compared.indexes.filter((index) => !kept.has(index)).map(({ name }) => name));
  if (cut.length === 0 && cutIndexes.size === 0) return own;
  const isCut = (constraint: Constraint): boolean =>
    cut.some((gone) => isSameForeignKey(gone, constraint) || partAsModelled(gone, own, compared) === constraint);
  return {
    ...own,
    constraints: own.constraints.filter((constraint) => !isCut(constraint)),
    indexes: own.indexes.filter(({ name }) => !cutIndexes.has(name)),
  };
}

/** The model's own constraint of that name; a check without a name by its place. */
function partAsModelled(constraint: Constraint, own: Table, compared: Table): Constraint | undefined {
  const { kind, name } = constraint;
  return (
    own.constraints.find((other) => other.kind === kind && other.name === name && name !== undefined) ??
    (constraint.kind === 'check' ? unnamedCheck(constraint, own, compared) : undefined)
  );
}

function isSameForeignKey(a: Constraint, b: Constraint): boolean {
  return (
    a.kind === 'foreignKey' &&
    b.kind === 'foreignKey' &&
    (a.name === b.name || a.name === undefined || b.name === undefined) &&
    a.columns.join('\0') === b.columns.join('\0') &&
    tableKey(a.references.table) === tableKey(b.references.table)
  );
}

/**
 * A column's variants are written with its type, and belong to the change if the type does, or if one of them says something
 * of its own about what else changes.
 */
function changeAsModelled(to: ColumnChange, own: Column, dialect: string): ColumnChange {
  const { variants = {}, ...column } = own;
  const said = inWordsOf(column, to);
  const isConcerned = Object.values(variants).some(
    (variant) => to.type !== undefined || Object.keys(to).some((part) => part !== 'type' && part in variant),
  );
  if (!isConcerned) return said;
  // What the variant for this dialect says is no change of the others: they have what the column says, if it says anything.
  const here: object = (Object.hasOwn(variants, dialect) ? variants[dialect] : undefined) ?? {};
  const elsewhere = Object.entries(said).flatMap(([part, value]) => {
    if (!(part in here)) return [[part, value] as const];
    const general = (column as Readonly<Record<string, unknown>>)[part];
    return general === undefined ? [] : [[part, general] as const];
  });
  return { ...Object.fromEntries(elsewhere), type: column.type, variants };
}

/** The models know types, defaults and what is computed in portable words. */
function inWordsOf(own: Column, to: ColumnChange): ColumnChange {
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
  return {
    ...to,
    ...(to.type === undefined ? {} : { type: own.type }),
    ...(isGiven(to.default) && own.default !== undefined ? { default: own.default } : {}),
    ...(isGiven(to.generated) && own.generated !== undefined ? { generated: own.generated } : {}),
  };
}

type CreateConstraint = Extract<Operation, { readonly constraint: Constraint }>;

function withConstraint<Op extends CreateConstraint>(operation: Op, models: SchemaModel): Op {
  const { name } = operation.constraint;
  const own = findTable(models, operation.table)?.constraints.find(
    (constraint) => constraint.kind === operation.constraint.kind && constraint.name === name && name !== undefined,
  );
  return own === undefined ? operation : { ...operation, constraint: own };
}

function withUnnamedCheck(
  operation: CreateCheckConstraint,
  models: SchemaModel,
  normalised: SchemaModel,
): CreateCheckConstraint {
  const { table, constraint } = operation;
  const found = unnamedCheck(constraint, findTable(models, table), findTable(normalised, table));
  return found === undefined
    ? operation
    : { ...operation, constraint: { ...constraint, expression: found.expression } };
}

/** A check that no model names is told from others of its table by its place among them. */
function unnamedCheck(
  constraint: CheckConstraint,
  model: Table | undefined,
  normalised: Table | undefined,
): CheckConstraint | undefined {
  const own = checksOf(model);
  const names = new Set(own.flatMap(({ name }) => (name === undefined ? [] : [name])));
  const compared = checksOf(normalised).filter(({ name }) => name === undefined || !names.has(name));
  const unnamed = own.filter(({ name }) => name === undefined);
  return compared.length === unnamed.length ? unnamed[compared.indexOf(constraint)] : undefined;
}

function checksOf(table: Table | undefined): readonly CheckConstraint[] {
  return table?.constraints.filter((constraint) => constraint.kind === 'check') ?? [];
}
