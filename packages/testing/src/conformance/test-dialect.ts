import type { DialectUnderTest, SuitePart } from './dialect-under-test.js';
import { Suite } from './suite.js';
import { testLaws } from './test-laws.js';
import { testOperations } from './test-operations.js';
import { testRefusals } from './test-refusals.js';
import { testScript } from './test-script.js';
import { testTypes } from './test-types.js';

const parts: { readonly [P in SuitePart]: (suite: Suite) => void } = {
  operations: testOperations,
  types: testTypes,
  refusals: testRefusals,
  laws: testLaws,
  script: testScript,
};

/**
 * Registers the tests by which a dialect shows that it is one: every core operation, every portable type, every bad input,
 * the laws on random schemas, and scripts. Each runs on a fresh database, through a migrator, as a user's migrations do.
 */
export function testDialect(dialect: DialectUnderTest): void {
  const suite = new Suite(dialect);
  for (const [part, register] of Object.entries(parts) as readonly [SuitePart, (suite: Suite) => void][]) {
    if (dialect.parts === undefined || dialect.parts.includes(part)) register(suite);
  }
  suite.finish();
}
