import { tableKey, type TableName } from '../schema/names.js';

const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** Each thing's name as an exported constant: `order_items` is `orderItems`. Every one is different. */
export function exportNames(names: readonly TableName[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const result = new Map<string, string>();
  for (const name of names) {
    const key = tableKey(name);
    if (result.has(key)) continue;
    const candidates = [name.name, ...(name.schema === undefined ? [] : [`${name.schema}_${name.name}`])].map(
      camelCase,
    );
    const [last = 'table'] = candidates.slice(-1);
    let chosen = candidates.find((candidate) => !taken.has(candidate.toLowerCase())) ?? last;
    for (let number = 2; taken.has(chosen.toLowerCase()); number++) chosen = `${last}${number}`;
    // Files are named so, too, and some systems do not tell case apart.
    taken.add(chosen.toLowerCase());
    result.set(key, chosen);
  }
  return result;
}

function camelCase(text: string): string {
  const words = text.split(/[^\p{ID_Continue}]+|_+/u).filter((word) => word !== '');
  const joined = words
    .map((word, index) => {
      const plain = word === word.toUpperCase() ? word.toLowerCase() : word;
      const [first = ''] = plain;
      return (index === 0 ? first.toLowerCase() : first.toUpperCase()) + plain.slice(first.length);
    })
    .join('');
  const named = /^\p{ID_Start}/u.test(joined) ? joined : `t${joined}`;
  return reserved.has(named) ? `${named}Table` : named;
}
