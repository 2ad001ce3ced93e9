/** An expression in parts: what of SQL's expressions stands in checks, defaults, indexes and policies. */
export type Expression =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string }
  /** `true`, `null`, `current_timestamp` … */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'name'; readonly parts: readonly string[] }
  | { readonly kind: 'call'; readonly name: readonly string[]; readonly args: readonly Expression[] }
  /** A function by a grammar of its own: `trim(both 'x' from y)`, which the server keeps apart from `btrim(y, 'x')`. */
  | { readonly kind: 'form'; readonly form: Form; readonly args: readonly Expression[] }
  | { readonly kind: 'cast'; readonly operand: Expression; readonly type: string }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  /** AND, OR. */
  | { readonly kind: 'chain'; readonly operator: 'and' | 'or'; readonly parts: readonly Expression[] }
  /** `IS NULL`, `IS NOT TRUE` … */
  | { readonly kind: 'is'; readonly operand: Expression; readonly test: string }
  | { readonly kind: 'in'; readonly operand: Expression; readonly not: boolean; readonly items: readonly Expression[] }
  /** `= ANY (…)`, `<> ALL (…)` of an array. */
  | {
      readonly kind: 'quantified';
      readonly operator: string;
      readonly operand: Expression;
      readonly quantifier: 'any' | 'all';
      readonly array: Expression;
    }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'row'; readonly items: readonly Expression[] }
  | { readonly kind: 'element'; readonly operand: Expression; readonly index: Expression }
  | { readonly kind: 'collate'; readonly operand: Expression; readonly collation: readonly string[] }
  | { readonly kind: 'extract'; readonly field: string; readonly operand: Expression }
  | {
      readonly kind: 'case';
      readonly operand?: Expression;
      readonly branches: readonly { readonly when: Expression; readonly result: Expression }[];
      readonly otherwise?: Expression;
    };

/** The functions by the names that they are called by otherwise, with their arguments in that order. */
export type Form = 'btrim' | 'ltrim' | 'rtrim' | 'substring' | 'position';

/** Rebuilds an expression with its direct parts changed. */
export function mapParts(tree: Expression, change: (part: Expression) => Expression): Expression {
  switch (tree.kind) {
    case 'number':
    case 'string':
    case 'word':
    case 'name':
      return tree;
    case 'call':
    case 'form':
      return { ...tree, args: tree.args.map(change) };
    case 'cast':
    case 'unary':
    case 'is':
    case 'collate':
    case 'extract':
      return { ...tree, operand: change(tree.operand) };
    case 'binary':
      return { ...tree, left: change(tree.left), right: change(tree.right) };
    case 'chain':
      return { ...tree, parts: tree.parts.map(change) };
    case 'in':
      return { ...tree, operand: change(tree.operand), items: tree.items.map(change) };
    case 'quantified':
      return { ...tree, operand: change(tree.operand), array: change(tree.array) };
    case 'array':
    case 'row':
      return { ...tree, items: tree.items.map(change) };
    case 'element':
      return { ...tree, operand: change(tree.operand), index: change(tree.index) };
    default:
      return {
        ...tree,
        ...(tree.operand === undefined ? {} : { operand: change(tree.operand) }),
        branches: tree.branches.map(({ when, result }) => ({ when: change(when), result: change(result) })),
        ...(tree.otherwise === undefined ? {} : { otherwise: change(tree.otherwise) }),
      };
  }
}
