import type { Expression, Form } from './expression-tree.js';
import { binding, bindingOf } from './precedence.js';
import { tokenize, type Token } from './tokens.js';

/** Takes an expression to pieces; nothing where it holds what is not understood (a subquery, a window …). */
export function parseExpression(text: string): Expression | undefined {
  try {
    const parser = new ExpressionParser(tokenize(text));
    const tree = parser.expression(0);
    return parser.isAtEnd ? tree : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

class NotUnderstood extends Error {}

/** Words that are values, or calls without parentheses. */
const values: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'default',
  'current_timestamp',
  'current_date',
  'current_time',
  'localtimestamp',
  'localtime',
  'current_user',
  'session_user',
  'current_role',
  'current_schema',
  'current_catalog',
  'user',
]);

/** Operators that have another name in what the server writes. */
const names: Readonly<Record<string, string>> = {
  '!=': '<>',
  '~~': 'like',
  '!~~': 'not like',
  '~~*': 'ilike',
  '!~~*': 'not ilike',
};

const trims: Readonly<Record<string, Form>> = { both: 'btrim', leading: 'ltrim', trailing: 'rtrim' };

class ExpressionParser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  expression(least: number): Expression {
    let left = this.#prefix();
    for (;;) {
      const next = this.#continued(left, least);
      if (next === undefined) return left;
      left = next;
    }
  }

  #prefix(): Expression {
    const token = this.#next();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', text: token.text };
      case 'string':
        return { kind: 'string', value: token.value };
      case 'operator':
        if (token.text !== '-' && token.text !== '+') throw new NotUnderstood();
        return signed(token.text, this.expression(binding.sign));
      case 'punctuation':
        if (token.text === '(') return this.#parenthesized();
        throw new NotUnderstood();
      case 'name':
        return this.#named([token.value]);
      case 'word':
        return this.#word(token.value);
      default:
        throw new NotUnderstood();
    }
  }

  #word(word: string): Expression {
    if (word === 'not') return { kind: 'unary', operator: 'not', operand: this.expression(binding.not) };
    if (word === 'case') return this.#case();
    if (word === 'array' && this.#is('[')) return this.#array();
    if (word === 'row' && this.#is('(')) return { kind: 'row', items: this.#list() };
    if (word === 'cast' && this.#is('(')) return this.#cast();
    if (word === 'extract' && this.#is('(')) return this.#extract();
    if (word === 'trim' && this.#is('(')) return this.#trim();
    if (word === 'substring' && this.#is('(')) return this.#substring();
    if (word === 'position' && this.#is('(')) return this.#position();
    // Calls of a grammar of their own.
    if (word === 'overlay' && this.#is('(')) throw new NotUnderstood();
    if (values.has(word) && !this.#is('(')) return { kind: 'word', word };
    if (word === 'select' || word === 'exists' || word === 'distinct') throw new NotUnderstood();
    // A type before a string: `interval '1 day'`.
    if (this.tokens[this.#at]?.kind === 'string') {
      const { value } = this.#next();
      return { kind: 'cast', operand: { kind: 'string', value }, type: typeName(word) };
    }
    return this.#named([word]);
  }

  #named(first: readonly string[]): Expression {
    const parts = [...first];
    while (this.#take('.')) {
      const { kind, value } = this.#next();
      if (kind !== 'word' && kind !== 'name') throw new NotUnderstood();
      parts.push(value);
    }
    if (!this.#is('(')) return { kind: 'name', parts };
    const args = this.#list();
    if (this.#isWord('over') || this.#isWord('filter') || this.#isWord('within')) throw new NotUnderstood();
    return call(parts, args);
  }

  #parenthesized(): Expression {
    if (this.#isWord('select') || this.#isWord('with')) throw new NotUnderstood();
    const inner = this.expression(0);
    if (this.#is(',')) {
      const items = [inner];
      while (this.#take(',')) items.push(this.expression(0));
      this.#expect(')');
      return { kind: 'row', items };
    }
    this.#expect(')');
    return inner;
  }

  #case(): Expression {
    const operand = this.#isWord('when') ? undefined : this.expression(0);
    const branches: { when: Expression; then: Expression }[] = [];
    while (this.#takeWord('when')) {
      const when = this.expression(0);
      this.#expectWord('then');
      branches.push({ when, then: this.expression(0) });
    }
    const otherwise = this.#takeWord('else') ? this.expression(0) : undefined;
    this.#expectWord('end');
    return {
      kind: 'case',
      ...(operand === undefined ? {} : { operand }),
      branches,
      ...(otherwise === undefined ? {} : { otherwise }),
    };
  }

  #array(): Expression {
    this.#expect('[');
    const items: Expression[] = [];
    while (!this.#is(']')) {
      items.push(this.expression(0));
      if (!this.#take(',')) break;
    }
    this.#expect(']');
    return { kind: 'array', items };
  }

  #cast(): Expression {
    this.#expect('(');
    const operand = this.expression(0);
    this.#expectWord('as');
    const type = this.#type();
    this.#expect(')');
    return { kind: 'cast', operand, type };
  }

  #extract(): Expression {
    this.#expect('(');
    const field = this.#next().value.toLowerCase();
    this.#expectWord('from');
    const operand = this.expression(0);
    this.#expect(')');
    return { kind: 'extract', field, operand };
  }

  /** `trim(both 'x' from y)`, `trim(y)` */
  #trim(): Expression {
    this.#expect('(');
    const side = this.tokens[this.#at]?.value ?? '';
    const name = trims[side] ?? 'btrim';
    if (Object.hasOwn(trims, side)) this.#at++;
    const first = this.#isWord('from') ? undefined : this.expression(0);
    const args = this.#takeWord('from') ? [this.expression(0), ...(first === undefined ? [] : [first])] : [];
    if (args.length === 0 && first !== undefined) args.push(first);
    while (this.#take(',')) args.push(this.expression(0));
    this.#expect(')');
    return { kind: 'form', form: name, args };
  }

  #substring(): Expression {
    this.#expect('(');
    const args = [this.expression(0)];
    const isCall = this.#is(',');
    while (this.#take(',') || this.#takeWord('from') || (args.length === 2 && this.#takeWord('for'))) {
      args.push(this.expression(0));
    }
    this.#expect(')');
    return isCall ? { kind: 'call', name: ['substring'], args } : { kind: 'form', form: 'substring', args };
  }

  /** `position(x in y)`, which the server also calls "position"(y, x). */
  #position(): Expression {
    this.#expect('(');
    const part = this.expression(binding.like);
    this.#expectWord('in');
    const whole = this.expression(binding.like);
    this.#expect(')');
    return { kind: 'form', form: 'position', args: [whole, part] };
  }

  /** What follows an operand, if it binds closely enough. */
  #continued(left: Expression, least: number): Expression | undefined {
    const token = this.tokens[this.#at];
    if (token === undefined) return undefined;
    if (token.kind === 'punctuation') return this.#postfix(left, token.text);
    if (token.kind === 'operator') return this.#operator(left, token.text, least);
    return token.kind === 'word' ? this.#wordOperator(left, token.value, least) : undefined;
  }

  #postfix(left: Expression, text: string): Expression | undefined {
    if (text === '::') {
      this.#at++;
      return { kind: 'cast', operand: left, type: this.#type() };
    }
    if (text !== '[') return undefined;
    this.#at++;
    const index = this.expression(0);
    this.#expect(']');
    return { kind: 'element', operand: left, index };
  }

  #operator(left: Expression, text: string, least: number): Expression | undefined {
    const operator = names[text] ?? text;
    const power = bindingOf(operator);
    if (power <= least) return undefined;
    this.#at++;
    const quantifier = this.#takeWord('any') || this.#takeWord('some') ? 'any' : this.#takeWord('all') ? 'all' : undefined;
    if (quantifier === undefined) return { kind: 'binary', operator, left, right: this.expression(power) };
    this.#expect('(');
    const array = this.#parenthesized();
    return { kind: 'quantified', operator, operand: left, quantifier, array };
  }

  #wordOperator(left: Expression, word: string, least: number): Expression | undefined {
    switch (word) {
      case 'and':
      case 'or': {
        const power = binding[word];
        if (power <= least) return undefined;
        this.#at++;
        const right = this.expression(power);
        const parts = [left, right].flatMap((part) =>
          part.kind === 'chain' && part.operator === word ? part.parts : [part],
        );
        return { kind: 'chain', operator: word, parts };
      }
      case 'is':
        return binding.is <= least ? undefined : this.#isTest(left);
      case 'isnull':
      case 'notnull':
        if (binding.is <= least) return undefined;
        this.#at++;
        return { kind: 'is', operand: left, test: word === 'isnull' ? 'null' : 'not null' };
      case 'not':
      case 'in':
      case 'like':
      case 'ilike':
      case 'similar':
      case 'between':
        return binding.like <= least ? undefined : this.#membership(left);
      case 'collate':
        if (binding.collate <= least) return undefined;
        this.#at++;
        return { kind: 'collate', operand: left, collation: this.#qualified() };
      case 'at':
        if (binding.at <= least) return undefined;
        this.#at++;
        this.#expectWord('time');
        this.#expectWord('zone');
        return { kind: 'binary', operator: 'at time zone', left, right: this.expression(binding.at) };
      default:
        return undefined;
    }
  }

  #isTest(operand: Expression): Expression {
    this.#expectWord('is');
    const not = this.#takeWord('not') ? 'not ' : '';
    if (this.#takeWord('distinct')) {
      this.#expectWord('from');
      return { kind: 'binary', operator: `is ${not}distinct from`, left: operand, right: this.expression(binding.is) };
    }
    const test = this.#next();
    if (!['null', 'true', 'false', 'unknown'].includes(test.value) || test.kind !== 'word') throw new NotUnderstood();
    return { kind: 'is', operand, test: not + test.value };
  }

  /** `IN (…)`, `LIKE`, `BETWEEN`, each with NOT before it or without. */
  #membership(left: Expression): Expression {
    const not = this.#takeWord('not');
    if (this.#takeWord('in')) {
      if (!this.#is('(') || this.tokens[this.#at + 1]?.value === 'select') throw new NotUnderstood();
      return { kind: 'in', operand: left, not, items: this.#list() };
    }
    if (this.#takeWord('between')) {
      if (this.#isWord('symmetric')) throw new NotUnderstood();
      const low = this.expression(binding.like);
      this.#expectWord('and');
      const high = this.expression(binding.like);
      const [from, to] = not ? ['<', '>'] : ['>=', '<='];
      return {
        kind: 'chain',
        operator: not ? 'or' : 'and',
        parts: [
          { kind: 'binary', operator: from ?? '', left, right: low },
          { kind: 'binary', operator: to ?? '', left, right: high },
        ],
      };
    }
    if (this.#takeWord('similar')) {
      this.#expectWord('to');
      const pattern = this.expression(binding.like);
      if (this.#isWord('escape')) throw new NotUnderstood();
      const right: Expression = { kind: 'call', name: ['similar_to_escape'], args: [pattern] };
      return { kind: 'binary', operator: not ? '!~' : '~', left, right };
    }
    const like = this.#takeWord('like') ? 'like' : this.#takeWord('ilike') ? 'ilike' : undefined;
    if (like === undefined) throw new NotUnderstood();
    const right = this.expression(binding.like);
    if (this.#isWord('escape')) throw new NotUnderstood();
    return { kind: 'binary', operator: not ? `not ${like}` : like, left, right };
  }

  #list(): readonly Expression[] {
    this.#expect('(');
    const items: Expression[] = [];
    while (!this.#is(')')) {
      if (this.tokens[this.#at]?.text === '*') throw new NotUnderstood();
      items.push(this.expression(0));
      if (!this.#take(',')) break;
    }
    this.#expect(')');
    return items;
  }

  /** A type's words: `character varying(20)[]`, `timestamp(3) with time zone`, `shop.mood`. */
  #type(): string {
    const first = this.#next();
    if (first.kind === 'name') {
      const parts = [first.text];
      while (this.#take('.')) parts.push(this.#next().text);
      return this.#arrayOf(parts.join('.') + this.#arguments());
    }
    if (first.kind !== 'word') throw new NotUnderstood();
    let words = first.value;
    while (this.#take('.')) words += `.${this.#next().text}`;
    if (words === 'double' && this.#takeWord('precision')) words = 'double precision';
    if ((words === 'character' || words === 'char' || words === 'bit') && this.#takeWord('varying')) {
      words = words === 'bit' ? 'bit varying' : 'character varying';
    }
    words += this.#arguments();
    if (/^time/u.test(words) && (this.#isWord('with') || this.#isWord('without'))) {
      words += ` ${this.#next().value} time zone`;
      this.#expectWord('time');
      this.#expectWord('zone');
    }
    return this.#arrayOf(typeName(words));
  }

  #arguments(): string {
    if (!this.#is('(')) return '';
    return `(${this.#list()
      .map((item) => (item.kind === 'number' ? item.text : ''))
      .join(',')})`;
  }

  #arrayOf(type: string): string {
    let text = type;
    while (this.#is('[') && this.tokens[this.#at + 1]?.text === ']') {
      this.#at += 2;
      text += '[]';
    }
    return text;
  }

  #qualified(): readonly string[] {
    const parts = [this.#next().value];
    while (this.#take('.')) parts.push(this.#next().value);
    return parts;
  }

  #next(): Token {
    const token = this.tokens[this.#at++];
    if (token === undefined) throw new NotUnderstood();
    return token;
  }

  #is(text: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === 'punctuation' && token.text === text;
  }

  #isWord(word: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === 'word' && token.value === word;
  }

  #take(text: string): boolean {
    const found = this.#is(text);
    if (found) this.#at++;
    return found;
  }

  #takeWord(word: string): boolean {
    const found = this.#isWord(word);
    if (found) this.#at++;
    return found;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new NotUnderstood();
  }

  #expectWord(word: string): void {
    if (!this.#takeWord(word)) throw new NotUnderstood();
  }
}

function signed(sign: string, operand: Expression): Expression {
  if (operand.kind !== 'number') return { kind: 'unary', operator: sign, operand };
  if (sign === '+') return operand;
  return { kind: 'number', text: operand.text.startsWith('-') ? operand.text.slice(1) : `-${operand.text}` };
}

/** Calls that have a form of their own. */
function call(name: readonly string[], args: readonly Expression[]): Expression {
  const [first, second] = args;
  const called = name.length === 2 && name[0] === 'pg_catalog' ? name[1] : name[0];
  if (called === 'timezone' && first !== undefined && second !== undefined) {
    return { kind: 'binary', operator: 'at time zone', left: second, right: first };
  }
  return { kind: 'call', name: name[0] === 'pg_catalog' ? name.slice(1) : name, args };
}

const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  decimal: 'numeric',
  float4: 'real',
  float8: 'double precision',
  float: 'double precision',
  varchar: 'character varying',
  char: 'character',
  bool: 'boolean',
  timestamptz: 'timestamp with time zone',
  timetz: 'time with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  varbit: 'bit varying',
};

/** A type by the name that the server has for it. */
function typeName(words: string): string {
  const [, word, rest] = /^([a-z0-9_ ]+?)((?:\(.*)?)$/u.exec(words) ?? [];
  const known = word === undefined ? undefined : Object.hasOwn(aliases, word) ? aliases[word] : undefined;
  if (known === undefined) return words;
  if (rest === '' || rest === undefined) return known;
  const [head, ...tail] = known.split(' with');
  return `${head}${rest}${tail.length === 0 ? '' : ` with${tail.join(' with')}`}`;
}
