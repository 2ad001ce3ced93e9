import type { TableName } from '../schema/names.js';

const reserved = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public return ' +
    'static super switch this throw true try typeof undefined var void while with yield'
  ).split(' '),
);

/** What is exported: its name, and what tells it from others of that name: `Trigger`. */
export interface Exportable {
  readonly name: TableName;
  readonly suffix: string;
}

/** Each thing's name as an exported constant, in the same order: `order_items` is `orderItems`. Every one is different. */
export function exportNames(things: readonly Exportable[]): readonly string[] {
  const taken = new Set<string>();
  return things.map(({ name, suffix }) => {
    const plain = camelCase(name.name);
    const whole = name.schema === undefined ? plain : camelCase(`${name.schema}_${name.name}`);
    const candidates = [plain, `${plain}${suffix}`, whole, `${whole}${suffix}`];
    const last = `${whole}${suffix}`;
    let chosen = candidates.find((candidate) => !taken.has(candidate.toLowerCase())) ?? last;
    for (let number = 2; taken.has(chosen.toLowerCase()); number++) chosen = `${last}${number}`;
    // Files are named so, too, and some systems do not tell case apart.
    taken.add(chosen.toLowerCase());
    return chosen;
  });
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
