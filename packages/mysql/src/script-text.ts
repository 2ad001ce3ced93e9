import { tokenize } from './expression/tokens.js';

/**
 * A statement with semicolons in it, such as the body of a trigger has, for the `mysql` client and those that do as it does:
 * the client sends what stands before a delimiter, and must be told of another one.
 * https://dev.mysql.com/doc/refman/8.4/en/stored-programs-defining.html
 */
export function withDelimiter(sql: string): string | undefined {
  if (!sql.includes(';')) return undefined;
  const tokens = tokenize(sql).filter(({ kind }) => kind !== 'space');
  const isEnd = (text: string | undefined): boolean => text === ';';
  if (!tokens.slice(0, -1).some(({ text }) => isEnd(text))) return undefined;
  const delimiter = [';;', '$$', '//', '@@@'].find((one) => !sql.includes(one)) ?? `;;${'$'.repeat(sql.length)}`;
  return `DELIMITER ${delimiter}\n${sql}\n${delimiter}\nDELIMITER ;`;
}
