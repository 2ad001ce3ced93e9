import { endOfBrackets, endOfName, endOfOpaque, isNamePart, skipTrivia } from './scanner.js';

/**
 * Calls `visit` for each word outside all brackets, strings and comments, until it answers with a position.
 * `end` is the end of the word.
 */
function findAtTopLevel(source: string, visit: (word: string, end: number) => number | undefined): number | undefined {
  let at = source.startsWith('#!') ? source.indexOf('\n') : 0;
  if (at === -1) return undefined;
  while (at < source.length) {
    const code = source.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) {
      at = endOfBrackets(source, at);
      continue;
    }
    const opaqueEnd = endOfOpaque(source, at);
    if (opaqueEnd > at) {
      at = opaqueEnd;
      continue;
    }
    const end = isNamePart(code) ? endOfName(source, at) : at;
    if (end === at) {
      at++;
      continue;
    }
    const answer = source[at - 1] === '.' ? undefined : visit(source.slice(at, end), end);
    if (answer !== undefined) return answer;
    at = end;
  }
  return undefined;
}

/** Where the expression starts that a module exports as its default; undefined if it exports none. */
export function exportedExpression(source: string): number | undefined {
  return findAtTopLevel(source, (word, end) => {
    if (word !== 'export') return undefined;
    const next = skipTrivia(source, end);
    if (source[next] === '{') {
      const text = source.slice(next, endOfBrackets(source, next));
      const name = /([\w$]+)\s+as\s+default\b/.exec(text)?.[1];
      return name === undefined ? undefined : initialiserOf(source, name);
    }
    const nextEnd = endOfName(source, next);
    return source.slice(next, nextEnd) === 'default' ? skipTrivia(source, nextEnd) : undefined;
  });
}

/** Where the value starts that the module's `const`, `let` or `var` of this name is given; undefined if there is none. */
export function initialiserOf(source: string, name: string): number | undefined {
  return findAtTopLevel(source, (word, end) => {
    if (word !== 'const' && word !== 'let' && word !== 'var') return undefined;
    const start = skipTrivia(source, end);
    const nameEnd = endOfName(source, start);
    if (source.slice(start, nameEnd) !== name) return undefined;
    for (let at = nameEnd; at < source.length; at++) {
      const opaqueEnd = endOfOpaque(source, at);
      if (opaqueEnd > at) at = opaqueEnd - 1;
      else if (source[at] === '=' && source[at + 1] !== '>') return skipTrivia(source, at + 1);
      else if (source[at] === ';') return undefined;
    }
    return undefined;
  });
}
