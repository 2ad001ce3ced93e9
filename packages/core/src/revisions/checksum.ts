import { createHash } from 'node:crypto';

/**
 * SHA-256 in hexadecimal of a value's canonical JSON: keys sorted by code unit, `undefined` fields left out, so that equal
 * operations give equal sums whatever the order in which their fields were written.
 */
export function checksumOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** JSON with sorted keys. What JSON can't tell apart is tagged: dates, bytes, big integers, numbers that are not finite. */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : `{"$number":"${value}"}`;
    case 'bigint':
      return `{"$bigint":"${value}"}`;
    case 'undefined':
      return 'null';
    case 'object':
      return value === null ? 'null' : canonicalObject(value);
    default:
      // A function has no canonical text: its source changes with the compiler. Operations hold none that matter.
      return `{"$${typeof value}":true}`;
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value instanceof Date) {
    return `{"$date":"${Number.isNaN(value.getTime()) ? 'invalid' : value.toISOString()}"}`;
  }
  if (value instanceof Uint8Array) return `{"$bytes":"${Buffer.from(value).toString('base64')}"}`;
  if (value instanceof Map) return `{"$map":${canonicalJson([...value])}}`;
  if (value instanceof Set) return `{"$set":${canonicalJson([...value])}}`;
  const fields: string[] = [];
  const record = value as Readonly<Record<string, unknown>>;
  // Without a comparison of its own `sort` goes by code units.
  for (const key of Object.keys(record).sort()) {
    const field = record[key];
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}
