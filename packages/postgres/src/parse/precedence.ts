/** How closely operators bind: https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-PRECEDENCE */
export const binding = {
  or: 1,
  and: 2,
  not: 3,
  is: 4,
  comparison: 5,
  like: 6,
  other: 7,
  sum: 8,
  product: 9,
  power: 10,
  at: 11,
  collate: 12,
  sign: 13,
  postfix: 14,
  atom: 15,
} as const;

const symbols: Readonly<Record<string, number>> = {
  '<': binding.comparison,
  '>': binding.comparison,
  '=': binding.comparison,
  '<=': binding.comparison,
  '>=': binding.comparison,
  '<>': binding.comparison,
  '+': binding.sum,
  '-': binding.sum,
  '*': binding.product,
  '/': binding.product,
  '%': binding.product,
  '^': binding.power,
  'at time zone': binding.at,
  like: binding.like,
  ilike: binding.like,
  'not like': binding.like,
  'not ilike': binding.like,
  'is distinct from': binding.is,
  'is not distinct from': binding.is,
};

export function bindingOf(operator: string): number {
  return symbols[operator] ?? binding.other;
}
