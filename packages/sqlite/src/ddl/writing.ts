import type { DefaultValue, IndexElement } from '@aludel/core';
import { writing } from '@aludel/core/dialect';
import { SqliteDialect } from '../dialect.js';
import { afterDefault } from '../parse/default-value.js';
import { isWrapped } from '../parse/expression.js';
import { isTrivia, tokenize } from '../parse/tokens.js';

/** How the pieces that all definitions are made of are written. */

export const { quoted, quotedTable, quotedBeside, literal, nameList } = writing(new SqliteDialect());

/** SQL text in parentheses. A comment at its end must not swallow the closing one. */
export function inParentheses(expression: string): string {
  const last = tokenize(expression).findLast((token) => token.kind !== 'space');
  return last?.kind === 'comment' && last.text.startsWith('--') ? `(${expression}\n)` : `(${expression})`;
}

/** `DEFAULT 'x'`; or the clause that the value is. */
export function defaultClause(value: DefaultValue): string {
  return value.kind === 'sql' && afterDefault(value.sql) !== undefined ? value.sql : `DEFAULT ${defaultText(value)}`;
}

/** Bare where SQLite takes it so: one token, perhaps with a sign; anything else wants parentheses, or has them. */
export function defaultText(value: DefaultValue): string {
  if (value.kind === 'literal') {
    const text = literal(value.value);
    return text.startsWith('CAST') ? `(${text})` : text;
  }
  const sql = value.sql.trim();
  const clause = afterDefault(sql);
  if (clause !== undefined) return clause;
  const all = tokenize(sql);
  const tokens = all.filter((token) => !isTrivia(token));
  const [first] = tokens;
  if (isWrapped(tokens) && first === all[0] && tokens.at(-1) === all.at(-1)) return sql;
  const unsigned = first?.text === '+' || first?.text === '-' ? tokens.slice(1) : tokens;
  const [only] = unsigned;
  const bare =
    unsigned.length === 1 &&
    (only?.kind === 'number' ||
      (unsigned.length === tokens.length &&
        (only?.kind === 'string' ||
          only?.kind === 'blob' ||
          // A string, too, where a default stands.
          only?.kind === 'name' ||
          keyword.test(only?.text ?? ''))));
  return bare && all.every(({ kind }) => kind !== 'comment') ? sql : inParentheses(sql);
}

const keyword = /^(?:null|true|false|current_(?:timestamp|date|time))$/iu;

/** `"a" COLLATE nocase DESC`, of an index. */
export function indexElementText(element: IndexElement): string {
  const what = 'column' in element ? quoted(element.column) : indexExpression(element.expression);
  const collate = element.collation === undefined ? '' : ` COLLATE ${quoted(element.collation)}`;
  const order = element.order === undefined ? '' : ' DESC';
  return `${what}${collate}${order}`;
}

/** In parentheses where it is more than one call, so that what follows belongs to all of it. */
function indexExpression(expression: string): string {
  return /^\w+\([^()]*\)$/u.test(expression.trim()) ? expression.trim() : inParentheses(expression);
}
