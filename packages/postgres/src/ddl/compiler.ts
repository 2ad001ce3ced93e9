import { RuleCompiler, type DdlCompiler, type OperationRegistry } from '@aludel/core/dialect';
import { addForeignKeysLater, joinTableChanges, settleEnums, splitComputed, splitRenames } from './rewrite.js';
import { createRules } from './rules.js';
import type { PostgresTarget } from './target.js';

export function createCompiler(operations: OperationRegistry, target: PostgresTarget): DdlCompiler {
  const rewrites = [
    splitRenames,
    splitComputed,
    addForeignKeysLater,
    settleEnums(operations),
    joinTableChanges(operations),
  ];
  return new RuleCompiler('postgres', operations, createRules(target), rewrites);
}
