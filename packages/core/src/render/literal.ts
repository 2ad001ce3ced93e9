import { splitAtQuotedNames } from '../schema/quote.js';
import type { Literal } from '../schema/values.js';

/** Values written as TypeScript, as the formatter leaves them. */

/** Control and format characters, which an editor would hide or change, and halves of a character, which UTF-8 can't hold. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** A text in quotes, of the kind that needs fewer escapes; single ones if that is equal. */
export function stringLiteral(text: string): string {
  const quote = count(text, "'") > count(text, '"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replace(unseen, escapeOf);
  return quote + escaped + quote;
}

/**
 * A text of several lines, as it is.
 * @param quoted what stands for a name that `quote` has marked
 */
export function templateLiteral(text: string, quoted: (name: string) => string): string {
  const parts = splitAtQuotedNames(text).map((part, at) => (at % 2 === 1 ? `\${${quoted(part)}}` : templateText(part)));
  return `\`${parts.join('')}\``;
}

/** A piece of a template's own text. */
export function templateText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
    .replace(unseen, (character) => (character === '\n' ? character : escapeOf(character)));
}

/** A number, a big one, a truth value, `null`. */
export function plainLiteral(value: Exclude<Literal, string | Uint8Array>): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'number') return String(value);
  if (Object.is(value, -0)) return '-0';
  return String(value).replace('e+', 'e');
}

/** A key of an object, quoted where it must be. */
export function propertyKey(name: string): string {
  // Written plainly, this one key would set the object's prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : stringLiteral(name);
}

function escapeOf(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\x${code.toString(16).padStart(2, '0')}`;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
