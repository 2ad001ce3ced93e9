/** A query without the space around it and the semicolon after it. */
export function bareQuery(text: string): string {
  return text.trim().replace(/\s*;$/u, '');
}
