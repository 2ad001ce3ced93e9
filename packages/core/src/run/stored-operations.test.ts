import test from 'ava';
import type { Operation } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import { canonicalJson } from '../revisions/checksum.js';
import { knownOperations, parseOperations } from './stored-operations.js';

test('operations come back from the version table as they were', (t) => {
  const operations: readonly Operation[] = [
    {
      kind: 'execute',
      sql: 'INSERT INTO a VALUES (?, ?, ?, ?)',
      bindings: [10n ** 17n, new Uint8Array([0, 255]), Infinity, null],
    },
    { kind: 'dropTable', table: { name: 'a', schema: 's' } },
  ];
  t.deepEqual(parseOperations(canonicalJson(operations)), operations);
});

test('what is damaged or not known is nothing', (t) => {
  const registry = new OperationRegistry();
  for (const json of [
    '',
    'nonsense',
    '{}',
    'null',
    '[1]',
    '[{"kind":7}]',
    '[{"kind":"own.unknown"}]',
    '[{"$bigint":"x"}]',
  ]) {
    t.is(knownOperations(json, registry), undefined, json);
  }
  t.deepEqual(knownOperations('[]', registry), []);
});
