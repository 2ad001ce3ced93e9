/** Longest slug in a file name, in characters. */
export const SLUG_LENGTH = 40;

/**
 * A message as a part of a file name: lower case, words joined by `_`, cut at a word's end when it is long. Letters of any
 * script stay. A first word longer than the limit is cut within.
 */
export function slugOf(message: string, limit: number = SLUG_LENGTH): string {
  const words =
    message
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}_${word}`;
    if (longer.length > limit) return slug === '' ? cut(word, limit) : slug;
    slug = longer;
  }
  return slug;
}

/** At most `limit` UTF-16 units, and no half of a surrogate pair. */
function cut(word: string, limit: number): string {
  let result = '';
  for (const character of word) {
    if (result.length + character.length > limit) break;
    result += character;
  }
  return result;
}

/**
 * Name of a new migration file: `7c1f0a9be2d4_add_phone_number.ts`; without a message the identifier alone.
 * @param extension with its dot
 */
export function revisionFileName(id: string, message: string, extension = '.ts'): string {
  const slug = slugOf(message);
  const stem = id.replaceAll(/[^\p{L}\p{M}\p{N}._]/gu, '_');
  return slug === '' ? `${stem}${extension}` : `${stem}_${slug}${extension}`;
}
