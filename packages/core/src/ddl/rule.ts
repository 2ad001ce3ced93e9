import type { AnyOperation, Operation, Operations } from '../operations/operation.js';
import type { SchemaModel } from '../schema/model.js';
import type { RuleOutput } from './statement.js';

/** Says an operation in one database's SQL. `before` holds at least the tables that the operation touches. */
export type Rule<Op extends AnyOperation> = (operation: Op, before: SchemaModel) => readonly RuleOutput[];

/** A dialect's table of rules: total over the kinds that it names, so that a forgotten rule does not compile. */
export type Rules<K extends keyof Operations> = { readonly [P in K]: Rule<Operations[P]> };

/** Replaces operations by others before they are compiled: several by one, or one by a dialect's own. */
export type Rewrite = (operations: readonly Operation[], before: SchemaModel) => readonly Operation[];
