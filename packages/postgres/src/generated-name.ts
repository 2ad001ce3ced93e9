const longest = 63;

/**
 * How the server calls what it is told no name for: `table_column_seq`, `table_pkey`. Of parts that are too long
 * together, the longer is cut first, and no character is cut in two (`makeObjectName` of its source).
 */
export function generatedName(first: string, second: string | undefined, label: string): string {
  const room = longest - Buffer.byteLength(label) - 1 - (second === undefined ? 0 : 1);
  const [a, b] = [Buffer.from(first), Buffer.from(second ?? '')];
  let [left, right] = [a.length, b.length];
  while (left + right > room) {
    if (left > right) left--;
    else right--;
  }
  return [clipped(a, left), ...(second === undefined ? [] : [clipped(b, right)]), label].join('_');
}

function clipped(bytes: Buffer, length: number): string {
  let end = length;
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString();
}
