import type { LockHolder } from '../dialect/lock.js';
import type { StatementInEffect } from '../errors.js';

/** Which way a step goes. */
export type Direction = 'upgrade' | 'downgrade';

/** What a run tells while it goes on. Times are in milliseconds. */
export type RunEvent =
  | { readonly type: 'lockWaiting'; readonly holder: LockHolder | undefined; readonly waitedMs: number }
  | { readonly type: 'planned'; readonly direction: Direction; readonly revisions: readonly string[] }
  | (StepEvent & { readonly type: 'stepStarted'; readonly index: number; readonly total: number })
  | (StepEvent & { readonly type: 'statementStarted'; readonly operation: string; readonly sql: string })
  | (StepEvent & {
      readonly type: 'statementDone';
      readonly operation: string;
      readonly sql: string;
      readonly durationMs: number;
      /** Rows that it changed, where that means something. */
      readonly rows: number;
    })
  /** The transaction was rolled back and the migration starts again, since a setting of the session had to come first. */
  | (StepEvent & { readonly type: 'stepRestarted'; readonly reason: string })
  /** It is committed. Where the whole run is one transaction, all of its steps are told at the end. */
  | (StepEvent & {
      readonly type: 'stepDone';
      readonly index: number;
      readonly total: number;
      /** The next step's file may have been loaded meanwhile. */
      readonly durationMs: number;
      /** For how long the run has waited for the file to be loaded. */
      readonly loadMs: number;
    })
  /** It failed, and what could be rolled back was. The error itself is what the run rejects with. */
  | (StepEvent & {
      readonly type: 'stepFailed';
      readonly index: number;
      readonly total: number;
      /** What of the migration is in effect all the same, in order. */
      readonly inEffect: readonly StatementInEffect[];
    });

interface StepEvent {
  readonly direction: Direction;
  readonly revision: string;
  readonly message: string;
}

export type RunListener = (event: RunEvent) => void;
