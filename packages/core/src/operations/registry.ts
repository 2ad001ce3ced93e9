import { findTable } from '../schema/edit.js';
import type { Constraint, SchemaModel, SchemaObject, Table } from '../schema/model.js';
import { sameTable, type TableName } from '../schema/names.js';
import { AludelError } from '../errors.js';
import { addColumn } from './add-column.js';
import { alterColumn } from './alter-column.js';
import { bulkInsert } from './bulk-insert.js';
import type { Call, Expression } from './call.js';
import type { ColumnType } from '../schema/column-types.js';
import { constraintOperation } from './constraint-operation.js';
import { createCheckConstraint } from './create-check-constraint.js';
import { createForeignKey } from './create-foreign-key.js';
import { createIndex } from './create-index.js';
import { createPrimaryKey } from './create-primary-key.js';
import { createTable } from './create-table.js';
import { createTableComment } from './create-table-comment.js';
import { createUniqueConstraint } from './create-unique-constraint.js';
import { createView } from './create-view.js';
import { dropColumn } from './drop-column.js';
import { dropConstraint } from './drop-constraint.js';
import { dropIndex } from './drop-index.js';
import { dropTable } from './drop-table.js';
import { dropTableComment } from './drop-table-comment.js';
import { dropView } from './drop-view.js';
import { IrreversibleOperationError, UnknownOperationError } from './errors.js';
import { execute } from './execute.js';
import { view, type AnyObjectType } from './object-type.js';
import type { AnyOperation, CoreOperationKind, CoreOperations, Operation, OperationType } from './operation.js';
import { givenNames, type GivenName } from './given-names.js';
import { renameConstraint } from './rename-constraint.js';
import { renameIndex } from './rename-index.js';
import { renameTable } from './rename-table.js';
import type { TableNaming } from './source.js';

/** The types of the portable operations: total over `CoreOperations`. */
export const coreOperations: { readonly [K in CoreOperationKind]: OperationType<CoreOperations[K]> } = {
  createTable,
  dropTable,
  renameTable,
  addColumn,
  dropColumn,
  alterColumn,
  createIndex,
  dropIndex,
  renameIndex,
  createPrimaryKey,
  createUniqueConstraint,
  createForeignKey,
  createCheckConstraint,
  dropConstraint,
  renameConstraint,
  createTableComment,
  dropTableComment,
  createView,
  dropView,
  execute,
  bulkInsert,
};

/** A type of operation of which only its kind is known. It is only ever handed operations of that kind. */
export type AnyOperationType = OperationType<AnyOperation>;

/** How what a dialect alone has is written in models and migrations. */
export interface DialectSource {
  /** A column type of its own, by its own builder: `mydialect.hugeint()`. Else it is written as data. */
  columnType?(type: ColumnType): Expression | undefined;
  /** What the builders have to be told so that they make this table, where that is not what the table says. */
  table?(table: Table): Table;
  /** The operation that adds a constraint of its own kind to a table; nothing for the portable kinds. */
  constraint?(table: TableName, constraint: Constraint): Operation | undefined;
}

/** What a dialect's package registers: its operations, the objects that they make, and how its own things are written. */
export type RegisteredType = AnyOperationType | AnyObjectType | DialectSource;

/** The kinds of operation that a run knows: the portable ones, a dialect's, and the user's. */
export class OperationRegistry {
  readonly #types = new Map<string, AnyOperationType>();
  readonly #objects = new Map<string, AnyObjectType>();
  #source: DialectSource = {};

  /** @param types of operations, and of objects that operations make; how column types are written */
  constructor(...types: readonly RegisteredType[]) {
    this.register(...Object.values(coreOperations), view, ...types);
  }

  /** All kinds of operation that it knows. */
  get kinds(): readonly string[] {
    return [...this.#types.keys()];
  }

  has(kind: string): boolean {
    return this.#types.has(kind);
  }

  /** Registers more types; a type of a kind that is there already takes its place. */
  register(...types: readonly RegisteredType[]): void {
    for (const type of types) {
      if ('apply' in type) this.#types.set(type.kind, type);
      else if (!('kind' in type)) this.#source = type;
      else this.#objects.set(type.kind, type);
    }
  }

  /** How objects of a kind are made and unmade, if anybody has said so. */
  objectType(kind: string): AnyObjectType | undefined {
    return this.#objects.get(kind);
  }

  /** Of two kinds of objects that nothing brings into an order, the one that was registered first comes first. */
  objectRank(kind: string): number {
    return [...this.#objects.keys()].indexOf(kind);
  }

  /** Whether nothing ever rests on the object. */
  isLeaf(object: SchemaObject): boolean {
    const type = this.#objects.get(object.kind);
    return type?.isLeaf === true || type?.isLeafAmong?.(object) === true;
  }

  /** How a dialect's own column type is written; `undefined` where nobody has said so, and it is written as data. */
  typeSource(type: ColumnType): Expression | undefined {
    return this.#source.columnType?.(type);
  }

  /** The operation that adds a constraint to a table that is there. */
  constraintOperation(table: TableName, constraint: Constraint): Operation {
    return this.#source.constraint?.(table, constraint) ?? constraintOperation(table, constraint);
  }

  /** A table as the builders have to be told of it. */
  tableForBuilders(table: Table): Table {
    return this.#source.table?.(table) ?? table;
  }

  /** Whether data is gone after an operation that no downgrade brings back. */
  losesData(operation: Operation, before: SchemaModel): boolean {
    return this.#type(operation).losesData?.(operation, before) ?? false;
  }

  touches(operation: Operation): readonly TableName[] {
    return this.#type(operation).touches(operation);
  }

  /** The names that an operation gives. */
  names(operation: Operation): readonly GivenName[] {
    return this.#type(operation).names?.(operation) ?? givenNames(operation);
  }

  describe(operation: Operation): string {
    return this.#type(operation).describe(operation);
  }

  toCall(operation: Operation, naming?: TableNaming): Call {
    return this.#type(operation).toCall(operation, naming);
  }

  /** The schema after an operation. Throws, with the operation named, where it cannot be. */
  apply(before: SchemaModel, operation: Operation): SchemaModel {
    const type = this.#type(operation);
    try {
      return type.apply(before, operation);
    } catch (error) {
      if (error instanceof AludelError) error.at({ operation: type.describe(operation) });
      throw error;
    }
  }

  /** Puts in place of each operation those that it is made of. */
  expandAll(before: SchemaModel, operations: readonly Operation[]): readonly Operation[] {
    if (!operations.some((operation) => this.#type(operation).expand !== undefined)) return operations;
    let model = before;
    return operations.flatMap((operation) => {
      const parts = this.#type(operation).expand?.(operation, model);
      const expanded = parts === undefined ? [operation] : this.expandAll(model, parts);
      model = this.applyAll(model, expanded);
      return expanded;
    });
  }

  /** The schema after a list of operations. */
  applyAll(before: SchemaModel, operations: readonly Operation[]): SchemaModel {
    return operations.reduce((model, operation) => this.apply(model, operation), before);
  }

  /**
   * What undoes a list of operations, in order. Throws `IrreversibleOperationError` for the first that cannot be undone;
   * but not for one that touches only tables that the list itself creates: dropping those undoes it.
   *
   * @param created tables that earlier operations of the same migration have created, and that its reversal will drop
   */
  reverseAll(
    before: SchemaModel,
    operations: readonly Operation[],
    created: readonly TableName[] = [],
  ): readonly Operation[] {
    let model = before;
    const reversed: (readonly Operation[])[] = [];
    for (const operation of operations) {
      const type = this.#type(operation);
      const back = type.reverse(operation, model);
      if (back !== undefined) reversed.push(back);
      else if (!touchesOnlyNewTables(type.touches(operation), before, created)) {
        throw new IrreversibleOperationError(type.describe(operation));
      }
      model = this.apply(model, operation);
    }
    return reversed.toReversed().flat();
  }

  #type(operation: AnyOperation): AnyOperationType {
    const type = this.#types.get(operation.kind);
    if (type === undefined) throw new UnknownOperationError(operation.kind);
    return type;
  }
}

function touchesOnlyNewTables(
  tables: readonly TableName[],
  before: SchemaModel,
  created: readonly TableName[],
): boolean {
  const isNew = (table: TableName): boolean =>
    findTable(before, table) === undefined || created.some((known) => sameTable(known, table));
  return tables.length > 0 && tables.every(isNew);
}
