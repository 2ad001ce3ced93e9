import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';

/** Reads operations back from the canonical JSON in which the version table keeps them. */
export function parseOperations(json: string): readonly Operation[] {
  return JSON.parse(json, (_, value: unknown) => untagged(value)) as readonly Operation[];
}

/** The same; undefined where it is damaged, or an operation is of a kind that is not known any more. */
export function knownOperations(json: string, known: Pick<OperationRegistry, 'has'>): readonly Operation[] | undefined {
  try {
    const parsed: unknown = parseOperations(json);
    return Array.isArray(parsed) && parsed.every((one) => isKnown(one, known)) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isKnown(value: unknown, known: Pick<OperationRegistry, 'has'>): value is Operation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    known.has(value.kind)
  );
}

/** What JSON cannot hold was written with a tag. */
function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length !== 1 || only === undefined || typeof only[1] !== 'string') return value;
  const [tag, text] = only;
  if (tag === '$bigint') return BigInt(text);
  if (tag === '$bytes') return new Uint8Array(Buffer.from(text, 'base64'));
  return tag === '$number' ? Number(text) : value;
}
