import { reservedWords } from './reserved-words.js';
import { quotedName } from './tokens.js';
import { level, levelOf, type Expression } from './tree.js';

/** Writes an expression with no more spaces and parentheses than it needs. */
export function printExpression(expression: Expression, quote: (name: string) => string): string {
  const print = (one: Expression): string => printExpression(one, quote);
  const within = (one: Expression, lowest: number): string => (levelOf(one) < lowest ? `(${print(one)})` : print(one));
  const list = (items: readonly Expression[]): string => items.map(print).join(', ');
  switch (expression.kind) {
    case 'literal':
      return expression.text;
    case 'name':
      return expression.parts.map(quote).join('.');
    case 'call':
      return `${expression.name}(${list(expression.args)})`;
    case 'phrase':
      return `${expression.name}(${expression.parts
        .map((part) => (typeof part === 'string' ? part : print(part)))
        .join(' ')
        .replaceAll(' ,', ',')})`;
    case 'unary':
      return `${expression.op}${within(expression.arg, level.collate)}`;
    case 'not':
      return `not ${within(expression.arg, level.comparison)}`;
    case 'chain':
      return expression.items.map((item) => within(item, level[expression.op] + 1)).join(` ${expression.op} `);
    case 'binary': {
      const own = levelOf(expression);
      // Only comparisons may be chained without parentheses, besides what is computed from left to right.
      const left = within(expression.left, own === level.predicate ? own + 1 : own);
      return `${left} ${expression.op} ${within(expression.right, own + 1)}`;
    }
    case 'is':
      return `${within(expression.arg, level.comparison)} is ${expression.not ? 'not ' : ''}${expression.what}`;
    case 'in':
      return `${within(expression.arg, level.bitOr)} ${expression.not ? 'not ' : ''}in (${list(expression.items)})`;
    case 'between': {
      const { arg, not, low, high } = expression;
      const bounds = `${within(low, level.bitOr)} and ${within(high, level.bitOr)}`;
      return `${within(arg, level.bitOr)} ${not ? 'not ' : ''}between ${bounds}`;
    }
    case 'like': {
      const { arg, not, pattern, escape } = expression;
      const end = escape === undefined ? '' : ` escape ${within(escape, level.unary)}`;
      return `${within(arg, level.bitOr)} ${not ? 'not ' : ''}like ${within(pattern, level.bitOr)}${end}`;
    }
    case 'case': {
      const { subject, branches, otherwise } = expression;
      const words = [
        'case',
        ...(subject === undefined ? [] : [print(subject)]),
        ...branches.map(({ when, result }) => `when ${print(when)} then ${print(result)}`),
        ...(otherwise === undefined ? [] : [`else ${print(otherwise)}`]),
        'end',
      ];
      return words.join(' ');
    }
    case 'cast':
      return `cast(${print(expression.arg)} as ${expression.type})`;
    case 'interval':
      return `interval ${within(expression.amount, level.bitOr)} ${expression.unit}`;
    default:
      return `(${list(expression.items)})`;
  }
}

/** Quotes a name only where it could not be understood without. */
export function quotedIfNeeded(name: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(name) && !reservedWords.has(name) ? name : quotedName(name);
}
