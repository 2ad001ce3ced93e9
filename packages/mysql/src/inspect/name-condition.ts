import { likePattern, matchesNames, type NamePatterns, type TableName } from '@aludel/core/dialect';
import type { ServerFacts } from './facts.js';
import { converted } from './values.js';

/** A condition in SQL on a column that has names, and what its places stand for. */
export interface NameCondition {
  readonly sql: (column: string) => string;
  readonly bindings: readonly string[];
  readonly isMeant: (name: TableName) => boolean;
}

/** A backslash means something else in some modes of the server. */
const escape = '|';

/**
 * Which names of the connection's own database are meant. MariaDB looks at the names of tables before it opens them.
 * @returns nothing where none can be
 */
export function nameCondition(
  { include, exclude = [], schemas }: NamePatterns,
  { lowerCaseTableNames }: Pick<ServerFacts, 'lowerCaseTableNames'>,
): NameCondition | undefined {
  if (schemas?.includes('') === false || include?.length === 0) return undefined;
  const like = (column: string, patterns: readonly string[]): string => {
    // As the model has it.
    const own = converted(lowerCaseTableNames === 1 ? `LOWER(${column})` : column);
    return `(${patterns.map(() => `${own} LIKE ? ESCAPE '${escape}'`).join(' OR ')})`;
  };
  const isMeant = matchesNames({ ...(include === undefined ? {} : { include }), exclude });
  return {
    isMeant: ({ name }) => isMeant({ name: lowerCaseTableNames === 1 ? name.toLowerCase() : name }),
    sql: (column) =>
      [
        'TRUE',
        ...(include === undefined ? [] : [like(column, include)]),
        ...(exclude.length === 0 ? [] : [`NOT ${like(column, exclude)}`]),
      ].join(' AND '),
    bindings: [...(include ?? []), ...exclude].map((pattern) => likePattern(pattern, escape)),
  };
}

/** For the end of a WHERE. */
export function andNamed(column: string, condition: NameCondition | undefined): string {
  return condition === undefined ? '' : ` AND ${condition.sql(column)}`;
}
