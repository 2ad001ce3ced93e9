import { folded, tokenize, unquoted } from './tokens.js';

/**
 * An expression over a table's columns with single quotes around its strings. SQLite takes a name in double quotes that is
 * no column's for a string (https://sqlite.org/quirks.html#dblquote) where that is not switched off, and goes on to do so
 * with what is stored; newly written, it would be refused.
 */
export function withRealStrings(expression: string, columns: ReadonlySet<string>): string {
  if (!expression.includes('"')) return expression;
  const tokens = tokenize(expression);
  return tokens
    .map(({ kind, text }, at) => {
      if (kind !== 'name' || !text.startsWith('"') || columns.has(folded(unquoted(text)))) return text;
      // Before a dot stands a table, after one a column; before a parenthesis, a function.
      if (tokens[at - 1]?.text === '.' || tokens[at + 1]?.text === '.' || tokens[at + 1]?.text === '(') return text;
      if (
        /^collate$/iu.test(tokens.slice(0, at).findLast((token) => token.kind === 'word')?.text ?? '') &&
        isNextTo(tokens, at)
      )
        return text;
      return `'${unquoted(text).replaceAll("'", "''")}'`;
    })
    .join('');
}

/** Whether the last word before stands right before, with nothing but space between. */
function isNextTo(tokens: readonly { readonly kind: string }[], at: number): boolean {
  return tokens.slice(0, at).findLast(({ kind }) => kind !== 'space' && kind !== 'comment')?.kind === 'word';
}
