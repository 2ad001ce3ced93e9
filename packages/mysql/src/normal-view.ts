import type { SchemaModel, View } from '@aludel/core';
import type { MysqlViewOptions } from './augment.js';
import { normalExpression } from './expression/expression.js';
import { quotedIfNeeded } from './expression/print.js';
import { tokenize, unquotedName, type Token } from './expression/tokens.js';
import { definerOf } from './inspect/definer.js';
import type { ServerFacts } from './inspect/facts.js';
import { withoutDatabase } from './inspect/views.js';

/**
 * A view as the server would keep it. It names the table of each column and gives each a name; for a query over a single
 * table that can be foretold, and is taken out again. Of other queries only the spelling is settled.
 */
export function normalView(view: View, model: SchemaModel, facts: ServerFacts): View {
  const { algorithm, checkOption, security, definer } = view.options?.mysql ?? {};
  const own = definer === undefined ? undefined : definerOf(plainDefiner(definer), facts);
  const options: MysqlViewOptions = {
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(checkOption === undefined ? {} : { checkOption }),
    ...(security === undefined ? {} : { security }),
    ...(own === undefined ? {} : { definer: own }),
  };
  const query = facts.database === undefined ? view.definition : withoutDatabase(view.definition, facts.database);
  const given = facts.flavour.kind === 'mariadb' ? view.columns?.map((column) => column.trimStart()) : view.columns;
  const named = simpleQuery(query, given, model, facts);
  // MySQL keeps a list of names beside the query, MariaDB writes them into it.
  const listed =
    facts.flavour.kind === 'mariadb' || given === undefined ? named : simpleQuery(query, undefined, model, facts);
  const isListed = given !== undefined && (named === undefined || listed !== named);
  return {
    kind: 'view',
    name: view.name,
    definition: listed ?? tidy(query),
    ...(isListed ? { columns: given } : {}),
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  };
}

/** Whether two normal views are the same but for where their columns are named: beside the query, or in it. */
export function sameNames(one: View, other: View, facts: ServerFacts): boolean {
  const [first, second] = [one, other].map(({ definition, columns }) =>
    simpleQuery(definition, columns, { tables: [], objects: [] }, facts),
  );
  return first !== undefined && first === second;
}

function plainDefiner(definer: string): string {
  return definer.replaceAll(/['`"]/gu, '');
}

/** `select a, b as c from t where …` of one table, without its name before the columns. */
function simpleQuery(
  query: string,
  columns: readonly string[] | undefined,
  model: SchemaModel,
  facts: ServerFacts,
): string | undefined {
  const tokens = tokenize(query).filter(({ kind }) => kind !== 'space');
  if (tokens[0]?.text.toLowerCase() !== 'select') return undefined;
  const from = clauseAt(tokens, 'from');
  if (from === -1 || tokens.some(({ text }) => otherWords.has(text.toLowerCase()))) return undefined;
  const where = clauseAt(tokens, 'where');
  const source = sourceOf(tokens.slice(from + 1, where === -1 ? tokens.length : where));
  if (source === undefined) return undefined;
  const known = columnsOf(source.name, model, 0);
  const names = new Set(known);
  const print = (part: readonly Token[]): string => normalExpression(spaced(part), facts.flavour, names);
  const items = splitByComma(tokens.slice(1, from)).flatMap((item): readonly (Item | undefined)[] => {
    if (item.length === 1 && item[0]?.text === '*') {
      return known === undefined ? [undefined] : known.map((name) => ({ text: quotedIfNeeded(name), name }));
    }
    return [selectedItem(item, print)];
  });
  if (items.some((item) => item === undefined)) return undefined;
  const list = items.flatMap((item, place): readonly string[] => {
    if (item === undefined) return [];
    const name = columns?.[place] ?? item.name;
    return [
      name === undefined || quotedIfNeeded(name) === item.text ? item.text : `${item.text} as ${quotedIfNeeded(name)}`,
    ];
  });
  const condition = where === -1 ? '' : ` where ${print(tokens.slice(where + 1))}`;
  return `select ${list.join(', ')} from ${source.text}${condition}`;
}

/** A name with a space before its parenthesis is no function of the server's. */
function spaced(part: readonly Token[]): string {
  return part.map(({ text }, at) => (at === 0 || text === '(' ? text : ` ${text}`)).join('');
}

interface Item {
  readonly text: string;
  readonly name?: string;
}

/** What makes a query more than simple. */
const otherWords: ReadonlySet<string> = new Set(
  'distinct all straight_join join union except intersect group having order limit window with over select_'.split(' '),
);

function clauseAt(tokens: readonly Token[], word: string): number {
  let depth = 0;
  return tokens.findIndex(({ text }) => {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    return depth === 0 && text.toLowerCase() === word;
  });
}

function sourceOf(tokens: readonly Token[]): { readonly name: string; readonly text: string } | undefined {
  const names = tokens.filter(({ text }) => text !== '.');
  if (names.some(({ kind }) => kind !== 'name' && kind !== 'word')) return undefined;
  const dots = tokens.length - names.length;
  if (names.length !== dots + 1) return undefined;
  const parts = names.map(({ kind, text }) => (kind === 'name' ? unquotedName(text) : text));
  return { name: parts.at(-1) ?? '', text: parts.map(quotedIfNeeded).join('.') };
}

function selectedItem(item: readonly Token[], print: (part: readonly Token[]) => string): Item | undefined {
  const as = item.at(-2)?.text.toLowerCase() === 'as';
  const expression = as ? item.slice(0, -2) : item;
  if (
    expression.length === 0 ||
    expression.some(({ text }) => /^(?:select|\*)$/iu.test(text) && expression.length === 1)
  ) {
    return undefined;
  }
  const last = item.at(-1);
  const isName = last !== undefined && (last.kind === 'name' || last.kind === 'word');
  const isColumn = !as && isName && item.every(({ kind, text }) => kind === 'name' || kind === 'word' || text === '.');
  // What an expression without a name is called is the server's affair.
  if (!as && !isColumn) return undefined;
  const name = last === undefined ? '' : last.kind === 'name' ? unquotedName(last.text) : last.text;
  return { text: print(expression), name };
}

function splitByComma(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ',' && depth === 0) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}

/** The columns that `*` stands for. Views that go round in circles have none. */
function columnsOf(name: string, model: SchemaModel, depth: number): readonly string[] | undefined {
  const table = model.tables.find((candidate) => candidate.name.name === name && candidate.name.schema === undefined);
  if (table !== undefined) {
    return table.columns.filter(({ options }) => options?.mysql?.invisible !== true).map((column) => column.name);
  }
  const view = model.objects.find((object) => object.kind === 'view' && object.name.name === name);
  if (view === undefined || view.kind !== 'view' || depth > 20) return undefined;
  if (view.columns !== undefined) return view.columns;
  const tokens = tokenize(view.definition).filter(({ kind }) => kind !== 'space');
  const from = clauseAt(tokens, 'from');
  if (from === -1) return undefined;
  const names = splitByComma(tokens.slice(1, from)).flatMap((item): readonly (string | undefined)[] => {
    if (item.length === 1 && item[0]?.text === '*') {
      const source = sourceOf(tokens.slice(from + 1));
      return (source === undefined ? undefined : columnsOf(source.name, model, depth + 1)) ?? [undefined];
    }
    return [selectedItem(item, () => '')?.name];
  });
  return names.every((one) => one !== undefined) ? names : undefined;
}

/** The same words in the same order, with one space where there is any. */
function tidy(query: string): string {
  return tokenize(query)
    .map(({ kind, text }) => (kind === 'space' ? ' ' : text))
    .join('')
    .trim()
    .replace(/;$/u, '');
}
