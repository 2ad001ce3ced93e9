import { UnsupportedOperationError } from '../dialect/errors.js';
import { AludelError } from '../errors.js';
import type { AnyOperation, Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { SchemaModel } from '../schema/model.js';
import type { Rewrite, Rule } from './rule.js';
import type { RuleOutput, Statement } from './statement.js';

/** Turns operations into a database's statements. Pure: what must be known of the database comes in as `before`. */
export interface DdlCompiler {
  compile(operations: readonly Operation[], before: SchemaModel): readonly Statement[];
}

/** Rewrites, then looks each operation up in a dialect's table of rules. */
export class RuleCompiler implements DdlCompiler {
  readonly #rules: ReadonlyMap<string, Rule<AnyOperation>>;

  constructor(
    private readonly dialect: string,
    private readonly operations: OperationRegistry,
    rules: { readonly [kind: string]: Rule<never> },
    private readonly rewrites: readonly Rewrite[] = [],
  ) {
    this.#rules = new Map(Object.entries(rules) as unknown as readonly [string, Rule<AnyOperation>][]);
  }

  compile(operations: readonly Operation[], before: SchemaModel): readonly Statement[] {
    // Applied in full first: an operation on what is not there is found before any SQL is written.
    this.operations.applyAll(before, operations);
    const rewritten = this.rewrites.reduce((list, rewrite) => rewrite(list, before), operations);
    const statements: Statement[] = [];
    let model = before;
    for (const operation of rewritten) {
      for (const output of this.#said(operation, model)) {
        statements.push(
          typeof output === 'string'
            ? { sql: output, transaction: 'inside', source: operation }
            : { ...output, source: operation },
        );
      }
      model = this.operations.apply(model, operation);
    }
    return statements;
  }

  #said(operation: Operation, model: SchemaModel): readonly RuleOutput[] {
    try {
      return this.#rule(operation)(operation, model);
    } catch (error) {
      if (error instanceof AludelError) throw error.at({ operation: this.operations.describe(operation) });
      throw error;
    }
  }

  #rule(operation: Operation): Rule<AnyOperation> {
    const rule = this.#rules.get(operation.kind);
    if (rule !== undefined) return rule;
    throw new UnsupportedOperationError(this.dialect, this.operations.describe(operation), 'it has no rule for it.');
  }
}
