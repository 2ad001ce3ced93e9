import { tokenize } from './tokens.js';

/** Takes the outer parentheses, which say nothing, off an expression. */
export function bareExpression(text: string): string {
  let bare = text.trim();
  while (bare.startsWith('(') && bare.endsWith(')') && closesAtEnd(bare)) bare = bare.slice(1, -1).trim();
  return bare;
}

/** Whether the parenthesis that opens the text is closed by its last character. */
function closesAtEnd(text: string): boolean {
  // Most are told without taking the text to pieces.
  if (!/['"$(]/u.test(text.slice(1)) && !text.slice(0, -1).includes(')')) return true;
  let depth = 0;
  for (const { value, kind, end } of tokenize(text)) {
    if (kind !== 'punctuation') continue;
    if (value === '(') depth++;
    else if (value === ')' && --depth === 0) return end === text.length;
  }
  return false;
}
