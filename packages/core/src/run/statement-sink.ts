import type { Statement } from '../ddl/statement.js';

/** Where a run's statements go: to a database, or into a script. */
export interface StatementSink {
  begin(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  /** Takes one statement; the number of rows that it changed, where that is known. */
  run(statement: Statement): Promise<number>;
  /** What follows, for a reader. */
  comment(text: string): void;
}
