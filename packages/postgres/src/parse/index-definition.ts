import type { IndexElement } from '@aludel/core';
import { storageValue, type Storage } from '../inspect/storage.js';
import { bareExpression } from './bare-expression.js';
import { tokenize, type Token } from './tokens.js';

/** What `pg_get_indexdef` says. */
export interface IndexDefinition {
  readonly method: string;
  readonly elements: readonly IndexElement[];
  readonly include?: readonly string[];
  readonly nullsNotDistinct?: boolean;
  readonly storage?: Storage;
  readonly tablespace?: string;
  readonly where?: string;
}

type ExclusionElement = IndexElement & { readonly operator: string };

/** `CREATE UNIQUE INDEX name ON table USING btree (…) INCLUDE (…) NULLS NOT DISTINCT WITH (…) TABLESPACE … WHERE (…)` */
export function parseIndexDefinition(text: string): IndexDefinition {
  return new DefinitionReader(text).definition();
}

/** `EXCLUDE USING gist (room WITH =, during WITH &&) … DEFERRABLE`, as `pg_get_constraintdef` says it. */
export function parseExclusion(
  text: string,
): Omit<IndexDefinition, 'elements' | 'nullsNotDistinct'> & { readonly elements: readonly ExclusionElement[] } {
  const { elements, nullsNotDistinct: _, ...rest } = new DefinitionReader(text).definition();
  return {
    ...rest,
    elements: elements.map((element) => {
      if (isExclusionElement(element)) return element;
      throw new TypeError(`The server wrote an exclusion constraint that is not understood: ${text}`);
    }),
  };
}

/** The elements of a partition key: `(created_at, lower(name) COLLATE "C")`. */
export function parseElements(text: string): readonly IndexElement[] {
  return new DefinitionReader(text).elements();
}

function isExclusionElement(element: IndexElement): element is ExclusionElement {
  return 'operator' in element;
}

/** Reads the server's own writing, of which the order and the words are known. */
class DefinitionReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(private readonly text: string) {
    this.#tokens = tokenize(text);
  }

  definition(): IndexDefinition {
    while (!this.#isWord('using') && this.#at < this.#tokens.length) this.#at++;
    this.#at++;
    const method = this.#tokens[this.#at++]?.value ?? '';
    const elements = this.elements();
    const include = this.#take('include') ? this.#groups().map((group) => group[0]?.value ?? '') : undefined;
    const nullsNotDistinct = this.#take('nulls', 'not', 'distinct');
    const storage = this.#take('with') ? this.#parameters() : undefined;
    const tablespace =
      this.#take('using', 'index', 'tablespace') || this.#take('tablespace') ? this.#next() : undefined;
    const where = this.#take('where') ? this.#condition() : undefined;
    return {
      method,
      elements,
      ...(include === undefined ? {} : { include }),
      ...(nullsNotDistinct ? { nullsNotDistinct } : {}),
      ...(storage === undefined ? {} : { storage }),
      ...(tablespace === undefined ? {} : { tablespace }),
      ...(where === undefined ? {} : { where }),
    };
  }

  elements(): readonly IndexElement[] {
    return this.#groups().map((group) => this.#element(group));
  }

  #element(tokens: readonly Token[]): IndexElement {
    let rest = [...tokens];
    const target = this.#target(rest);
    rest = rest.slice(target.length);
    const collation = rest[0]?.value === 'collate' && rest[0].kind === 'word' ? this.#name(rest.slice(1)) : undefined;
    if (collation !== undefined) rest = rest.slice(1 + collation.length);
    const isOption = ({ kind, value }: Token): boolean =>
      kind === 'word' && ['asc', 'desc', 'nulls', 'with'].includes(value);
    const operatorClass = rest[0] !== undefined && !isOption(rest[0]) ? this.#name(rest) : undefined;
    if (operatorClass !== undefined) rest = rest.slice(operatorClass.length);
    const parameters = operatorClass !== undefined && rest[0]?.text === '(' ? closing(rest) : undefined;
    const given = parameters === undefined ? undefined : this.#assignments(rest.slice(1, parameters));
    if (parameters !== undefined) rest = rest.slice(parameters + 1);
    const with_ = rest.findIndex(({ kind, value }) => kind === 'word' && value === 'with');
    const words = (with_ === -1 ? rest : rest.slice(0, with_)).map(({ value }) => value);
    const desc = words.includes('desc');
    const nulls = words.includes('nulls') ? (words.includes('first') ? 'first' : 'last') : undefined;
    const options = {
      ...(operatorClass === undefined ? {} : { operatorClass: operatorClass.text }),
      ...(given === undefined ? {} : { operatorClassParameters: given }),
    };
    return {
      ...target.element,
      ...(desc ? { order: 'desc' } : {}),
      ...(nulls === undefined ? {} : { nulls }),
      ...(collation === undefined ? {} : { collation: collation.text }),
      ...(Object.keys(options).length === 0 ? {} : { options: { postgres: options } }),
      ...(with_ === -1 ? {} : { operator: this.#slice(rest.slice(with_ + 1)) }),
    };
  }

  /** What the element is over: a column's name, else a call or what is in parentheses. */
  #target(tokens: readonly Token[]): {
    readonly element: { column: string } | { expression: string };
    readonly length: number;
  } {
    const [first, second] = tokens;
    if (first !== undefined && first.text !== '(' && second?.text !== '(' && second?.text !== '.') {
      return { element: { column: first.value }, length: 1 };
    }
    const open = tokens.findIndex(({ text }) => text === '(');
    const length = open + closing(tokens.slice(open)) + 1;
    return { element: { expression: bareExpression(this.#slice(tokens.slice(0, length))) }, length };
  }

  /** A name, with the schema that may be before it. As it is written where it has one, without quotes where it has none. */
  #name(tokens: readonly Token[]): { readonly text: string; readonly length: number } {
    const length = tokens[1]?.text === '.' ? 3 : 1;
    const [first] = tokens;
    if (length === 1) return { text: first?.value ?? '', length };
    const parts = [tokens[0], tokens[2]].map((token) => `"${(token?.value ?? '').replaceAll('"', '""')}"`);
    return { text: parts.join('.'), length };
  }

  #condition(): string {
    const tokens = this.#tokens.slice(this.#at);
    // Of an exclusion constraint, more may follow the parentheses.
    const end = tokens[0]?.text === '(' ? closing(tokens) + 1 : tokens.length;
    const inIndex = this.#tokens[0]?.value === 'create';
    return bareExpression(this.#slice(inIndex ? tokens : tokens.slice(0, end)));
  }

  #parameters(): Storage {
    const start = this.#at;
    const length = closing(this.#tokens.slice(start));
    this.#at += length + 1;
    return this.#assignments(this.#tokens.slice(start + 1, start + length));
  }

  /** `fillfactor='70', fastupdate=off` */
  #assignments(tokens: readonly Token[]): Storage {
    const entries = split(tokens).map((group): readonly [string, string | number | boolean] => {
      const at = group.findIndex(({ text }) => text === '=');
      const name = this.#slice(group.slice(0, at));
      const [value] = group.slice(at + 1);
      return [name, storageValue(value?.kind === 'string' ? value.value : this.#slice(group.slice(at + 1)))];
    });
    return Object.fromEntries(entries);
  }

  /** The parts of the list in parentheses that begins here. */
  #groups(): readonly (readonly Token[])[] {
    const start = this.#at;
    const length = closing(this.#tokens.slice(start));
    this.#at += length + 1;
    return split(this.#tokens.slice(start + 1, start + length));
  }

  #isWord(word: string, at = this.#at): boolean {
    const token = this.#tokens[at];
    return token?.kind === 'word' && token.value === word;
  }

  #take(...words: readonly string[]): boolean {
    if (!words.every((word, offset) => this.#isWord(word, this.#at + offset))) return false;
    this.#at += words.length;
    return true;
  }

  #next(): string {
    return this.#tokens[this.#at++]?.value ?? '';
  }

  #slice(tokens: readonly Token[]): string {
    return this.text.slice(tokens[0]?.start ?? 0, tokens.at(-1)?.end ?? 0);
  }
}

/** Where the parenthesis that is first is closed. */
function closing(tokens: readonly Token[]): number {
  let depth = 0;
  for (const [at, { text }] of tokens.entries()) {
    if (text === '(' || text === '[') depth++;
    else if ((text === ')' || text === ']') && --depth === 0) return at;
  }
  return tokens.length;
}

function split(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const groups: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(' || token.text === '[') depth++;
    else if (token.text === ')' || token.text === ']') depth--;
    if (token.text === ',' && depth === 0) groups.push([]);
    else groups.at(-1)?.push(token);
  }
  return groups.filter((group) => group.length > 0);
}
