import type { Token } from './tokens.js';

/** The text is none that is understood here. */
export class NotUnderstood extends Error {}

/** Goes through tokens, one after another. */
export class TokenCursor {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  /** The token that comes next, or one further on. */
  peek(offset = 0): Token | undefined {
    return this.tokens[this.#at + offset];
  }

  skip(): void {
    this.#at++;
  }

  next(): Token {
    const token = this.tokens[this.#at++];
    if (token === undefined) throw new NotUnderstood();
    return token;
  }

  is(text: string, offset = 0): boolean {
    const token = this.peek(offset);
    return token?.kind === 'punctuation' && token.text === text;
  }

  isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === 'word' && token.value === word;
  }

  take(text: string): boolean {
    const found = this.is(text);
    if (found) this.#at++;
    return found;
  }

  takeWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.#at++;
    return found;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new NotUnderstood();
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) throw new NotUnderstood();
  }
}
