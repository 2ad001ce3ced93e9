/** Whether two pieces of plain data say the same; the order of keys, and keys without a value, say nothing. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array && equalBytes(a, b);
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => equal(item, b[index]));
  }
  return hasAll(a as PlainObject, b as PlainObject) && hasKeys(b as PlainObject, a as PlainObject);
}

type PlainObject = Readonly<Record<string, unknown>>;

// Without arrays of entries: of a large schema this looks at a million values.
function hasAll(a: PlainObject, b: PlainObject): boolean {
  for (const key in a) {
    if (a[key] !== undefined && (!Object.hasOwn(b, key) || !equal(a[key], b[key]))) return false;
  }
  return true;
}

function hasKeys(b: PlainObject, a: PlainObject): boolean {
  for (const key in b) if (b[key] !== undefined && (!Object.hasOwn(a, key) || a[key] === undefined)) return false;
  return true;
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
