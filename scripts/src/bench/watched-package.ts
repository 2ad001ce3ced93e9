import type { Connection, DialectPackage } from '@aludel/core/dialect';
import type { Literal } from '@aludel/core';

/** One call of a session. */
export interface SessionCall {
  readonly kind: 'query' | 'execute' | 'begin' | 'commit' | 'executeAndCommit' | 'rollback' | 'hasTable' | 'insertRows';
  readonly sql: string;
  readonly bindings: readonly Literal[];
}

/** The same package, but every call of its sessions is noted first. */
export function watchedPackage(inner: DialectPackage, note: (call: SessionCall) => void): DialectPackage {
  return {
    ...inner,
    withUrl: (url) => watchedPackage(inner.withUrl(url), note),
    within: (folder) => watchedPackage(inner.within(folder), note),
    connect: async (purpose) => watchedConnection(await inner.connect(purpose), note),
  };
}

function statement(kind: SessionCall['kind'], [sql, bindings]: readonly unknown[]): SessionCall {
  return { kind, sql: String(sql), bindings: (bindings ?? []) as readonly Literal[] };
}

function watchedConnection(inner: Connection, note: (call: SessionCall) => void): Connection {
  const noted: Readonly<Record<string, (args: readonly unknown[]) => SessionCall>> = {
    query: (args) => statement('query', args),
    execute: (args) => statement('execute', args),
    executeAndCommit: (args) => statement('executeAndCommit', args),
    begin: () => ({ kind: 'begin', sql: 'BEGIN', bindings: [] }),
    commit: () => ({ kind: 'commit', sql: 'COMMIT', bindings: [] }),
    rollback: () => ({ kind: 'rollback', sql: 'ROLLBACK', bindings: [] }),
    hasTable: () => ({ kind: 'hasTable', sql: '', bindings: [] }),
    insertRows: () => ({ kind: 'insertRows', sql: '', bindings: [] }),
  };
  return new Proxy(inner, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      const call = typeof key === 'string' ? noted[key] : undefined;
      return (...args: readonly unknown[]): unknown => {
        if (call !== undefined) note(call(args));
        return Reflect.apply(value, target, args);
      };
    },
  });
}
