import type { Index, TableName } from '@aludel/core';
import { displayName, type RuleOutput } from '@aludel/core/dialect';
import { assertVersion, type PostgresTarget } from './target.js';
import {
  commentText,
  indexElementText,
  inParentheses,
  nameList,
  parametersText,
  quoted,
  quotedBeside,
  quotedTable,
} from './writing.js';

interface Settings {
  readonly ifNotExists?: boolean;
}

/** The index and its comment; what is built without blocking writes is built outside of the transaction. */
export function createIndexOutputs(
  index: Index,
  table: TableName,
  target: PostgresTarget,
  settings: Settings = {},
): readonly RuleOutput[] {
  const transaction = isConcurrent(index) ? 'outside' : 'inside';
  const comment = index.options?.postgres?.comment;
  return [
    { sql: createIndexText(index, table, target, settings), transaction },
    ...(comment === undefined ? [] : [indexComment(index.name, table, comment)]),
  ];
}

export function isConcurrent({ options }: Pick<Index, 'options'>): boolean {
  return options?.postgres?.concurrently === true;
}

function createIndexText(index: Index, table: TableName, target: PostgresTarget, { ifNotExists }: Settings): string {
  const own = index.options?.postgres ?? {};
  if (own.nullsNotDistinct === true)
    assertVersion(target, 15, `NULLS NOT DISTINCT of the index ${index.name} on ${displayName(table)}`);
  const words = [
    index.unique ? 'CREATE UNIQUE INDEX' : 'CREATE INDEX',
    ...(own.concurrently === true ? ['CONCURRENTLY'] : []),
    ...(ifNotExists === true ? ['IF NOT EXISTS'] : []),
    quoted(index.name),
    own.only === true ? 'ON ONLY' : 'ON',
    quotedTable(table),
    ...(own.method === undefined ? [] : [`USING ${quoted(own.method)}`]),
    `(${index.columns.map(indexElementText).join(', ')})`,
    ...(own.include === undefined ? [] : [`INCLUDE ${nameList(own.include)}`]),
    ...(own.nullsNotDistinct === true ? ['NULLS NOT DISTINCT'] : []),
    ...(own.storage === undefined ? [] : [`WITH ${parametersText(own.storage)}`]),
    ...(own.tablespace === undefined ? [] : [`TABLESPACE ${quoted(own.tablespace)}`]),
    ...(index.where === undefined ? [] : [`WHERE ${inParentheses(index.where)}`]),
  ];
  return words.join(' ');
}

export function dropIndexOutput(
  name: string,
  table: TableName,
  settings: { readonly ifExists?: boolean; readonly concurrently?: boolean } = {},
): RuleOutput {
  const concurrently = settings.concurrently === true;
  return {
    sql: `DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}${settings.ifExists === true ? 'IF EXISTS ' : ''}${quotedBeside(table, name)}`,
    transaction: concurrently ? 'outside' : 'inside',
  };
}

export function indexComment(name: string, table: TableName, comment: string | null): string {
  return commentText(`INDEX ${quotedBeside(table, name)}`, comment);
}
