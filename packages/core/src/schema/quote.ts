// Of the private use area: no name and no SQL has them, and they survive any template.
const [open, close] = ['\uE000', '\uE001'];
const marked = /\uE000([^\uE001]*)\uE001/gu;

/**
 * A name within SQL text of a model, to be quoted in the way of whichever database the model is for:
 * `` check(`${quote('DurationMs')} > 0`) ``. In definitions of a migration it means the same, and `op.quote` does it at once.
 */
export function quote(name: string): string {
  return open + name + close;
}

/** The name within SQL text as `quote` marks it, and the text around it: `['', 'DurationMs', ' > 0']`; every other one is a name. */
export function splitAtQuotedNames(text: string): readonly string[] {
  return text.split(marked);
}

export function holdsQuotedName(text: string): boolean {
  return text.includes(open) && text.search(marked) !== -1;
}

/** Puts names into the texts of a model, in the quotes of one database. What holds no such name stays the same object. */
export function withQuotedNames<T>(part: T, identifier: (name: string) => string): T {
  return holdsName(part) ? (quotedWithin(part, identifier) as T) : part;
}

/** Nearly no model does, and some are very large. */
function holdsName(part: unknown): boolean {
  if (typeof part === 'string') return part.includes(open);
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return false;
  if (Array.isArray(part)) return part.some(holdsName);
  for (const key in part) if (holdsName((part as Readonly<Record<string, unknown>>)[key])) return true;
  return false;
}

function quotedWithin(part: unknown, identifier: (name: string) => string): unknown {
  if (typeof part === 'string') {
    return part.includes(open) ? part.replaceAll(marked, (_, name: string) => identifier(name)) : part;
  }
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part;
  if (Array.isArray(part)) {
    const items = part.map((item: unknown) => quotedWithin(item, identifier));
    return items.some((item, place) => item !== part[place]) ? items : part;
  }
  const entries = Object.entries(part).map(([key, value]: [string, unknown]) => ({
    key,
    value,
    quoted: quotedWithin(value, identifier),
  }));
  if (entries.every(({ value, quoted }) => value === quoted)) return part;
  return Object.fromEntries(entries.map(({ key, quoted }) => [key, quoted]));
}
