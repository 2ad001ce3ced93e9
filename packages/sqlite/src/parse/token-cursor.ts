import { UnparsedDefinitionError } from './errors.js';
import type { ExpressionText, NameText } from './table-syntax.js';
import { folded, isTrivia, tokenize, unquoted, type TextRange, type Token } from './tokens.js';

/** Walks over the tokens of a definition that mean something. */
export class TokenCursor {
  readonly tokens: readonly Token[];
  readonly #significant: readonly Token[];
  #position = 0;

  constructor(
    readonly text: string,
    /** For errors: `table users`. */
    private readonly object: () => string,
  ) {
    this.tokens = tokenize(text);
    this.#significant = this.tokens.filter((token) => !isTrivia(token));
  }

  get atEnd(): boolean {
    return this.#position >= this.#significant.length;
  }

  /** The token that comes `ahead` tokens after the next one. */
  peek(ahead = 0): Token | undefined {
    return this.#significant[this.#position + ahead];
  }

  /** Whether the next tokens are these: keywords in lower case, or characters. */
  sees(...expected: readonly string[]): boolean {
    return expected.every((text, ahead) => {
      const token = this.peek(ahead);
      return token !== undefined && (token.kind === 'word' || token.kind === 'other') && folded(token.text) === text;
    });
  }

  /** Passes over the tokens if they are these; the range from first to last. */
  accept(...expected: readonly string[]): TextRange | undefined {
    const first = this.peek();
    const last = this.peek(expected.length - 1);
    if (first === undefined || last === undefined || !this.sees(...expected)) return undefined;
    this.#position += expected.length;
    return { start: first.start, end: last.end };
  }

  expect(...expected: readonly string[]): TextRange {
    return this.accept(...expected) ?? this.fail(expected.join(' ').toUpperCase());
  }

  next(expected: string): Token {
    const token = this.peek() ?? this.fail(expected);
    this.#position += 1;
    return token;
  }

  name(expected = 'a name'): NameText {
    const token = this.peek();
    if (token === undefined || !isName(token)) return this.fail(expected);
    this.#position += 1;
    return { value: unquoted(token.text), range: rangeOf(token) };
  }

  /** `(…)` with whatever is in it: what stands between the parentheses, without space and comments around it. */
  group(): { readonly inner: ExpressionText; readonly range: TextRange } {
    const open = this.expect('(');
    const first = this.peek() ?? this.fail('a closing parenthesis');
    let depth = 1;
    let last = open;
    while (depth > 0) {
      const token = this.next('a closing parenthesis');
      if (token.text === '(') depth += 1;
      if (token.text === ')') depth -= 1;
      if (depth > 0) last = token;
    }
    const inner = last === open ? this.expression(open.end, open.end) : this.expression(first.start, last.end);
    return { inner, range: this.rangeFrom(open) };
  }

  expression(start: number, end: number): ExpressionText {
    return { text: this.text.slice(start, end), range: { start, end } };
  }

  /** From there to the end of the last token that was passed over. */
  rangeFrom(from: TextRange): TextRange {
    return { start: from.start, end: this.#significant[this.#position - 1]?.end ?? from.end };
  }

  fail(expected: string): never {
    throw new UnparsedDefinitionError(this.object(), this.text, this.peek()?.start ?? this.text.length, expected);
  }
}

export function isName(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'name' || token.kind === 'string';
}

export function rangeOf({ start, end }: TextRange): TextRange {
  return { start, end };
}
