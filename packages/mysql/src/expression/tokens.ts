/** A piece of an SQL text of MySQL or MariaDB; all of them together are the text. */
export interface Token {
  readonly kind: 'space' | 'string' | 'double' | 'name' | 'word' | 'number' | 'symbol';
  readonly text: string;
}

const pattern = new RegExp(
  [
    String.raw`(?<space>\s+|/\*[\s\S]*?\*/|--(?=\s|$)[^\n]*|#[^\n]*)`,
    // With a charset before it, or N; or bytes or bits.
    String.raw`(?<string>(?:[nN]|[xX]|[bB])?'(?:[^'\\]|''|\\[\s\S])*')`,
    String.raw`(?<double>"(?:[^"\\]|""|\\[\s\S])*")`,
    '(?<name>`(?:[^`]|``)*`)',
    String.raw`(?<number>0[xX][0-9a-fA-F]+|0b[01]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_$]))`,
    String.raw`(?<word>[@\p{L}\p{N}_$]+)`,
    String.raw`(?<symbol><=>|->>|->|<=|>=|<>|!=|:=|&&|\|\||<<|>>|[\s\S])`,
  ].join('|'),
  'gu',
);

const kinds = ['space', 'string', 'double', 'name', 'number', 'word', 'symbol'] as const;

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    const kind = kinds.find((candidate) => match.groups?.[candidate] !== undefined);
    if (kind !== undefined) tokens.push({ kind, text: match[0] });
  }
  return tokens;
}

export function isWordOf(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

/** The name between backticks or double quotes. */
export function unquotedName(text: string): string {
  const quote = text[0] ?? '';
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** What a string between single or double quotes says, where a backslash escapes. */
export function unquotedString(text: string): string {
  const quote = text[0] ?? "'";
  return text
    .slice(1, -1)
    .replaceAll(/\\([\s\S])|(''|"")/gu, (all: string, escaped: string | undefined, twice: string | undefined) => {
      if (twice !== undefined) return twice[0] === quote ? quote : twice;
      return escapes.get(escaped ?? '') ?? (escaped === '%' || escaped === '_' ? all : (escaped ?? ''));
    });
}

/** A string as it is written between single quotes. */
export function quotedString(value: string): string {
  // oxlint-disable-next-line no-control-regex
  const text = value.replaceAll(/[\\\0\n\r\u001A]/gu, (letter) => `\\${written.get(letter) ?? letter}`);
  return `'${text.replaceAll("'", "''")}'`;
}

export function quotedName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
  ['b', '\b'],
  ['Z', '\u001A'],
]);

const written: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['\0', '0'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\u001A', 'Z'],
]);
