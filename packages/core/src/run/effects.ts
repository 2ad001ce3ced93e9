import type { Statement } from '../ddl/statement.js';
import type { StatementInEffect } from '../errors.js';

/** A loop of a million statements must not fill the memory. */
const most = 1000;
const longestSql = 4000;

/** What statements did, light enough to be kept: no values, no rows, and one entry for many of the same. */
export class Effects {
  #list: StatementInEffect[] = [];
  #left = 0;

  constructor(private readonly describe: (statement: Statement) => string) {}

  get list(): readonly StatementInEffect[] {
    return this.#left === 0 ? this.#list : [...this.#list, { operation: `${this.#left} more`, sql: '' }];
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  add(statement: Statement): void {
    const { sql } = statement;
    const operation = this.describe(statement);
    const text = sql.length > longestSql ? `${sql.slice(0, longestSql)} …` : sql;
    const last = this.#list.at(-1);
    if (last?.operation === operation && last.sql === text) {
      this.#list[this.#list.length - 1] = { ...last, times: (last.times ?? 1) + 1 };
    } else if (this.#list.length < most) this.#list.push({ operation, sql: text });
    else this.#left += 1;
  }

  /** Takes over what another list holds, which is empty then. */
  take(other: Effects): void {
    this.#list.push(...other.#list);
    this.#left += other.#left;
    other.clear();
  }

  clear(): void {
    this.#list = [];
    this.#left = 0;
  }
}
