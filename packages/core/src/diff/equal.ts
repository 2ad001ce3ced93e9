/** Whether two pieces of plain data say the same; the order of keys, and keys without a value, say nothing. */
export function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && equalItems(a, b);
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    return a instanceof Uint8Array && b instanceof Uint8Array && equalItems(a, b);
  }
  return equalEntries(a as PlainObject, b as PlainObject);
}

type PlainObject = Readonly<Record<string, unknown>>;

function equalItems(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let place = 0; place < a.length; place++) if (!equal(a[place], b[place])) return false;
  return true;
}

// Without arrays of entries: of a large schema this looks at a million values.
function equalEntries(a: PlainObject, b: PlainObject): boolean {
  let more = 0;
  for (const key in a) {
    if (a[key] === undefined) continue;
    if (!equal(a[key], b[key])) return false;
    more += 1;
  }
  // All that `a` has, `b` has as well: it says no more if it has as much.
  for (const key in b) if (b[key] !== undefined) more -= 1;
  return more === 0;
}
