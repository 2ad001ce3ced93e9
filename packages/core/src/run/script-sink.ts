import type { Statement } from '../ddl/statement.js';
import type { Dialect } from '../dialect/dialect.js';
import type { StatementSink } from './statement-sink.js';

/** Writes statements as a script. What lies between `begin` and `commit` is held back until it is complete. */
export class ScriptSink implements StatementSink {
  #held: string[] | undefined;

  constructor(
    private readonly dialect: Dialect,
    private readonly write: (text: string) => void,
  ) {}

  begin(): Promise<void> {
    this.#held = this.dialect.traits.transactionalDdl ? ['BEGIN;\n\n'] : [];
    return Promise.resolve();
  }

  commit(): Promise<void> {
    if (this.#held !== undefined) {
      for (const text of this.#held) this.write(text);
      if (this.dialect.traits.transactionalDdl) this.write('COMMIT;\n\n');
    }
    this.#held = undefined;
    return Promise.resolve();
  }

  rollback(): Promise<void> {
    this.#held = undefined;
    return Promise.resolve();
  }

  run(statement: Statement): Promise<number> {
    const text = inlined(statement, this.dialect).trimEnd();
    this.#emit(`${text}${text.endsWith(';') ? '' : ';'}\n\n`);
    return Promise.resolve(0);
  }

  comment(text: string): void {
    this.#emit(`-- ${text.replaceAll(/\s*\n\s*/gu, ' ')}\n`);
  }

  #emit(text: string): void {
    if (this.#held === undefined) this.write(text);
    else this.#held.push(text);
  }
}

/** Strings, quoted names, comments; the placeholder; anything else, a character at a time. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|--[^\n]*|\/\*[\s\S]*?\*\/|\?|[\s\S]/gu;

/** The statement's text with its values in place of the `?`. */
function inlined({ sql, bindings }: Statement, dialect: Dialect): string {
  if (bindings === undefined || bindings.length === 0) return sql;
  let next = 0;
  return sql.replace(token, (text) => {
    if (text !== '?' || next >= bindings.length) return text;
    return dialect.literal(bindings[next++] ?? null);
  });
}
