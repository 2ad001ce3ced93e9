import type { Statement } from '../ddl/statement.js';
import type { TableName } from '../schema/names.js';
import type { Literal } from '../schema/values.js';

/** Where a run's statements go: to a database, or into a script. */
export interface StatementSink {
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Takes a last statement and commits at once, where that is faster than one after the other. */
  readonly runAndCommit?: (statement: Statement) => Promise<void>;
  /** Takes one statement; the number of rows that it changed, where that is known. */
  run(statement: Statement): Promise<number>;
  /**
   * Takes many rows in place of the statements that would insert them, where there is a faster way.
   * @returns how many there were
   */
  readonly insertRows?: (
    table: TableName,
    columns: readonly string[],
    rows: Iterable<readonly Literal[]>,
  ) => Promise<number>;
  /** Has the statement that is under way given up, where that can be: it then fails. */
  readonly cancel?: () => Promise<void>;
  /** What follows, for a reader. */
  comment(text: string): void;
}
