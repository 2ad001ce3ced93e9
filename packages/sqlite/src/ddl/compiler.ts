import { RuleCompiler, type DdlCompiler, type OperationRegistry } from '@aludel/core/dialect';
import { rebuildRewrite } from './rewrite.js';
import { createRules } from './rules.js';
import type { SqliteTarget } from './target.js';

/** SQLite's compiler. Without an ALTER for an operation it rebuilds the table, once for operations that follow each other. */
export function createCompiler(registry: OperationRegistry, target: SqliteTarget): DdlCompiler {
  return new RuleCompiler('sqlite', registry, createRules(target), [rebuildRewrite(registry, target)]);
}
