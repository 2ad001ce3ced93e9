/** A stretch of a text: `text.slice(start, end)`. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * `word`: bare name or keyword. `name`: name in "…", `…` or […]. `other`: an operator, or a character that SQLite would
 * refuse.
 */
export type TokenKind = 'space' | 'comment' | 'word' | 'name' | 'string' | 'blob' | 'number' | 'other';

export interface Token extends TextRange {
  readonly kind: TokenKind;
  readonly text: string;
}

// As SQLite's own tokenizer cuts (https://sqlite.org/src/file/src/tokenize.c): an unclosed comment reaches to the end,
// all characters above ASCII belong to names, and a quote is escaped by doubling it.
const pattern = new RegExp(
  [
    String.raw`(?<space>[ \t\n\f\r\uFEFF]+)`,
    String.raw`(?<comment>--[^\n]*|/\*(?:[\s\S]*?\*/|[\s\S]*$))`,
    String.raw`(?<blob>[xX]'[0-9a-fA-F]*')`,
    String.raw`(?<string>'[^']*(?:''[^']*)*')`,
    String.raw`(?<name>"[^"]*(?:""[^"]*)*"|\`[^\`]*(?:\`\`[^\`]*)*\`|\[[^\]]*\])`,
    String.raw`(?<number>0[xX][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?)`,
    String.raw`(?<word>[A-Za-z_\u0080-\uFFFF][A-Za-z0-9_$\u0080-\uFFFF]*)`,
    String.raw`(?<other>->>|->|\|\||<<|>>|<=|>=|<>|!=|==|[\s\S])`,
  ].join('|'),
  'g',
);

/** Cuts SQL text into tokens without losing a character: their texts joined are the text. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(pattern)) {
    tokens.push({
      kind: kindOf(match.groups ?? {}),
      text: match[0],
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return tokens;
}

/** Whether a token is only there for the reader. */
export function isTrivia(token: Token): boolean {
  return token.kind === 'space' || token.kind === 'comment';
}

/** The name that a bare or quoted token means. SQLite takes a string for a name, too, where only a name can stand. */
export function unquoted(text: string): string {
  const first = text[0];
  if (first === '[') return text.slice(1, -1);
  if (first === '"' || first === '`' || first === "'") return text.slice(1, -1).replaceAll(first + first, first);
  return text;
}

/** Lower case as SQLite compares names: of ASCII letters only. */
export function folded(name: string): string {
  return /[A-Z]/.test(name) ? name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : name;
}

const kinds: readonly TokenKind[] = ['space', 'comment', 'blob', 'string', 'name', 'number', 'word'];

function kindOf(groups: Readonly<Record<string, string | undefined>>): TokenKind {
  return kinds.find((kind) => groups[kind] !== undefined) ?? 'other';
}
