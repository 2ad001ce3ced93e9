import { RuleCompiler, type DdlCompiler, type OperationRegistry } from '@aludel/core/dialect';
import { keepDomains } from './kept-domains.js';
import {
  addForeignKeysLater,
  alterPartitionsTogether,
  joinTableChanges,
  settleEnums,
  settleComputed,
  splitRenames,
} from './rewrite.js';
import { createRules } from './rules.js';
import type { PostgresTarget } from './target.js';

export function createCompiler(operations: OperationRegistry, target: PostgresTarget): DdlCompiler {
  const rewrites = [
    splitRenames,
    settleComputed(operations),
    addForeignKeysLater,
    alterPartitionsTogether,
    settleEnums(operations),
    keepDomains(operations),
    joinTableChanges(operations, target),
  ];
  return new RuleCompiler('postgres', operations, createRules(target), rewrites);
}
