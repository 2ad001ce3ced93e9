import type { DdlCompiler } from '../ddl/compiler.js';
import type { Statement } from '../ddl/statement.js';
import type { Connection } from '../dialect/connection.js';
import type { Dialect } from '../dialect/dialect.js';
import { AludelError } from '../errors.js';
import { emptySchema } from '../schema/model.js';
import { displayName, type TableName } from '../schema/names.js';
import { table } from '../schema/table.js';
import { t } from '../schema/t.js';
import type { Literal } from '../schema/values.js';
import { VersionTableUnreadableError } from './errors.js';

/** A row of the version table: one an applied revision. */
export interface AppliedRevision {
  readonly revision: string;
  /** When it was applied or stamped: UTC, ISO 8601 with milliseconds. */
  readonly appliedAt: string;
  /** How long its upgrade took, in milliseconds; 0 for a stamped one. */
  readonly durationMs: number;
  /** SHA-256 of its operations; null where it was stamped and never run. */
  readonly checksum: string | null;
  /** What undoes it, as it was derived when it ran: canonical JSON. Null where the file has a downgrade, or none can be had. */
  readonly downgrade: string | null;
  /** Version of Aludel that wrote the row. */
  readonly toolVersion: string;
}

export const defaultVersionTable: TableName = { name: 'aludel_version' };

/** The version table. Its writes are statements, so that they go the same way as all others. */
export class VersionStore {
  readonly #name: string;
  /** Its columns, quoted. */
  readonly #columns: string;
  readonly #insert: string;

  constructor(
    private readonly dialect: Dialect,
    readonly table: TableName,
  ) {
    const columns = ['revision', 'applied_at', 'duration_ms', 'checksum', 'downgrade', 'tool_version'];
    this.#name = dialect.tableName(table);
    this.#columns = columns.map((column) => dialect.identifier(column)).join(', ');
    this.#insert = `INSERT INTO ${this.#name} (${this.#columns}) VALUES (${columns.map(() => '?').join(', ')})`;
  }

  /** Creates the table where it is not there. */
  create(compiler: DdlCompiler): readonly Statement[] {
    const definition = table(this.table, {
      revision: t.string(255).primaryKey(),
      applied_at: t.string(24).notNull(),
      duration_ms: t.integer().notNull(),
      checksum: t.char(64),
      downgrade: t.text(),
      tool_version: t.string(32).notNull(),
    });
    return compiler.compile([{ kind: 'createTable', table: definition, ifNotExists: true }], emptySchema);
  }

  add(row: AppliedRevision): Statement {
    const values = [row.revision, row.appliedAt, row.durationMs, row.checksum, row.downgrade, row.toolVersion];
    return this.#statement(this.#insert, values);
  }

  remove(revision: string): Statement {
    return this.#statement(`DELETE FROM ${this.#name} WHERE ${this.dialect.identifier('revision')} = ?`, [revision]);
  }

  removeAll(): Statement {
    return this.#statement(`DELETE FROM ${this.#name}`, []);
  }

  /** The applied revisions in the order in which they were applied; none where the table is not there. */
  async read(connection: Connection): Promise<readonly AppliedRevision[]> {
    if (!(await connection.hasTable(this.table))) return [];
    const order = ['applied_at', 'revision'].map((column) => this.dialect.identifier(column)).join(', ');
    const rows = await this.#rows(connection, `SELECT ${this.#columns} FROM ${this.#name} ORDER BY ${order}`);
    return rows.map((row) => ({
      revision: String(row['revision']),
      appliedAt: String(row['applied_at']),
      durationMs: Number(row['duration_ms']),
      checksum: textOrNull(row['checksum']),
      downgrade: textOrNull(row['downgrade']),
      toolVersion: String(row['tool_version']),
    }));
  }

  /** Only which revisions are applied: what most commands need, and cheap with very many rows. */
  async readIds(connection: Connection): Promise<readonly string[]> {
    if (!(await connection.hasTable(this.table))) return [];
    const rows = await this.#rows(connection, `SELECT ${this.dialect.identifier('revision')} FROM ${this.#name}`);
    return rows.map((row) => String(row['revision']));
  }

  async #rows(connection: Connection, sql: string): Promise<readonly Record<string, unknown>[]> {
    try {
      return await connection.query(sql);
    } catch (error) {
      // The dialect's own are about the whole database: locked, damaged.
      if (error instanceof AludelError) throw error;
      throw new VersionTableUnreadableError(displayName(this.table), sql, error);
    }
  }

  #statement(sql: string, bindings: readonly Literal[]): Statement {
    return {
      sql,
      bindings,
      transaction: 'inside',
      source: { kind: 'execute', sql: `version row in ${displayName(this.table)}` },
    };
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
