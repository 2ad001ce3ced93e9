import { bareExpression } from './bare-expression.js';
import { parseExpression } from './parse-expression.js';
import { printExpression } from './print-expression.js';
import { simplify, type TypeOfName } from './simplify.js';

/**
 * An expression in one spelling: names folded, the fewest parentheses, without the casts that the server makes by itself.
 * It is SQL of the same meaning. What is not understood stays as it is written, outer parentheses aside.
 */
export function canonicalExpression(text: string, typeOf?: TypeOfName): string {
  const tree = parseExpression(text);
  return tree === undefined ? bareExpression(text) : printExpression(simplify(tree, typeOf));
}
