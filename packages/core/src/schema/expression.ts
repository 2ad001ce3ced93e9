import type { TableName } from './names.js';
import { holdsQuotedName, quote } from './quote.js';
import { isReservedEverywhere, isReservedSomewhere } from './reserved-words.js';

/**
 * SQL text is opaque to the model, but for one thing: which names occur in it. When a column is renamed, a database
 * rewrites the checks, predicates and generated columns that mention it, and so must the model.
 */

/** Strings, quoted names (three styles, and what `quote` marks), bare words (and whether one is called), numbers; else single characters. */
const token =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\uE000[^\uE001]*\uE001|[\p{L}_][\p{L}\p{N}_$]*(?:\s*\()?|\p{N}[\p{L}\p{N}_.]*|[\s\S]/gu;

const bareWord = /^[\p{L}_]/u;

/** A string that is looked up as a name when the statement is read: `'app.numbers'::regclass`. */
const lookedUp = /'((?:[^']|'')*)'::reg[a-z]+/gu;

const operatorSign = /^[-+*/<>=~!@#%^&|?]$/u;

/** Every database has them: that one defines more of that name is no reason to take them for those. */
const usualOperators: ReadonlySet<string> = new Set('= <> != < > <= >= + - * / % || & | ^ ~ !~ -> ->> --'.split(' '));

/** What needs no quotes on any database, whichever way that folds the letters of bare names. */
const plainName = /^[a-z_][a-z0-9_]*$/;

/** Whether an expression mentions a column, by its bare or quoted name. */
export function mentionsName(expression: string, name: string): boolean {
  for (const [text] of expression.matchAll(token)) if (nameIn(text, name) !== undefined) return true;
  return false;
}

/**
 * Replaces a name wherever an expression mentions it; a quoted one stays quoted, a bare one stays bare if the new name
 * allows.
 */
export function renameInExpression(expression: string, from: string, to: string): string {
  return expression.replace(token, (text) => {
    const style = nameIn(text, from);
    if (style === undefined) return text;
    if (style === 'bare') {
      return plainName.test(to) && !isReservedSomewhere(to) ? to : `"${to.replaceAll('"', '""')}"`;
    }
    if (style === '[') return `[${to}]`;
    if (style === 'marked') return quote(to);
    return style + to.replaceAll(style, style + style) + style;
  });
}

/**
 * The same text for any database: names that stand in just the quotes of the one that it is from are marked as `quote`
 * does. Settled for that database again, it is the text that it was.
 */
export function withMarkedNames(sql: string, identifier: (name: string) => string): string {
  return sql.replace(token, (text) => {
    const first = text[0] ?? '';
    if ((first !== '"' && first !== '`') || text.length < 3) return text;
    const name = text.slice(1, -1).replaceAll(first + first, first);
    return identifier(name) === text ? quote(name) : text;
  });
}

/**
 * All names that an expression may mention, for looking many of them up at once: bare words in lower case, quoted ones
 * as they are. Ask with `mayMention`.
 */
export function namesIn(expression: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [text] of expression.matchAll(token)) {
    const first = text[0] ?? '';
    if (first === '"' || first === '`') names.add(text.slice(1, -1).replaceAll(first + first, first));
    else if (first === '[' || isMarked(text)) names.add(text.slice(1, -1));
    else if (bareWord.test(text) && !isKeyword(text)) names.add(text.toLowerCase());
  }
  return names;
}

/**
 * The names that an SQL text may mean something by, each with what stands before its dot: `app.users` gives
 * `{ schema: 'app', name: 'users' }`, `users.id` gives `{ schema: 'users', name: 'id' }`, and a bare `users` gives itself;
 * also what is called like a function, and operators that are not everybody's. In lower case, quoted or not. What stands
 * in strings is none, unless it is looked up.
 */
export function referencesIn(sql: string): readonly TableName[] {
  const found = new Map<string, TableName>();
  let before: string | undefined;
  let isDotted = false;
  let operator = '';
  for (const [text] of sql.matchAll(token)) {
    if (operatorSign.test(text)) operator += text;
    else {
      if (operator !== '' && !usualOperators.has(operator)) found.set(`\0${operator}`, { name: operator });
      operator = '';
    }
    const name = nameOf(text);
    if (name === undefined) {
      isDotted = text === '.' && before !== undefined;
      if (!isDotted && !/^\s$/u.test(text)) before = undefined;
      continue;
    }
    const reference = isDotted && before !== undefined ? { schema: before, name } : { name };
    found.set(`${reference.schema ?? ''}\0${name}`, reference);
    before = name;
    isDotted = false;
  }
  for (const [, looked = ''] of sql.matchAll(lookedUp)) {
    for (const name of referencesIn(looked.replaceAll("''", "'")))
      found.set(`${name.schema ?? ''}\0${name.name}`, name);
  }
  return [...found.values()];
}

function nameOf(text: string): string | undefined {
  const first = text[0] ?? '';
  if (first === '"' || first === '`') {
    return text.length > 1
      ? text
          .slice(1, -1)
          .replaceAll(first + first, first)
          .toLowerCase()
      : undefined;
  }
  if (first === '[' || isMarked(text)) return text.length > 1 ? text.slice(1, -1).toLowerCase() : undefined;
  return bareWord.test(text) ? text.replace(/\s*\($/u, '').toLowerCase() : undefined;
}

/** A name that `quote` has marked. */
function isMarked(text: string): boolean {
  return text.length > 1 && holdsQuotedName(text);
}

/** Whether a name is among those that `namesIn` found. */
export function mayMention(names: ReadonlySet<string>, name: string): boolean {
  return names.has(name) || names.has(name.toLowerCase());
}

/** How a token names `name`: bare, or the quote that it begins with. */
function nameIn(text: string, name: string): 'bare' | 'marked' | '"' | '`' | '[' | undefined {
  const first = text[0];
  if (first === '"' || first === '`')
    return text.length > 1 && text.slice(1, -1).replaceAll(first + first, first) === name ? first : undefined;
  if (first === '[') return text.slice(1, -1) === name ? '[' : undefined;
  if (isMarked(text)) return text.slice(1, -1) === name ? 'marked' : undefined;
  if (text.toLowerCase() !== name.toLowerCase()) return undefined;
  return bareWord.test(text) && !isKeyword(text) ? 'bare' : undefined;
}

/** A function that is called, or a word that is never a bare name: a column of that name must be quoted. */
function isKeyword(word: string): boolean {
  return word.endsWith('(') || isReservedEverywhere(word);
}
