/**
 * Cuts a file for the `mysql` client into statements: strings, quoted names and comments are known, `DELIMITER` is followed,
 * executable comments (`/*!40101 … *\/`) stay what they are. What would lead to another database is left out.
 */
export function splitMysql(text: string): readonly string[] {
  const statements: string[] = [];
  let delimiter = ';';
  let start = 0;
  let at = 0;
  const take = (end: number): void => {
    const statement = withoutContinuations(text.slice(start, end)).trim();
    if (holdsStatement(statement) && !elsewhere.test(withoutComments(statement))) statements.push(statement);
  };
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const character = text[at] ?? '';
    if (text.startsWith(delimiter, at)) {
      take(at);
      at += delimiter.length;
      start = at;
    } else if (character === "'" || character === '"' || character === '`') {
      at = endOfQuoted(text, at, character);
    } else if (character === '#' || (rest === '--' && /^(?:\s|$)/u.test(text.slice(at + 2, at + 3)))) {
      at = endOfLine(text, at);
    } else if (rest === '/*') {
      const end = text.indexOf('*/', at + 2);
      at = end === -1 ? text.length : end + 2;
    } else if (isLineStart(text, at) && !holdsStatement(text.slice(start, at))) {
      const command = /^delimiter[ \t]+(\S+)[^\n]*/iu.exec(text.slice(at, at + 200));
      if (command === null) at++;
      else {
        delimiter = command[1] ?? ';';
        at += command[0].length;
        start = at;
      }
    } else {
      at++;
    }
  }
  take(text.length);
  return statements;
}

/** The client drops a backslash at the end of a line, outside of strings: to it that is the beginning of a command. */
function withoutContinuations(statement: string): string {
  if (!/\\\r?\n/u.test(statement)) return statement;
  const piece =
    /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|--\s[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\\(?=\r?\n)/gu;
  return statement.replaceAll(piece, (found) => (found === '\\' ? '' : found));
}

const elsewhere = /^(?:create\s+(?:database|schema)|drop\s+(?:database|schema)|use)\b/iu;

/** Whether there is more than space and mere comments. */
function holdsStatement(text: string): boolean {
  return withoutComments(text) !== '';
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*(?![!M])[\s\S]*?\*\/|--(?=\s|$)[^\n]*|#[^\n]*/gu, ' ').trim();
}

function isLineStart(text: string, at: number): boolean {
  return text.slice(Math.max(0, text.lastIndexOf('\n', at - 1) + 1), at).trim() === '';
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\' && quote !== '`') at++;
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1;
      at++;
    }
  }
  return text.length;
}
