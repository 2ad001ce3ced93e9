import { NotUnderstood, TokenCursor } from './token-cursor.js';
import { tokenize, quotedString, unquotedName, unquotedString, type Token } from './tokens.js';
import { comparisons, constants, moments } from './words.js';
import { binaryLevels, level, type Expression } from './tree.js';

/**
 * Reads an expression as MySQL and MariaDB do; `undefined` where it holds something else than what a check, a default, a
 * generated column or an index can.
 * @param isColumn whether a name between double quotes, which would be a string else, is a column's
 */
export function parseExpression(text: string, isColumn: (name: string) => boolean): Expression | undefined {
  if (text === '') return undefined;
  try {
    const parser = new Parser(tokenize(text), isColumn);
    return parser.whole();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class Parser {
  readonly #cursor: TokenCursor;

  constructor(
    tokens: readonly Token[],
    private readonly isColumn: (name: string) => boolean,
  ) {
    this.#cursor = new TokenCursor(tokens.filter(({ kind }) => kind !== 'space'));
  }

  whole(): Expression {
    const found = this.#or();
    if (!this.#cursor.isAtEnd) throw new NotUnderstood();
    return found;
  }

  #or(): Expression {
    return this.#chain('or', ['or', '||'], () => this.#chain('xor', ['xor'], () => this.#and()));
  }

  #and(): Expression {
    return this.#chain('and', ['and', '&&'], () => this.#not());
  }

  #chain(op: 'and' | 'or' | 'xor', words: readonly string[], next: () => Expression): Expression {
    const items = [next()];
    while (words.some((word) => this.#cursor.take(word))) items.push(next());
    const [only] = items;
    if (only !== undefined && items.length === 1) return only;
    return { kind: 'chain', op, items };
  }

  #not(): Expression {
    if (this.#cursor.take('not')) return { kind: 'not', arg: this.#not() };
    return this.#comparison();
  }

  #comparison(): Expression {
    let left = this.#predicate();
    for (;;) {
      if (this.#cursor.take('is')) {
        const not = this.#cursor.take('not');
        const what = this.#cursor.next().text.toLowerCase();
        if (what !== 'null' && what !== 'true' && what !== 'false' && what !== 'unknown') throw new NotUnderstood();
        left = { kind: 'is', not, what: what === 'unknown' ? 'null' : what, arg: left };
        continue;
      }
      const op = this.#cursor.peek()?.text ?? '';
      if (!comparisons.has(op)) return left;
      this.#cursor.at += 1;
      left = { kind: 'binary', op: op === '!=' ? '<>' : op, left, right: this.#predicate() };
    }
  }

  #predicate(): Expression {
    const arg = this.#binary(level.bitOr);
    const start = this.#cursor.at;
    const not = this.#cursor.take('not');
    if (this.#cursor.take('in')) return { kind: 'in', not, arg, items: this.#list() };
    if (this.#cursor.take('between')) {
      const low = this.#binary(level.bitOr);
      this.#cursor.expect('and');
      return { kind: 'between', not, arg, low, high: this.#predicate() };
    }
    if (this.#cursor.take('like')) {
      const pattern = this.#binary(level.bitOr);
      return {
        kind: 'like',
        not,
        arg,
        pattern,
        ...(this.#cursor.take('escape') ? { escape: this.#binary(level.unary) } : {}),
      };
    }
    if (this.#cursor.take('regexp') || this.#cursor.take('rlike')) {
      const found: Expression = { kind: 'binary', op: 'regexp', left: arg, right: this.#binary(level.bitOr) };
      return not ? { kind: 'not', arg: found } : found;
    }
    if (this.#cursor.take('sounds')) {
      this.#cursor.expect('like');
      const right = this.#binary(level.bitOr);
      const soundex = (one: Expression): Expression => ({ kind: 'call', name: 'soundex', args: [one] });
      return { kind: 'binary', op: '=', left: soundex(arg), right: soundex(right) };
    }
    if (this.#cursor.take('member')) {
      this.#cursor.take('of');
      this.#cursor.expect('(');
      const right = this.#or();
      this.#cursor.expect(')');
      return { kind: 'binary', op: 'member of', left: arg, right: { kind: 'row', items: [right] } };
    }
    this.#cursor.at = start;
    return arg;
  }

  /** Operators of bits and numbers, which all take what is on their left first. */
  #binary(lowest: number): Expression {
    if (lowest >= level.unary) return this.#unary();
    let left = this.#binary(lowest + 1);
    for (;;) {
      const text = this.#cursor.peek()?.text.toLowerCase() ?? '';
      const op = text === 'mod' ? '%' : text;
      if (binaryLevels[op] !== lowest) return left;
      this.#cursor.at += 1;
      left = { kind: 'binary', op, left, right: this.#binary(lowest + 1) };
    }
  }

  #unary(): Expression {
    const sign = this.#cursor.peek()?.text;
    if (sign === '-' || sign === '~') {
      this.#cursor.at += 1;
      const arg = this.#unary();
      const isNumber = arg.kind === 'literal' && /^[\d.]/u.test(arg.text);
      return isNumber && sign === '-' ? { kind: 'literal', text: `-${arg.text}` } : { kind: 'unary', op: sign, arg };
    }
    if (this.#cursor.take('+')) return this.#unary();
    if (this.#cursor.take('!')) return { kind: 'not', arg: this.#unary() };
    if (this.#cursor.is('binary') && this.#cursor.peek(1)?.text !== '(') {
      this.#cursor.at += 1;
      return { kind: 'cast', arg: this.#unary(), type: 'char charset binary' };
    }
    return this.#postfix();
  }

  #postfix(): Expression {
    let found = this.#primary();
    for (;;) {
      if (this.#cursor.take('collate')) {
        found = {
          kind: 'binary',
          op: 'collate',
          left: found,
          right: { kind: 'literal', text: this.#cursor.next().text },
        };
      } else if (this.#cursor.take('->')) {
        found = { kind: 'call', name: 'json_extract', args: [found, this.#primary()] };
      } else if (this.#cursor.take('->>')) {
        const args = [{ kind: 'call', name: 'json_extract', args: [found, this.#primary()] } as const];
        found = { kind: 'call', name: 'json_unquote', args };
      } else {
        return found;
      }
    }
  }

  #primary(): Expression {
    const token = this.#cursor.next();
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', text: token.text.toLowerCase() };
      case 'string':
        return this.#string(token.text);
      case 'double':
        return this.isColumn(unquotedName(token.text))
          ? this.#name(unquotedName(token.text))
          : { kind: 'literal', text: quotedString(unquotedString(token.text)) };
      case 'name':
        return this.#name(unquotedName(token.text));
      case 'word':
        return this.#word(token.text);
      default:
        if (token.text !== '(') throw new NotUnderstood();
        return this.#parenthesized();
    }
  }

  #parenthesized(): Expression {
    const items = [this.#or()];
    while (this.#cursor.take(',')) items.push(this.#or());
    this.#cursor.expect(')');
    const [only] = items;
    return only !== undefined && items.length === 1 ? only : { kind: 'row', items };
  }

  #string(text: string): Expression {
    const first = text[0] ?? '';
    if (first === 'x' || first === 'X') return { kind: 'literal', text: `0x${text.slice(2, -1).toLowerCase()}` };
    if (first === 'b' || first === 'B') {
      const digits = Number.parseInt(text.slice(2, -1), 2).toString(16);
      return { kind: 'literal', text: `0x${digits.padStart(digits.length + (digits.length % 2), '0')}` };
    }
    let value = unquotedString(first === "'" ? text : text.slice(1));
    while (this.#cursor.peek()?.kind === 'string' && this.#cursor.peek()?.text.startsWith("'") === true) {
      value += unquotedString(this.#cursor.next().text);
    }
    return { kind: 'literal', text: quotedString(value) };
  }

  #name(first: string): Expression {
    const parts = [first];
    while (this.#cursor.take('.')) {
      const { kind, text } = this.#cursor.next();
      if (kind !== 'name' && kind !== 'word') throw new NotUnderstood();
      parts.push(kind === 'name' ? unquotedName(text) : text);
    }
    // What comes before the column is its own table, which the servers leave out.
    return { kind: 'name', parts: this.#cursor.peek()?.text === '(' ? parts : parts.slice(-1) };
  }

  #word(text: string): Expression {
    const word = text.toLowerCase();
    const following = this.#cursor.peek();
    if (word.startsWith('_') && following?.kind === 'string') return this.#introduced(word);
    if (following?.kind === 'string' && (word === 'date' || word === 'time' || word === 'timestamp')) {
      return { kind: 'literal', text: `${word}${quotedString(unquotedString(this.#cursor.next().text))}` };
    }
    if (constants.has(word)) return { kind: 'literal', text: word };
    if (word === 'case') return this.#case();
    if (word === 'interval' && !this.#isCall()) return this.#interval();
    const moment = moments.get(word);
    if (moment !== undefined && following?.text !== '(') return { kind: 'call', name: moment, args: [] };
    if (following?.text !== '(') {
      if (word.startsWith('@') || word === 'select' || word === 'exists') throw new NotUnderstood();
      return this.#name(text);
    }
    this.#cursor.at += 1;
    return this.#call(word);
  }

  #introduced(charset: string): Expression {
    const value = this.#string(this.#cursor.next().text);
    const isUsual = charset === '_utf8mb4' || charset === '_utf8mb3' || charset === '_utf8';
    if (isUsual || value.kind !== 'literal') return value;
    return { kind: 'literal', text: `${charset}${value.text}` };
  }

  /** `interval(a, b)` is a function, `interval (a) day` is not. */
  #isCall(): boolean {
    if (this.#cursor.peek()?.text !== '(') return false;
    let depth = 0;
    for (let ahead = 0; ; ahead++) {
      const text = this.#cursor.peek(ahead)?.text;
      if (text === '(') depth += 1;
      else if (text === ')') depth -= 1;
      if (depth === 0) return this.#cursor.peek(ahead + 1)?.kind !== 'word';
      if (text === undefined || (depth === 1 && text === ',')) return true;
    }
  }

  #interval(): Expression {
    const amount = this.#binary(level.bitOr);
    return { kind: 'interval', amount, unit: this.#cursor.next().text.toLowerCase() };
  }

  #case(): Expression {
    const subject = this.#cursor.is('when') ? undefined : this.#or();
    const branches: { when: Expression; result: Expression }[] = [];
    while (this.#cursor.take('when')) {
      const when = this.#or();
      this.#cursor.expect('then');
      branches.push({ when, result: this.#or() });
    }
    const otherwise = this.#cursor.take('else') ? this.#or() : undefined;
    this.#cursor.expect('end');
    return {
      kind: 'case',
      ...(subject === undefined ? {} : { subject }),
      branches,
      ...(otherwise === undefined ? {} : { otherwise }),
    };
  }

  /** After the opening parenthesis. */
  #call(name: string): Expression {
    switch (name) {
      case 'cast': {
        const arg = this.#or();
        this.#cursor.expect('as');
        return { kind: 'cast', arg, type: this.#typeWords() };
      }
      case 'convert': {
        const arg = this.#or();
        if (this.#cursor.take(',')) return { kind: 'cast', arg, type: this.#typeWords() };
        this.#cursor.expect('using');
        const charset = this.#cursor.next().text.toLowerCase();
        this.#cursor.expect(')');
        return { kind: 'phrase', name, parts: [arg, `using ${charset}`] };
      }
      case 'trim':
        return this.#trim();
      case 'extract': {
        const unit = this.#cursor.next().text.toLowerCase();
        this.#cursor.expect('from');
        const arg = this.#or();
        this.#cursor.expect(')');
        return { kind: 'phrase', name, parts: [`${unit} from`, arg] };
      }
      case 'position': {
        const left = this.#binary(level.bitOr);
        this.#cursor.expect('in');
        const right = this.#or();
        this.#cursor.expect(')');
        return { kind: 'call', name: 'locate', args: [left, right] };
      }
      case 'timestampdiff':
      case 'timestampadd': {
        const unit = this.#cursor.next().text.toLowerCase();
        this.#cursor.expect(',');
        const [first, second] = this.#rest();
        if (first === undefined || second === undefined) throw new NotUnderstood();
        if (name === 'timestampdiff')
          return { kind: 'call', name, args: [{ kind: 'literal', text: unit }, first, second] };
        return { kind: 'binary', op: '+', left: second, right: { kind: 'interval', amount: first, unit } };
      }
      case 'substring':
      case 'substr':
      case 'mid':
        return this.#substring();
      case 'json_value':
        return this.#jsonValue();
      default:
        return { kind: 'call', name: moments.get(name) ?? name, args: this.#rest() };
    }
  }

  #trim(): Expression {
    const side = ['both', 'leading', 'trailing'].find((word) => this.#cursor.take(word));
    const first = this.#cursor.is('from') ? undefined : this.#or();
    if (!this.#cursor.take('from')) {
      this.#cursor.expect(')');
      return { kind: 'call', name: 'trim', args: first === undefined ? [] : [first] };
    }
    const arg = this.#or();
    this.#cursor.expect(')');
    return {
      kind: 'phrase',
      name: 'trim',
      parts: [...(side === undefined ? [] : [side]), ...(first === undefined ? [] : [first]), 'from', arg],
    };
  }

  #substring(): Expression {
    const args = [this.#or()];
    while (this.#cursor.take(',') || this.#cursor.take('from') || this.#cursor.take('for')) args.push(this.#or());
    this.#cursor.expect(')');
    return { kind: 'call', name: 'substr', args };
  }

  #jsonValue(): Expression {
    const arg = this.#or();
    this.#cursor.expect(',');
    const path = this.#or();
    if (this.#cursor.take(')')) return { kind: 'call', name: 'json_value', args: [arg, path] };
    return { kind: 'phrase', name: 'json_value', parts: [arg, ',', path, this.#typeWords()] };
  }

  /** Up to and with the closing parenthesis. */
  #typeWords(): string {
    let text = '';
    for (let depth = 0; ;) {
      const token = this.#cursor.next();
      if (token.text === '(') depth += 1;
      else if (token.text === ')' && depth-- === 0) break;
      const word = token.text.toLowerCase();
      text += /^[\w]/u.test(word) && /\w|\)$/u.test(text.at(-1) ?? '') && !text.endsWith('(') ? ` ${word}` : word;
    }
    return text;
  }

  #list(): readonly Expression[] {
    this.#cursor.expect('(');
    return this.#rest();
  }

  /** Up to and with the closing parenthesis. */
  #rest(): readonly Expression[] {
    if (this.#cursor.take(')')) return [];
    const items = [this.#or()];
    while (this.#cursor.take(',')) items.push(this.#or());
    this.#cursor.expect(')');
    return items;
  }
}
