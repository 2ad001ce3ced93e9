import type { Inspector, SchemaReader, SchemaScope } from '../dialect/inspector.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { SchemaModel } from '../schema/model.js';

/** The schema as the run goes on: read anew from a database, or kept by applying what was recorded. */
export interface TrackedSchema extends SchemaReader {
  /** Whether `read` can answer for this scope without asking a database. */
  isKnown(scope: SchemaScope): boolean;
  /** These operations have been carried out. */
  advance(operations: readonly Operation[]): void;
  /** Something was done of which nothing is known. */
  forget(): void;
  /** Remembers the present state; the function returned goes back to it. */
  snapshot(): () => void;
}

/** The database itself knows what was carried out. */
export class InspectedSchema implements TrackedSchema {
  constructor(private readonly inspector: Inspector) {}

  read(scope: SchemaScope): Promise<SchemaModel> {
    return this.inspector.read(scope);
  }

  isKnown(): boolean {
    return false;
  }

  advance(): void {
    // Read anew at the next flush.
  }

  forget(): void {
    // Nothing is kept.
  }

  snapshot(): () => void {
    // The transaction that is rolled back takes the database back.
    return () => undefined;
  }
}

/** The fold of the operations of all revisions so far: what is there when there is no database to ask. */
export class ReplayedSchema implements TrackedSchema {
  constructor(
    private readonly operations: OperationRegistry,
    public model: SchemaModel,
  ) {}

  read(): Promise<SchemaModel> {
    return Promise.resolve(this.model);
  }

  isKnown(): boolean {
    return true;
  }

  advance(operations: readonly Operation[]): void {
    this.model = this.operations.applyAll(this.model, operations);
  }

  forget(): void {
    // Nothing but the operations is known, and nothing else can be.
  }

  snapshot(): () => void {
    const { model } = this;
    return () => {
      this.model = model;
    };
  }
}
