import type { Token } from './tokens.js';

/** What the parser does not understand; the text is then taken as it stands. */
export class NotUnderstood extends Error {}

/** A place among the tokens of an expression. */
export class TokenCursor {
  /** How many are behind it. */
  at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  /** Throws at the end. */
  next(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw new NotUnderstood();
    this.at += 1;
    return token;
  }

  /** Whether a word or a sign comes next; `word` in lower case. */
  is(word: string): boolean {
    const token = this.peek();
    return (
      token !== undefined && (token.kind === 'word' || token.kind === 'symbol') && token.text.toLowerCase() === word
    );
  }

  take(word: string): boolean {
    const is = this.is(word);
    if (is) this.at += 1;
    return is;
  }

  expect(word: string): void {
    if (!this.take(word)) throw new NotUnderstood();
  }
}
