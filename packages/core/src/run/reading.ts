const leadingComments = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|\()+/u;

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
