const leadingComments = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/u;

/** What may stand before a bracket in every database, and changes nothing. */
const harmless =
  /\b(?:in|and|or|not|on|as|from|where|values|exists|any|all|using|over|by|count|sum|min|max|avg|coalesce|nullif|lower|upper|length|trim|substr|substring|replace|concat|round|abs|cast|now)\s*\(/giu;

/**
 * Whether a statement surely leaves every definition as it is: a single one that reads or changes rows. A query that calls
 * functions of which nothing is known may do anything.
 */
export function keepsSchema(sql: string): boolean {
  const text = sql.replace(leadingComments, '').replace(/;\s*$/u, '');
  if (text.includes(';')) return false;
  if (/^(?:insert|update|delete)\b/iu.test(text)) return true;
  return /^(?:select|values)\b/iu.test(text) && !/[\w"`\]]\s*\(/u.test(text.replaceAll(harmless, ' '));
}

/**
 * Whether a statement of the user's own only reads, as far as its words tell. When in doubt it does not: then nothing is
 * derived from what was recorded beside it.
 */
export function isRead(sql: string): boolean {
  const text = sql.replace(leadingComments, '');
  if (/^(?:select|values|show|describe)\b/iu.test(text)) return true;
  if (/^pragma\b/iu.test(text)) return !text.includes('=');
  return /^(?:with|explain)\b/iu.test(text) && !/\b(?:insert|update|delete|merge|replace)\b/iu.test(text);
}
