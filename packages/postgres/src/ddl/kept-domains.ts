import { isDeepStrictEqual } from 'node:util';
import type { TableName } from '@aludel/core';
import { sameTable, type Operation, type OperationRegistry, type Rewrite } from '@aludel/core/dialect';
import type { PostgresDomain } from '../augment.js';
import type { PostgresObject } from '../operations/kinds.js';
import { findPostgresObject } from '../operations/object-operations.js';

/**
 * A domain that is dropped and created again is altered in its second place, once what rests on it is gone: its columns stay.
 */
export function keepDomains(registry: OperationRegistry): Rewrite {
  return (operations, before) => {
    if (!operations.some(isDomainDropped)) return operations;
    const kept = new Map<Operation, PostgresDomain>();
    let model = before;
    return operations.flatMap((operation, at): readonly Operation[] => {
      const former = model;
      model = registry.apply(model, operation);
      if (isDomainDropped(operation)) {
        const domain = findPostgresObject(former, operation);
        const again = operations.slice(at + 1).find((other) => isDomainCreated(other, operation.name));
        if (domain?.kind !== 'postgres.domain' || again === undefined) return [operation];
        kept.set(again, domain);
        return [];
      }
      const domain = kept.get(operation);
      if (domain === undefined || operation.kind !== 'postgres.createObject') return [operation];
      return domainChange(domain, operation.object);
    });
  };
}

function isDomainDropped(operation: Operation): operation is Extract<Operation, { kind: 'postgres.dropObject' }> {
  return operation.kind === 'postgres.dropObject' && operation.type === 'postgres.domain' && operation.cascade !== true;
}

function isDomainCreated(operation: Operation, name: TableName): boolean {
  return (
    operation.kind === 'postgres.createObject' &&
    operation.object.kind === 'postgres.domain' &&
    sameTable(operation.object.name, name)
  );
}

function domainChange(from: PostgresDomain, to: PostgresObject): readonly Operation[] {
  const former = from as unknown as Readonly<Record<string, unknown>>;
  const next = to as unknown as Readonly<Record<string, unknown>>;
  const changed = [...new Set([...Object.keys(former), ...Object.keys(next)])].filter(
    (key) => !isDeepStrictEqual(former[key], next[key]),
  );
  if (changed.length === 0) return [];
  const change = Object.fromEntries(changed.map((key) => [key, next[key] ?? null]));
  return [{ kind: 'postgres.alterObject', type: 'postgres.domain', name: to.name, to: change }];
}
