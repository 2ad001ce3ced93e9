import type { ColumnChange } from '../operations/alter-column.js';
import type { Operation } from '../operations/operation.js';
import { findTable } from '../schema/edit.js';
import type { Column, Constraint, SchemaModel, Table } from '../schema/model.js';
import { tableKey, type TableName } from '../schema/names.js';

/**
 * The same operations in the models' own words. What was compared are the words of one database; what is written into a
 * migration shall serve others, too.
 */
export function asModelled(
  operations: readonly Operation[],
  models: SchemaModel,
  normalised: SchemaModel,
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
          return own === undefined ? operation : { ...operation, to: changeAsModelled(operation.to, own) };
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
        case 'createForeignKey':
        case 'createPrimaryKey':
        case 'createUniqueConstraint':
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

/** Foreign keys of a cycle are created apart from their table. */
function withoutCut(own: Table, compared: Table, created: Table): Table {
  if (created.constraints.length === compared.constraints.length) return own;
  const kept = new Set(created.constraints);
  const cut = compared.constraints.filter((constraint) => !kept.has(constraint));
  return {
    ...own,
    constraints: own.constraints.filter((constraint) => !cut.some((gone) => isSameForeignKey(gone, constraint))),
  };
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

/** The models know a type and a default in portable words. */
function changeAsModelled(to: ColumnChange, own: Column): ColumnChange {
  return {
    ...to,
    ...(to.type === undefined ? {} : { type: own.type }),
    ...(to.default === undefined || to.default === null || own.default === undefined ? {} : { default: own.default }),
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
