import { displayName, type TableName } from '../schema/names.js';

/** Which names are meant, in words that a server can be asked with, too. */
export interface NamePatterns {
  /** Names that take part, with `*` for any characters: `users`, `app_*`, `sales.*`. Default: all. */
  readonly include?: readonly string[];
  /** Names that do not, even if they are included. */
  readonly exclude?: readonly string[];
  /** Schemas that take part, `''` for the default one. Default: all. */
  readonly schemas?: readonly string[];
}

/**
 * Whether a name is meant. Patterns are compared with the whole of a name as people read it, `orders` in the default schema and
 * `sales.orders` in another, and case counts.
 */
export function matchesNames({ include, exclude = [], schemas }: NamePatterns): (name: TableName) => boolean {
  const included = include?.map(expressionOf);
  const excluded = exclude.map(expressionOf);
  return (table) => {
    if (schemas !== undefined && !schemas.includes(table.schema ?? '')) return false;
    const name = displayName(table);
    if (included !== undefined && !included.some((one) => one.test(name))) return false;
    return !excluded.some((one) => one.test(name));
  };
}

/**
 * A pattern in the words of `LIKE`, for a comparison in which case counts.
 * @param escape what stands before a character that is to mean itself: one that is not `%` or `_`
 */
export function likePattern(pattern: string, escape: string): string {
  return pattern.replaceAll(/[^]/gu, (letter) => {
    if (letter === '*') return '%';
    return letter === '%' || letter === '_' || letter === escape ? escape + letter : letter;
  });
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'su');
}
