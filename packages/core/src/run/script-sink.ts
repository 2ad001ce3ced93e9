import type { Statement } from '../ddl/statement.js';
import type { Dialect } from '../dialect/dialect.js';
import type { AludelError } from '../errors.js';
import { InvalidDefinitionError } from '../schema/errors.js';
import type { StatementSink } from './statement-sink.js';

/** Writes statements as a script. What lies between `begin` and `commit` is held back until it is complete. */
export class ScriptSink implements StatementSink {
  #held: string[] | undefined;
  /** Comments on what comes next, which may be within the transaction or before it. */
  #comments: string[] = [];

  constructor(
    private readonly dialect: Dialect,
    private readonly write: (text: string) => void,
  ) {}

  begin(): Promise<void> {
    this.#held = ['BEGIN;\n\n'];
    return Promise.resolve();
  }

  commit(): Promise<void> {
    if (this.#held !== undefined) {
      for (const text of this.#held) this.write(text);
      this.write('COMMIT;\n\n');
    }
    this.#held = undefined;
    return Promise.resolve();
  }

  rollback(): Promise<void> {
    this.#held = undefined;
    this.#comments = [];
    return Promise.resolve();
  }

  async run(statement: Statement): Promise<number> {
    const sql = inlined(statement, this.dialect).trimEnd();
    const text = `${this.dialect.scriptText?.(sql) ?? terminated(sql)}\n\n`;
    for (const part of [...this.#comments, text]) {
      if (this.#held === undefined) this.write(part);
      else this.#held.push(part);
    }
    this.#comments = [];
    return 0;
  }

  comment(text: string): void {
    this.#comments.push(`-- ${text.replaceAll(/\s*\n\s*/gu, ' ')}\n`);
  }
}

/** Strings, quoted names, comments; the placeholder; anything else, a character at a time. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|\?\d*|[\s\S]/gu;

/** The statement's text with its values in place of the `?`. */
function inlined({ sql, bindings = [] }: Statement, dialect: Dialect): string {
  if (bindings.length === 0) return sql;
  let places = 0;
  const text = sql.replace(token, (part) => {
    if (!part.startsWith('?')) return part;
    if (part !== '?') throw misplaced(sql, `${part} is no place for a value`);
    return dialect.literal(bindings[places++] ?? null);
  });
  if (places === bindings.length) return text;
  throw misplaced(sql, `it has ${places} places for values, and ${bindings.length} values`);
}

function misplaced(sql: string, problem: string): AludelError {
  return new InvalidDefinitionError(
    `The statement cannot be written with its values: ${problem}.`,
    'Write one `?` for each value, in their order.',
  ).at({ sql });
}

/** With a semicolon at its end, which must not become part of a comment. */
function terminated(text: string): string {
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  let last = '';
  if (lastLine.includes('--')) for (const [part] of text.matchAll(token)) last = part;
  if (!last.startsWith('--')) return text.endsWith(';') ? text : `${text};`;
  const bare = text.replace(token, (part) => (part.startsWith('--') ? '' : part)).trimEnd();
  return bare.endsWith(';') ? text : `${text}\n;`;
}
