import type { Statement } from '../ddl/statement.js';
import type { Connection } from '../dialect/connection.js';
import { StatementFailedError } from '../dialect/errors.js';
import { AludelError } from '../errors.js';
import { displayName } from '../schema/names.js';
import type { StatementSink } from './statement-sink.js';

/** Runs statements on the run's session. */
export class ConnectionSink implements StatementSink {
  readonly insertRows?: NonNullable<StatementSink['insertRows']>;
  readonly cancel?: NonNullable<StatementSink['cancel']>;
  readonly runAndCommit?: NonNullable<StatementSink['runAndCommit']>;

  constructor(private readonly connection: Connection) {
    if (connection.cancel !== undefined) this.cancel = connection.cancel.bind(connection);
    const finish = connection.executeAndCommit?.bind(connection);
    if (finish !== undefined) this.runAndCommit = ({ sql, bindings }) => told(sql, () => finish(sql, bindings));
    if (connection.insertRows === undefined) return;
    const insert = connection.insertRows.bind(connection);
    this.insertRows = (table, columns, rows) =>
      told(`INSERT INTO ${displayName(table)} (${columns.join(', ')})`, () => insert(table, columns, rows));
  }

  begin(): Promise<void> {
    return told('BEGIN', () => this.connection.begin());
  }

  commit(): Promise<void> {
    return told('COMMIT', () => this.connection.commit());
  }

  rollback(): Promise<void> {
    return this.connection.rollback();
  }

  async run(statement: Statement): Promise<number> {
    const { sql, bindings, mustBeEmpty, hint } = statement;
    return told(sql, async () => {
      if (mustBeEmpty === undefined) return this.connection.execute(sql, bindings);
      const rows = await this.connection.query(sql, bindings);
      if (rows.length === 0) return 0;
      throw hint === undefined
        ? new StatementFailedError(`${mustBeEmpty}: ${sample(rows)}`, { cause: undefined, location: { sql } })
        : new StatementFailedError(`${mustBeEmpty}.`, { cause: undefined, hint, location: { sql } });
    });
  }

  comment(): void {
    // A database does not read comments.
  }
}

async function told<T>(sql: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AludelError) throw error.at({ sql });
    const message = error instanceof Error ? error.message : String(error);
    throw new StatementFailedError(message, { cause: error, location: { sql } });
  }
}

function sample(rows: readonly Record<string, unknown>[]): string {
  const shown = rows
    .slice(0, 3)
    .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));
  return shown.join(', ') + (rows.length > 3 ? ` and ${rows.length - 3} more` : '');
}
