import type { Expression, Form } from './expression-tree.js';
import { binding, bindingOf } from './precedence.js';
import { NotUnderstood, TokenCursor } from './token-cursor.js';
import { tokenize } from './tokens.js';
import { readTypeName, typeName } from './type-name.js';

/** Takes an expression to pieces; nothing where it holds what is not understood (a subquery, a window …). */
export function parseExpression(text: string): Expression | undefined {
  try {
    const cursor = new TokenCursor(tokenize(text));
    const tree = new ExpressionParser(cursor).expression(0);
    return cursor.isAtEnd ? tree : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

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
  constructor(private readonly cursor: TokenCursor) {}

  expression(least: number): Expression {
    let left = this.#prefix();
    for (;;) {
      const next = this.#continued(left, least);
      if (next === undefined) return left;
      left = next;
    }
  }

  #prefix(): Expression {
    const token = this.cursor.next();
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
    if (word === 'array' && this.cursor.is('[')) return this.#array();
    if (word === 'row' && this.cursor.is('(')) return { kind: 'row', items: this.#list() };
    if (word === 'cast' && this.cursor.is('(')) return this.#cast();
    if (word === 'extract' && this.cursor.is('(')) return this.#extract();
    if (word === 'trim' && this.cursor.is('(')) return this.#trim();
    if (word === 'substring' && this.cursor.is('(')) return this.#substring();
    if (word === 'position' && this.cursor.is('(')) return this.#position();
    // Calls of a grammar of their own.
    if (word === 'overlay' && this.cursor.is('(')) throw new NotUnderstood();
    if (values.has(word) && !this.cursor.is('(')) return { kind: 'word', word };
    if (word === 'select' || word === 'exists' || word === 'distinct') throw new NotUnderstood();
    // A type before a string: `interval '1 day'`.
    if (this.cursor.peek()?.kind === 'string') {
      const { value } = this.cursor.next();
      return { kind: 'cast', operand: { kind: 'string', value }, type: typeName(word) };
    }
    return this.#named([word]);
  }

  #named(first: readonly string[]): Expression {
    const parts = [...first];
    while (this.cursor.take('.')) {
      const { kind, value } = this.cursor.next();
      if (kind !== 'word' && kind !== 'name') throw new NotUnderstood();
      parts.push(value);
    }
    if (!this.cursor.is('(')) return { kind: 'name', parts };
    const args = this.#list();
    if (this.cursor.isWord('over') || this.cursor.isWord('filter') || this.cursor.isWord('within'))
      throw new NotUnderstood();
    return call(parts, args);
  }

  #parenthesized(): Expression {
    if (this.cursor.isWord('select') || this.cursor.isWord('with')) throw new NotUnderstood();
    const inner = this.expression(0);
    if (this.cursor.is(',')) {
      const items = [inner];
      while (this.cursor.take(',')) items.push(this.expression(0));
      this.cursor.expect(')');
      return { kind: 'row', items };
    }
    this.cursor.expect(')');
    return inner;
  }

  #case(): Expression {
    const operand = this.cursor.isWord('when') ? undefined : this.expression(0);
    const branches: { when: Expression; result: Expression }[] = [];
    while (this.cursor.takeWord('when')) {
      const when = this.expression(0);
      this.cursor.expectWord('then');
      branches.push({ when, result: this.expression(0) });
    }
    const otherwise = this.cursor.takeWord('else') ? this.expression(0) : undefined;
    this.cursor.expectWord('end');
    return {
      kind: 'case',
      ...(operand === undefined ? {} : { operand }),
      branches,
      ...(otherwise === undefined ? {} : { otherwise }),
    };
  }

  #array(): Expression {
    this.cursor.expect('[');
    const items: Expression[] = [];
    while (!this.cursor.is(']')) {
      items.push(this.expression(0));
      if (!this.cursor.take(',')) break;
    }
    this.cursor.expect(']');
    return { kind: 'array', items };
  }

  #cast(): Expression {
    this.cursor.expect('(');
    const operand = this.expression(0);
    this.cursor.expectWord('as');
    const type = readTypeName(this.cursor);
    this.cursor.expect(')');
    return { kind: 'cast', operand, type };
  }

  #extract(): Expression {
    this.cursor.expect('(');
    const field = this.cursor.next().value.toLowerCase();
    this.cursor.expectWord('from');
    const operand = this.expression(0);
    this.cursor.expect(')');
    return { kind: 'extract', field, operand };
  }

  /** `trim(both 'x' from y)`, `trim(y)` */
  #trim(): Expression {
    this.cursor.expect('(');
    const side = this.cursor.peek()?.value ?? '';
    const name = trims[side] ?? 'btrim';
    if (Object.hasOwn(trims, side)) this.cursor.skip();
    const first = this.cursor.isWord('from') ? undefined : this.expression(0);
    const args = this.cursor.takeWord('from') ? [this.expression(0), ...(first === undefined ? [] : [first])] : [];
    if (args.length === 0 && first !== undefined) args.push(first);
    while (this.cursor.take(',')) args.push(this.expression(0));
    this.cursor.expect(')');
    return { kind: 'form', form: name, args };
  }

  #substring(): Expression {
    this.cursor.expect('(');
    const args = [this.expression(0)];
    const isCall = this.cursor.is(',');
    while (
      this.cursor.take(',') ||
      this.cursor.takeWord('from') ||
      (args.length === 2 && this.cursor.takeWord('for'))
    ) {
      args.push(this.expression(0));
    }
    this.cursor.expect(')');
    return isCall ? { kind: 'call', name: ['substring'], args } : { kind: 'form', form: 'substring', args };
  }

  /** `position(x in y)`, which the server also calls "position"(y, x). */
  #position(): Expression {
    this.cursor.expect('(');
    const part = this.expression(binding.like);
    this.cursor.expectWord('in');
    const whole = this.expression(binding.like);
    this.cursor.expect(')');
    return { kind: 'form', form: 'position', args: [whole, part] };
  }

  /** What follows an operand, if it binds closely enough. */
  #continued(left: Expression, least: number): Expression | undefined {
    const token = this.cursor.peek();
    if (token === undefined) return undefined;
    if (token.kind === 'punctuation') return this.#postfix(left, token.text);
    if (token.kind === 'operator') return this.#operator(left, token.text, least);
    return token.kind === 'word' ? this.#wordOperator(left, token.value, least) : undefined;
  }

  #postfix(left: Expression, text: string): Expression | undefined {
    if (text === '::') {
      this.cursor.skip();
      return { kind: 'cast', operand: left, type: readTypeName(this.cursor) };
    }
    if (text !== '[') return undefined;
    this.cursor.skip();
    const index = this.expression(0);
    this.cursor.expect(']');
    return { kind: 'element', operand: left, index };
  }

  #operator(left: Expression, text: string, least: number): Expression | undefined {
    const operator = names[text] ?? text;
    const power = bindingOf(operator);
    if (power <= least) return undefined;
    this.cursor.skip();
    const quantifier =
      this.cursor.takeWord('any') || this.cursor.takeWord('some')
        ? 'any'
        : this.cursor.takeWord('all')
          ? 'all'
          : undefined;
    if (quantifier === undefined) return { kind: 'binary', operator, left, right: this.expression(power) };
    this.cursor.expect('(');
    const array = this.#parenthesized();
    return { kind: 'quantified', operator, operand: left, quantifier, array };
  }

  #wordOperator(left: Expression, word: string, least: number): Expression | undefined {
    switch (word) {
      case 'and':
      case 'or': {
        const power = binding[word];
        if (power <= least) return undefined;
        this.cursor.skip();
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
        this.cursor.skip();
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
        this.cursor.skip();
        return { kind: 'collate', operand: left, collation: this.#qualified() };
      case 'at':
        if (binding.at <= least) return undefined;
        this.cursor.skip();
        this.cursor.expectWord('time');
        this.cursor.expectWord('zone');
        return { kind: 'binary', operator: 'at time zone', left, right: this.expression(binding.at) };
      default:
        return undefined;
    }
  }

  #isTest(operand: Expression): Expression {
    this.cursor.expectWord('is');
    const not = this.cursor.takeWord('not') ? 'not ' : '';
    if (this.cursor.takeWord('distinct')) {
      this.cursor.expectWord('from');
      return { kind: 'binary', operator: `is ${not}distinct from`, left: operand, right: this.expression(binding.is) };
    }
    const test = this.cursor.next();
    if (!['null', 'true', 'false', 'unknown'].includes(test.value) || test.kind !== 'word') throw new NotUnderstood();
    return { kind: 'is', operand, test: not + test.value };
  }

  /** `IN (…)`, `LIKE`, `BETWEEN`, each with NOT before it or without. */
  #membership(left: Expression): Expression {
    const not = this.cursor.takeWord('not');
    if (this.cursor.takeWord('in')) {
      if (!this.cursor.is('(') || this.cursor.peek(1)?.value === 'select') throw new NotUnderstood();
      return { kind: 'in', operand: left, not, items: this.#list() };
    }
    if (this.cursor.takeWord('between')) {
      if (this.cursor.isWord('symmetric')) throw new NotUnderstood();
      const low = this.expression(binding.like);
      this.cursor.expectWord('and');
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
    if (this.cursor.takeWord('similar')) {
      this.cursor.expectWord('to');
      const pattern = this.expression(binding.like);
      if (this.cursor.isWord('escape')) throw new NotUnderstood();
      const right: Expression = { kind: 'call', name: ['similar_to_escape'], args: [pattern] };
      return { kind: 'binary', operator: not ? '!~' : '~', left, right };
    }
    const like = this.cursor.takeWord('like') ? 'like' : this.cursor.takeWord('ilike') ? 'ilike' : undefined;
    if (like === undefined) throw new NotUnderstood();
    const right = this.expression(binding.like);
    if (this.cursor.isWord('escape')) throw new NotUnderstood();
    return { kind: 'binary', operator: not ? `not ${like}` : like, left, right };
  }

  #list(): readonly Expression[] {
    this.cursor.expect('(');
    const items: Expression[] = [];
    while (!this.cursor.is(')')) {
      if (this.cursor.peek()?.text === '*') throw new NotUnderstood();
      items.push(this.expression(0));
      if (!this.cursor.take(',')) break;
    }
    this.cursor.expect(')');
    return items;
  }

  #qualified(): readonly string[] {
    const parts = [this.cursor.next().value];
    while (this.cursor.take('.')) parts.push(this.cursor.next().value);
    return parts;
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
