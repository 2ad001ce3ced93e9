import type { NamePatterns } from '@aludel/core/dialect';

/** A condition in SQL and what its places stand for. */
export interface NameCondition {
  readonly sql: string;
  readonly bindings: readonly string[];
}

/** Which names of the database's own schema are meant. GLOB heeds case, which LIKE does not. */
export function named(column: string, { include, exclude = [], schemas }: NamePatterns): NameCondition {
  if (schemas?.includes('') === false) return { sql: '0', bindings: [] };
  // As one value, they can be any number.
  const isLike = `EXISTS (SELECT 1 FROM json_each(?) p WHERE ${column} GLOB p.value)`;
  return {
    sql: `${include === undefined ? '1' : isLike} AND NOT ${isLike}`,
    bindings: [...(include === undefined ? [] : [include]), exclude].map((patterns) =>
      JSON.stringify(patterns.map(globPattern)),
    ),
  };
}

/** `*` is any characters to GLOB as well; its other signs mean themselves in brackets. */
function globPattern(pattern: string): string {
  return pattern.replaceAll(/[?[]/gu, '[$&]');
}
