import type { Connection, Literal, NamePatterns } from '@aludel/core/dialect';
import { folded } from '../parse/tokens.js';
import { named } from './name-condition.js';

/** A row of `sqlite_schema` that has a definition and is not SQLite's own. */
export interface SchemaRow {
  readonly type: 'table' | 'index' | 'view' | 'trigger';
  readonly name: string;
  /** The table that it is or belongs to. */
  readonly table: string;
  readonly sql: string;
}

/** A virtual table has no pages of its own: https://sqlite.org/schematab.html. To look at the texts takes far longer. */
const virtual = `type = 'table' AND coalesce(rootpage, 0) = 0`;

/** Asks one database file (`main` or an attached one) for definitions. */
export class SchemaRows {
  readonly #from: string;

  constructor(
    private readonly connection: Connection,
    private readonly schema: string,
  ) {
    this.#from = `SELECT type, name, tbl_name, sql FROM "${schema.replaceAll('"', '""')}".sqlite_schema WHERE sql IS NOT NULL`;
  }

  all(): Promise<readonly SchemaRow[]> {
    return this.#rows('', []);
  }

  /** Everything called so, with the indexes of such tables, and all virtual tables. */
  called(names: NamePatterns): Promise<readonly SchemaRow[]> {
    const { sql, bindings } = named(
      `CASE sqlite_schema.type WHEN 'index' THEN sqlite_schema.tbl_name ELSE sqlite_schema.name END`,
      names,
    );
    return this.#rows(` AND (${sql} OR ${virtual})`, bindings);
  }

  /** Everything of these names and everything that belongs to them, and all virtual tables. */
  async of(names: readonly string[]): Promise<readonly SchemaRow[]> {
    const [only] = names;
    if (names.length === 1 && only !== undefined && !(await this.#mayHave(only))) return [];
    const asked = names.map(() => '?').join(', ');
    return this.#rows(` AND (tbl_name COLLATE NOCASE IN (${asked}) OR ${virtual})`, names);
  }

  /**
   * Whether there may be a table or view of this name. SQLite looks it up in no time, where the texts are gone through one
   * after another: a migration that creates a table asks for one that is not there.
   */
  async #mayHave(name: string): Promise<boolean> {
    try {
      const rows = await this.connection.query('SELECT 1 FROM pragma_table_xinfo(?, ?) LIMIT 1', [name, this.schema]);
      return rows.length > 0;
    } catch {
      // It is there, and cannot be used: a view of what is gone, a virtual table whose module is not loaded.
      return true;
    }
  }

  /** Views and triggers that may mention one of the names, and tables that may refer to one; the caller looks closer. */
  near(names: readonly string[]): Promise<readonly SchemaRow[]> {
    // LIKE is several times as fast as instr(lower(sql), …).
    const conditions = names.map(() => `sql LIKE CASE type WHEN 'table' THEN ? ELSE ? END ESCAPE '\\'`).join(' OR ');
    const fragments = names.map((name) => `%${fragmentOf(name).replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
    const patterns = fragments.flatMap((fragment) => [`%references${fragment}`, fragment]);
    return this.#rows(` AND type <> 'index' AND (${conditions})`, patterns);
  }

  /** Whether there is any view or trigger. */
  async haveQueries(): Promise<boolean> {
    return (await this.connection.query(`${this.#from} AND type IN ('view', 'trigger') LIMIT 1`)).length > 0;
  }

  /** In lower case. */
  async shadowTables(): Promise<ReadonlySet<string>> {
    const rows = await this.connection.query(
      `SELECT name FROM pragma_table_list WHERE schema = ? COLLATE NOCASE AND type = 'shadow'`,
      [this.schema],
    );
    return new Set(rows.map((row) => folded(String(row['name']))));
  }

  async hasTable(name: string): Promise<boolean> {
    const rows = await this.connection.query(`${this.#from} AND type = 'table' AND name = ? COLLATE NOCASE LIMIT 1`, [
      name,
    ]);
    return rows.length > 0;
  }

  async #rows(condition: string, bindings: readonly Literal[]): Promise<readonly SchemaRow[]> {
    const rows = await this.connection.query(this.#from + condition, bindings);
    return rows.map(toRow).filter((row) => !folded(row.name).startsWith('sqlite_'));
  }
}

/** A part of a name that its spelling in SQL holds, however it is quoted. */
function fragmentOf(name: string): string {
  const parts = name.split(/["'`[\]]/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

const types: readonly SchemaRow['type'][] = ['table', 'index', 'view', 'trigger'];

function toRow(row: Record<string, unknown>): SchemaRow {
  const type = types.find((known) => known === row['type']);
  if (type === undefined) throw new TypeError(`SQLite has a kind of object that is new: ${String(row['type'])}.`);
  return { type, name: String(row['name']), table: String(row['tbl_name']), sql: String(row['sql']) };
}
