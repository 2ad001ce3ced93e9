/** An expression, as far as its canonical spelling depends on it. */
export type Expression =
  /** Written as it stands. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'name'; readonly parts: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** A function whose arguments are not a list: words and expressions in turn. */
  | { readonly kind: 'phrase'; readonly name: string; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'unary'; readonly op: '-' | '~'; readonly arg: Expression }
  | { readonly kind: 'not'; readonly arg: Expression }
  | { readonly kind: 'binary'; readonly op: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'chain'; readonly op: 'and' | 'or' | 'xor'; readonly items: readonly Expression[] }
  | { readonly kind: 'is'; readonly not: boolean; readonly what: 'null' | 'true' | 'false'; readonly arg: Expression }
  | { readonly kind: 'in'; readonly not: boolean; readonly arg: Expression; readonly items: readonly Expression[] }
  | {
      readonly kind: 'between';
      readonly not: boolean;
      readonly arg: Expression;
      readonly low: Expression;
      readonly high: Expression;
    }
  | {
      readonly kind: 'like';
      readonly not: boolean;
      readonly arg: Expression;
      readonly pattern: Expression;
      readonly escape?: Expression;
    }
  | {
      readonly kind: 'case';
      readonly subject?: Expression;
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: 'cast'; readonly arg: Expression; readonly type: string }
  | { readonly kind: 'interval'; readonly amount: Expression; readonly unit: string }
  | { readonly kind: 'row'; readonly items: readonly Expression[] };

/** From the loosest to the tightest: https://dev.mysql.com/doc/refman/8.4/en/expressions.html */
export const level = {
  or: 1,
  xor: 2,
  and: 3,
  not: 4,
  comparison: 5,
  predicate: 6,
  bitOr: 7,
  bitAnd: 8,
  shift: 9,
  sum: 10,
  product: 11,
  power: 12,
  unary: 13,
  collate: 14,
  primary: 15,
} as const;

export const binaryLevels: Readonly<Record<string, number>> = {
  '=': level.comparison,
  '<=>': level.comparison,
  '>=': level.comparison,
  '>': level.comparison,
  '<=': level.comparison,
  '<': level.comparison,
  '<>': level.comparison,
  regexp: level.predicate,
  'not regexp': level.predicate,
  'member of': level.predicate,
  '|': level.bitOr,
  '&': level.bitAnd,
  '<<': level.shift,
  '>>': level.shift,
  '+': level.sum,
  '-': level.sum,
  '*': level.product,
  '/': level.product,
  div: level.product,
  '%': level.product,
  '^': level.power,
  collate: level.collate,
};

export function levelOf(expression: Expression): number {
  switch (expression.kind) {
    case 'chain':
      return level[expression.op];
    case 'not':
      return level.not;
    case 'binary':
      return binaryLevels[expression.op] ?? level.comparison;
    case 'is':
      return level.comparison;
    case 'in':
    case 'between':
    case 'like':
      return level.predicate;
    case 'unary':
      return level.unary;
    case 'literal':
      return expression.text.startsWith('-') ? level.unary : level.primary;
    default:
      return level.primary;
  }
}
