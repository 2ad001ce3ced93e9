import { normalExpression } from './expression/expression.js';
import { quotedName, tokenize, unquotedName, type Token } from './expression/tokens.js';
import type { Flavour } from './flavour.js';

/** Words between which an expression, a table or a list stands. */
const clauses: ReadonlySet<string> = new Set(
  (
    'select from join left right inner outer cross straight_join natural on using where group by having order limit ' +
    'offset union all except intersect as asc desc with recursive'
  ).split(' '),
);

/**
 * A query in words by which it can be compared with what the server has made of it: it puts every join and every operation
 * into parentheses, writes `as` or leaves it out, and changes the case of words. Which column is meant is not looked up.
 */
export function comparableQuery(query: string, flavour: Flavour): string {
  const tokens = withoutJoinParentheses(tokenize(query).filter(({ kind, text }) => kind !== 'space' && text !== ';'));
  const words: string[] = [];
  let part: Token[] = [];
  let depth = 0;
  /** What comes without a name of its own is called as its column; the server says so. */
  let called: string | undefined;
  const end = (isNamed = false): void => {
    const isSaidTwice = called !== undefined && columnOf(part) === called;
    if (part.length > 0 && !isSaidTwice) words.push(comparableExpression(part, flavour));
    called = isNamed ? columnOf(part) : undefined;
    part = [];
  };
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    const word = token.kind === 'word' ? token.text.toLowerCase() : token.text;
    if (depth > 0 || (!clauses.has(word) && word !== ',')) {
      part.push(token);
      continue;
    }
    end(word === 'as');
    if (word !== 'as' && word !== 'asc' && word !== 'inner' && word !== 'outer') words.push(word);
  }
  end();
  return words.join(' ');
}

/** The name of a column that stands alone, its table's before it or not. */
function columnOf(tokens: readonly Token[]): string | undefined {
  const last = tokens.at(-1);
  const isPath = tokens.every((token, at) => (at % 2 === 0 ? isName(token) : token.text === '.'));
  return last !== undefined && isPath && tokens.length % 2 === 1 ? plain(last).toLowerCase() : undefined;
}

/** `from ((a join b on(…)) join c on(…))`: they stand at the beginning, since joins go from left to right. */
function withoutJoinParentheses(tokens: readonly Token[]): readonly Token[] {
  const left = new Set<number>();
  for (const [place, token] of tokens.entries()) {
    const opens = token.text === '(' && (left.has(place - 1) || isWord(tokens[place - 1], 'from'));
    if (!opens || isWord(tokens[place + 1], 'select')) continue;
    let depth = 0;
    const close = tokens.findIndex(({ text }, at) => {
      if (at < place) return false;
      if (text === '(') depth += 1;
      if (text === ')') depth -= 1;
      return depth === 0;
    });
    if (close === -1) continue;
    left.add(place).add(close);
  }
  return tokens.filter((_, place) => !left.has(place));
}

function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'word' && token.text.toLowerCase() === word;
}

/** A name with its table's before it counts as one; an alias behind an expression or a table is told apart by a space. */
function comparableExpression(tokens: readonly Token[], flavour: Flavour): string {
  const names: Token[] = [];
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place];
    if (token === undefined) break;
    const [dot, next] = [tokens[place + 1], tokens[place + 2]];
    if (isName(token) && dot?.text === '.' && next !== undefined && isName(next)) {
      names.push({ kind: 'name', text: quotedName(`${plain(token)}.${plain(next)}`) });
      place += 2;
    } else if (isWord(token, 'distinct')) {
      // What the parser of expressions does not know, in a form that it does.
      names.push({ kind: 'name', text: '`distinct`' }, { kind: 'symbol', text: '+' });
    } else names.push(token);
  }
  const last = names.at(-1);
  const before = names.at(-2);
  const isAliased =
    last !== undefined && before !== undefined && isName(last) && (isName(before) || before.text === ')');
  const expression = isAliased ? names.slice(0, -1) : names;
  const text = normalExpression(expression.map((token) => token.text).join(' '), flavour);
  return inLowerCase(isAliased ? `${text} ${last.text}` : text);
}

function inLowerCase(text: string): string {
  return tokenize(text)
    .map((token) => {
      if (token.kind === 'name') return unquotedName(token.text).toLowerCase();
      return token.kind === 'string' || token.kind === 'double' ? token.text : token.text.toLowerCase();
    })
    .join('');
}

function isName({ kind }: Token): boolean {
  return kind === 'name' || kind === 'word';
}

function plain({ kind, text }: Token): string {
  return kind === 'name' ? unquotedName(text) : text;
}
