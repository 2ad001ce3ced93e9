import type { View } from '@aludel/core';
import type { MysqlViewOptions } from '../augment.js';
import { tokenize, unquotedName, type Token } from '../expression/tokens.js';
import { optionalText, text, type CatalogPart, type CatalogRow } from './catalog.js';
import { definerOf } from './definer.js';
import type { ServerFacts } from './facts.js';

type Read = 'table' | 'definition' | 'checkOption' | 'security' | 'definer' | 'algorithm';

export function viewsPart({ flavour }: ServerFacts): CatalogPart<Read> {
  return {
    from: 'information_schema.VIEWS',
    columns: {
      table: 'TABLE_NAME',
      definition: 'VIEW_DEFINITION',
      checkOption: 'CHECK_OPTION',
      security: 'SECURITY_TYPE',
      definer: 'DEFINER',
      algorithm: flavour.kind === 'mariadb' ? 'ALGORITHM' : 'NULL',
    },
    schema: 'TABLE_SCHEMA',
    table: 'TABLE_NAME',
  };
}

export type ViewRow = CatalogRow<Read>;

/** Whether the algorithm must be looked up: MySQL's catalog does not have it. */
export function needsAlgorithm(row: ViewRow): boolean {
  return optionalText(row.algorithm) === undefined;
}

/**
 * @param created the text of SHOW CREATE VIEW, where it was looked at
 * @param columns the names of its columns
 */
export function readView(
  row: ViewRow,
  schema: string,
  created: string | undefined,
  columns: readonly string[],
  facts: ServerFacts,
): View {
  const algorithm = (optionalText(row.algorithm) ?? /\bALGORITHM=(\w+)/u.exec(created ?? '')?.[1] ?? '').toLowerCase();
  const checkOption = text(row.checkOption).toLowerCase();
  const definer = definerOf(text(row.definer), facts);
  const options: MysqlViewOptions = {
    ...(algorithm === 'merge' || algorithm === 'temptable' ? { algorithm } : {}),
    ...(checkOption === 'local' || checkOption === 'cascaded' ? { checkOption } : {}),
    ...(text(row.security) === 'INVOKER' ? { security: 'invoker' } : {}),
    ...(definer === undefined ? {} : { definer }),
  };
  // Behind AS, the servers forget the spaces that a name begins with: the query would not mean the same again.
  const definition = withoutDatabase(queryOf(created) ?? text(row.definition), schema).replaceAll(
    /(`\s(?:[^`]|``)*`) AS \1(?=,|\s|$)/gu,
    '$1',
  );
  const aliases = selected(definition);
  const isValues = /^\s*values\b/iu.test(definition) && columns.every((name, at) => name === `column_${at}`);
  // A column whose name begins with a space is called so, and its alias is not, even where there is no list of names.
  const isUnlisted = columns.some((name) => /^\s/u.test(name)) && created !== undefined && !listed.test(created);
  const isNamed =
    isValues || isUnlisted || (aliases.length === columns.length && columns.every((name, at) => name === aliases[at]));
  return {
    kind: 'view',
    name: { name: text(row.table), ...(schema === facts.database ? {} : { schema }) },
    definition,
    ...(isNamed ? {} : { columns }),
    ...(Object.keys(options).length === 0 ? {} : { options: { mysql: options } }),
  };
}

/**
 * Whether the text must be looked up: the catalog leaves out which character set a string was given with, and so what it
 * means.
 */
export function needsText(row: ViewRow): boolean {
  return text(row.definition).includes("'");
}

const name = '`(?:[^`]|``)*`';

/** A SHOW CREATE VIEW in which the columns are named before AS. */
const listed = new RegExp(`^CREATE .*? VIEW (?:${name}\\.)?${name} ?\\(`, 'u');

/** What stands behind AS in a SHOW CREATE VIEW, whose names are all quoted. */
function queryOf(created: string | undefined): string | undefined {
  const head = new RegExp(`^CREATE .*? VIEW (?:${name}\\.)?${name}(?: ?\\((?:${name}[, ]*)+\\))? AS `, 'u');
  const found = created === undefined ? null : head.exec(created);
  if (created === undefined || found === null) return undefined;
  return created.slice(found[0].length).replace(/ WITH (?:CASCADED |LOCAL )?CHECK OPTION$/u, '');
}

/** What can follow a list of columns. A name is quoted, so that these are no names. */
const behindColumns: ReadonlySet<string> = new Set(
  'from union intersect except where group having window order limit procedure for lock into'.split(' '),
);

/**
 * The names that a query of the server gives to its columns: each has one, behind AS, in the first SELECT that is not
 * of a common table or a subquery. That one may stand in parentheses.
 */
export function selected(query: string): readonly string[] {
  const tokens = tokenize(query).filter(({ kind }) => kind !== 'space');
  const outside = tokens.findIndex(({ text: own }) => own !== '(');
  const names: string[] = [];
  let depth = 0;
  let isInside = false;
  let last = '';
  for (const { kind, text: own } of tokens) {
    const word = kind === 'word' ? own.toLowerCase() : '';
    if (own === '(') depth += 1;
    if (own === ')') depth -= 1;
    const isEnd = depth < outside || (depth === outside && behindColumns.has(word));
    if (isInside && (isEnd || (depth === outside && own === ','))) names.push(last);
    if (isInside && isEnd) return names;
    if (depth === outside && word === 'select') isInside = true;
    last = kind === 'name' ? unquotedName(own) : own;
  }
  return isInside ? [...names, last] : names;
}

/** What may stand before a table's name. */
const beforeTables: ReadonlySet<string> = new Set(['from', 'join', 'straight_join', 'table', 'update', 'into']);

/**
 * A query without the name of its own database before each table, so that it means the same in another. Where a table or
 * an alias is called as the database, only what can be nothing else is taken for the database.
 */
export function withoutDatabase(query: string, database: string): string {
  const tokens = tokenize(query);
  const isDatabase = ({ kind, text: own }: Token): boolean => kind === 'name' && unquotedName(own) === database;
  const isDot = (token: Token | undefined): boolean => token?.text === '.';
  const isAmbiguous = tokens.some((token, at) => isDatabase(token) && !isDot(tokens[at + 1]));
  const kept: string[] = [];
  let before = '';
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const isQualifier = isDatabase(token) && isDot(tokens[at + 1]) && tokens[at + 2]?.kind === 'name' && before !== '.';
    const isCertain = isDot(tokens[at + 3]) || tokens[at + 3]?.text === '(' || beforeTables.has(before);
    if (isQualifier && (isCertain || !isAmbiguous)) {
      at += 1;
      continue;
    }
    kept.push(token.text);
    if (token.kind !== 'space' && token.text !== '(') before = token.text.toLowerCase();
  }
  return kept.join('');
}
