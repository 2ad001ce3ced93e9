import type { ColumnType, CoreColumnTypeKind, CoreOperationKind, DialectPackage, Literal } from '@aludel/core/dialect';
import type { DatabaseSource, LiveConfig } from '../live/database.js';
import type { OwnValue } from '../live/make-rows.js';
import type { Watch } from '../live/watch.js';
import type { ModelProfile } from '../profile.js';
import type { TypeCase } from './type-case.js';

/**
 * How a runner takes a test: `test` of ava, of `node:test`, of Vitest. What it hands to the test is used where it has it:
 * `pass()` (ava fails a test without an assertion) and `log(text)` or `diagnostic(text)`.
 */
export type TestRunner = (title: string, run: (context?: unknown) => Promise<void>) => unknown;

/**
 * What a dialect cannot do, and why. Each case that is meant is still tried: it has to be refused by an `AludelError` with
 * a hint, and a gap that is none any more is a failure.
 */
export interface Gap {
  /** All cases of an operation or of a column type. */
  readonly kind?: CoreOperationKind | CoreColumnTypeKind;
  /** One case, by its title without the dialect's name, or a part of it. */
  readonly case?: string;
  readonly reason: string;
}

/** The parts of the suite. */
export type SuitePart = 'operations' | 'types' | 'refusals' | 'laws' | 'script';

/** A dialect, and what the suite must know of it. */
export interface DialectUnderTest {
  readonly test: TestRunner;
  /** Stands before each title: the dialect's name, or that of the server's version. Empty: nothing does. */
  readonly name: string;
  /** A fresh database each time it is called. Calls do not overlap. */
  readonly database: DatabaseSource;
  /** What the database can hold: random schemas and the variants of cases stay within it. */
  readonly profile: ModelProfile;
  readonly unsupported: readonly Gap[];
  /** The dialect's own column types (and `t.native` ones), tried like the portable ones. */
  readonly types?: readonly TypeCase[];
  /** Values for the dialect's own types, for the rows of random tables. */
  readonly ownValue?: OwnValue;
  /** How a value comes back, where it is another one than was put in: `undefined` leaves the judgement to the suite. */
  readonly sameValue?: (type: ColumnType, put: Literal, got: unknown) => boolean | undefined;
  /** Says of a database's words that the rows that are there were in the way. Default: knows the usual ones. */
  readonly rowsFault?: RegExp;
  /** How closely the database can be watched. */
  readonly watch?: Watch;
  /** Overrides for the migrator's config, as a user could make them. */
  readonly config?: LiveConfig;
  /**
   * Runs a script by plain means on a database: the driver alone, or the database's own program. Left out: law 5 is not
   * tried, and the suite says so.
   */
  readonly runScript?: (database: DialectPackage, script: string) => Promise<void>;
  /** Which parts to run. Default: all. */
  readonly parts?: readonly SuitePart[];
  /** Milliseconds for each random law; what is tried until then counts. Default: 8000. */
  readonly lawTimeMs?: number;
}
