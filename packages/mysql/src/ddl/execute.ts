import type { Execute, RuleOutput } from '@aludel/core/dialect';

/**
 * Statements that commit the open transaction before they begin, also where they fail:
 * https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html
 */
const commits =
  /^(?:alter|create|drop|rename|truncate|grant|revoke|analyze|optimize|check|repair|flush|lock\s+tables?|unlock|install|uninstall|reset|set\s+password|cache\s+index|load\s+index|import)\b/iu;

/** Tables of the session alone are no matter of the catalog. */
const temporary = /^(?:create\s+(?:or\s+replace\s+)?|drop\s+)temporary\b/iu;

/** Comments before the first word; what stands in `/*! … *\/` is run. */
const leading = /^(?:\s+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*(?!!|M!)[\s\S]*?\*\/|\/\*M?!\d*)+/u;

/** Whether a statement ends the transaction that it finds open. */
export function commitsByItself(sql: string): boolean {
  const text = sql.replace(leading, '');
  return commits.test(text) && !temporary.test(text);
}

export function execute({ sql, bindings }: Execute): readonly RuleOutput[] {
  return [
    {
      sql,
      transaction: commitsByItself(sql) ? 'outside' : 'inside',
      ...(bindings === undefined ? {} : { bindings }),
    },
  ];
}
