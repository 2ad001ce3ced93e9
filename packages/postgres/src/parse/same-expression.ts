import { isDeepStrictEqual } from 'node:util';
import { mapParts, type Expression } from './expression-tree.js';
import { parseExpression } from './parse-expression.js';
import { simplify } from './simplify.js';
import { tokenize } from './tokens.js';

/**
 * Whether two expressions mean the same, as far as can be told without the server: in their canonical form, where a cast
 * that one of them has alone is one that the server may have made.
 */
export function sameExpression(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseExpression(a), parseExpression(b)];
  if (left === undefined || right === undefined) return sameTokens(a, b);
  return same(usual(simplify(left)), usual(simplify(right)));
}

/** Of calls with two names, the one that the server calls it by. */
function usual(tree: Expression): Expression {
  const inner = mapParts(tree, usual);
  if (inner.kind === 'word' && inner.word === 'current_timestamp') return { kind: 'call', name: ['now'], args: [] };
  if (inner.kind === 'form') return { kind: 'call', name: [inner.form], args: inner.args };
  if (inner.kind === 'call' && inner.name.join('.') === 'date_part') {
    const [field, operand] = inner.args;
    if (field?.kind === 'string' && operand !== undefined) return { kind: 'extract', field: field.value, operand };
  }
  return inner;
}

function same(a: Expression, b: Expression): boolean {
  if (a.kind === 'cast' && b.kind !== 'cast') return isImplicit(a) && same(a.operand, b);
  if (b.kind === 'cast' && a.kind !== 'cast') return isImplicit(b) && same(a, b.operand);
  const [left, right] = [numberIn(a), numberIn(b)];
  if (left !== undefined && right !== undefined && (a.kind === 'number' || b.kind === 'number')) {
    // Whole numbers may have more digits than a double tells apart.
    return left === right || (!(isWhole(left) && isWhole(right)) && Number(left) === Number(right));
  }
  if (a.kind === 'name' && b.kind === 'name') return sameName(a.parts, b.parts);
  if (a.kind !== b.kind) return false;
  const [partsA, partsB] = [partsOf(a), partsOf(b)];
  return (
    partsA.length === partsB.length &&
    isDeepStrictEqual(shellOf(a), shellOf(b)) &&
    partsA.every((part, at) => {
      const other = partsB[at];
      return other !== undefined && same(part, other);
    })
  );
}

function isWhole(text: string): boolean {
  return /^-?\d+$/u.test(text);
}

/** The server writes some numbers as strings with a cast. */
function numberIn(tree: Expression): string | undefined {
  if (tree.kind === 'number') return tree.text;
  return tree.kind === 'string' && /^-?\d+(?:\.\d+)?$/u.test(tree.value) ? tree.value : undefined;
}

/** Types that the server casts to unasked, and constants, which it casts to what they are compared with. */
function isImplicit({ operand, type }: Extract<Expression, { kind: 'cast' }>): boolean {
  if (operand.kind === 'string' || operand.kind === 'number' || operand.kind === 'word' || operand.kind === 'array')
    return true;
  return /^(?:text|character varying|bpchar|numeric|double precision|bigint|integer|real|date|timestamp.*|regclass)(?:\[\])?$/u.test(
    type,
  );
}

/** A table's name before a column's says nothing in an expression of that table. */
function sameName(a: readonly string[], b: readonly string[]): boolean {
  return a.at(-1) === b.at(-1) && (a.length === 1 || b.length === 1 || isDeepStrictEqual(a, b));
}

function partsOf(tree: Expression): readonly Expression[] {
  const parts: Expression[] = [];
  mapParts(tree, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

/** The tree without its parts. */
function shellOf(tree: Expression): Expression {
  return mapParts(tree, () => ({ kind: 'word', word: '' }));
}

/** Word for word: without regard to space, comments, and case of what has no quotes. */
export function sameTokens(a: string, b: string): boolean {
  const [left, right] = [tokenize(a), tokenize(b)];
  return (
    left.length === right.length &&
    left.every(({ kind, value }, at) => kind === right[at]?.kind && value === right[at].value)
  );
}
