import type { KnexWatcher } from '../dialect/connection.js';
import type { ErrorLocation } from '../errors.js';
import { userFrame } from './call-site.js';
import type { ForgottenCall } from './errors.js';

/** A query of Knex that was made. */
interface MadeQuery {
  /** For its stack, which V8 writes out only when it is read. */
  readonly call: Error;
  readonly isChange: () => boolean;
}

/** The reads and the queries of Knex that a migration has begun, or made and not even begun. */
export class PendingCalls {
  readonly #made = new Map<object, MadeQuery>();
  readonly #running = new Map<object, { readonly what: string; readonly call: Error | ErrorLocation }>();
  /** Where a query was made, for when it runs: then nothing of the user's is on the stack. */
  readonly #calls = new WeakMap<object, Error>();

  /** What a Knex tells. */
  readonly watcher: Omit<KnexWatcher, 'before'> = {
    made: (query, isChange) => {
      const call = new Error('call site');
      this.#made.set(query, { call, isChange });
      this.#calls.set(query, call);
    },
    used: (query) => this.#made.delete(query),
    started: (query) =>
      this.#running.set(query, {
        what: 'a query of op.knex',
        call: this.#calls.get(query) ?? new Error('call site'),
      }),
    done: (query) => this.#running.delete(query),
  };

  /** Begins a read. */
  tracked<T>(what: string, site: ErrorLocation, begin: () => Promise<T>): Promise<T> {
    const key = {};
    this.#running.set(key, { what, call: site });
    const result = begin().finally(() => this.#running.delete(key));
    // If nobody waits for it, `forgotten` tells.
    result.catch(() => undefined);
    return result;
  }

  /**
   * What goes on without anybody waiting for it, and changes that were never sent, since a query of Knex is sent only when it
   * is awaited. A read that was made and never sent does no harm: it may be a base for others.
   */
  forgotten(): readonly ForgottenCall[] {
    const running = [...this.#running.values()].map(({ what, call }) => ({
      what,
      site: call instanceof Error ? userFrame(call) : call,
    }));
    const unsent = [...this.#made.values()]
      .filter(({ isChange }) => isChange())
      .map(({ call }) => ({ what: 'a query of op.knex, which was never sent,', site: userFrame(call) }));
    return [...running, ...unsent];
  }
}
