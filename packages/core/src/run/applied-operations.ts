import { createHash } from 'node:crypto';
import { createdTables } from '../operations/created-tables.js';
import { IrreversibleOperationError } from '../operations/errors.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import { canonicalJson } from '../revisions/checksum.js';
import type { SchemaModel } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import { Ahead } from './ahead.js';

/** Operations that are carried out, and what was known of the schema before them. */
export interface FlushedOperations {
  readonly before: SchemaModel;
  readonly operations: readonly Operation[];
}

/**
 * What a version row keeps of a migration's operations. It is gathered while their statements are on their way: the
 * database need not wait for it afterwards.
 */
export class AppliedOperations {
  readonly #hash = createHash('sha256');
  #separator = '[';
  #created: readonly TableName[] = [];
  /** What undoes each flush; null once one of them cannot be undone. */
  #reversed: (readonly Operation[])[] | null;
  #noted: Ahead<void>[] = [];

  /** @param reverses whether what undoes them is wanted */
  constructor(
    private readonly registry: OperationRegistry,
    reverses: boolean,
  ) {
    this.#reversed = reverses ? [] : null;
  }

  note(flushed: FlushedOperations): void {
    this.#noted.push(new Ahead(() => this.#take(flushed)));
  }

  /** SHA-256 of the operations, as `checksumOf` has it. To be asked once, at the end. */
  checksum(): string {
    this.#takeAll();
    return this.#hash.update(this.#separator === '[' ? '[]' : ']').digest('hex');
  }

  /** What undoes them, as canonical JSON; null where that cannot be said, or is not wanted. */
  downgrade(): string | null {
    this.#takeAll();
    return this.#reversed === null ? null : canonicalJson(this.#reversed.toReversed().flat());
  }

  #takeAll(): void {
    for (const one of this.#noted.splice(0)) one.take();
  }

  #take({ before, operations }: FlushedOperations): void {
    for (const operation of operations) {
      this.#hash.update(`${this.#separator}${canonicalJson(operation)}`);
      this.#separator = ',';
    }
    if (this.#reversed === null) return;
    try {
      this.#reversed.push(this.registry.reverseAll(before, operations, this.#created));
      this.#created = [...this.#created, ...createdTables(operations)];
    } catch (error) {
      // It is an error only when somebody wants to go back, and is named then, before anything runs.
      if (!(error instanceof IrreversibleOperationError)) throw error;
      this.#reversed = null;
    }
  }
}
