import { NotUnderstood, type TokenCursor } from './token-cursor.js';

/** Reads a type's words: `character varying(20)[]`, `timestamp(3) with time zone`, `shop.mood`. */
export function readTypeName(cursor: TokenCursor): string {
  const first = cursor.next();
  if (first.kind === 'name') {
    const parts = [first.text];
    while (cursor.take('.')) parts.push(cursor.next().text);
    return withBrackets(parts.join('.') + sizeText(cursor), cursor);
  }
  if (first.kind !== 'word') throw new NotUnderstood();
  let words = first.value;
  while (cursor.take('.')) words += `.${cursor.next().text}`;
  if (words === 'double' && cursor.takeWord('precision')) words = 'double precision';
  if ((words === 'character' || words === 'char' || words === 'bit') && cursor.takeWord('varying')) {
    words = words === 'bit' ? 'bit varying' : 'character varying';
  }
  words += sizeText(cursor);
  if (words.startsWith('time') && (cursor.isWord('with') || cursor.isWord('without'))) {
    words += ` ${cursor.next().value} time zone`;
    cursor.expectWord('time');
    cursor.expectWord('zone');
  }
  return withBrackets(typeName(words), cursor);
}

/** `(10,2)`, `(Point,4326)` */
function sizeText(cursor: TokenCursor): string {
  if (!cursor.take('(')) return '';
  let text = '';
  while (!cursor.take(')')) text += cursor.next().text;
  return `(${text})`;
}

function withBrackets(type: string, cursor: TokenCursor): string {
  let text = type;
  while (cursor.is('[') && cursor.is(']', 1)) {
    cursor.skip();
    cursor.skip();
    text += '[]';
  }
  return text;
}

const aliases: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  decimal: 'numeric',
  float4: 'real',
  float8: 'double precision',
  float: 'double precision',
  varchar: 'character varying',
  char: 'character',
  bool: 'boolean',
  timestamptz: 'timestamp with time zone',
  timetz: 'time with time zone',
  timestamp: 'timestamp without time zone',
  time: 'time without time zone',
  varbit: 'bit varying',
};

/** A type by the name that the server has for it. */
export function typeName(words: string): string {
  const [, word, rest] = /^([a-z0-9_ ]+?)((?:\(.*)?)$/u.exec(words) ?? [];
  const known = word === undefined ? undefined : Object.hasOwn(aliases, word) ? aliases[word] : undefined;
  if (known === undefined || words.endsWith('time zone')) return words;
  if (rest === '' || rest === undefined) return known;
  const [head, ...tail] = known.split(' with');
  return `${head}${rest}${tail.length === 0 ? '' : ` with${tail.join(' with')}`}`;
}
