const integers = ['smallint', 'integer', 'bigint'] as const;

/** Numeric types by what they are promoted to when they meet: https://www.postgresql.org/docs/current/typeconv-oper.html */
const ranks: Readonly<Record<string, number>> = {
  smallint: 0,
  integer: 1,
  bigint: 2,
  numeric: 3,
  real: 4,
  'double precision': 5,
};

/** The type that an operator works in, given two numeric types; integers of all sizes have operators in common. */
export function promoted(a: string | undefined, b: string | undefined): string | undefined {
  const [left, right] = [ranks[a ?? ''], ranks[b ?? '']];
  if (a === undefined || b === undefined || left === undefined || right === undefined) return undefined;
  if (left === right) return a;
  const [higher, lower] = left > right ? [a, b] : [b, a];
  if (isInteger(higher)) return higher;
  // With anything but itself, a real becomes double.
  return higher === 'real' && lower !== 'real' ? 'double precision' : higher;
}

function isInteger(type: string): boolean {
  return integers.some((integer) => integer === type);
}
