import { RuleCompiler, type DdlCompiler, type OperationRegistry } from '@aludel/core/dialect';
import { joinAlters } from './join-alters.js';
import { createRules } from './rules.js';
import type { MysqlTarget } from './target.js';

/** MySQL's compiler. Operations on one table that follow each other become one ALTER TABLE where that loses nothing. */
export function createCompiler(registry: OperationRegistry, target: MysqlTarget): DdlCompiler {
  return new RuleCompiler('mysql', registry, createRules(registry, target), [joinAlters(registry, target)]);
}
