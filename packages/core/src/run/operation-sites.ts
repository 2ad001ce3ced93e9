import type { AludelError, ErrorLocation } from '../errors.js';
import { UnknownOperationError } from '../operations/errors.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { sameTable } from '../schema/names.js';
import { userFrame } from './call-site.js';

/** Of so many operations at a time it is remembered where they were recorded: a loop of a million calls must not fill the memory. */
const limit = 1000;

/** Where in the migration each operation was recorded: it fails only later, when it is carried out. */
export class OperationSites {
  /** Errors for their stacks, which V8 writes out only when they are read. */
  readonly #calls = new Map<Operation, Error>();

  constructor(private readonly operations: OperationRegistry) {}

  /** Called within the user's own call. */
  note(operation: Operation): void {
    if (this.#calls.size < limit) this.#calls.set(operation, new Error('call site'));
  }

  /**
   * The call that a statement comes from.
   * @param source the statement's operation; a dialect may have put it in place of those that were recorded
   */
  ofSource(source: Operation, recorded: readonly Operation[]): ErrorLocation {
    if (this.#calls.has(source)) return this.#of(source);
    const tables = this.operations.touches(source);
    return this.#of(
      recorded.find((operation) =>
        this.operations.touches(operation).some((table) => tables.some((other) => sameTable(table, other))),
      ),
    );
  }

  /** The call that an error of compiling is about. */
  ofError(error: AludelError, recorded: readonly Operation[]): ErrorLocation {
    if (recorded.length === 1) return this.#of(recorded[0]);
    const { operation: described } = error.location;
    return this.#of(
      recorded.find(({ kind }) => error instanceof UnknownOperationError && kind === error.kind) ??
        recorded.find((operation) => described !== undefined && this.#describes(operation, described)),
    );
  }

  /** They have been carried out. */
  clear(): void {
    this.#calls.clear();
  }

  #describes(operation: Operation, described: string): boolean {
    return this.operations.has(operation.kind) && this.operations.describe(operation) === described;
  }

  #of(operation: Operation | undefined): ErrorLocation {
    return operation === undefined ? {} : userFrame(this.#calls.get(operation));
  }
}
