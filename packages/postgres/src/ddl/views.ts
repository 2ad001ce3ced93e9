import type { SchemaModel, TableName, View } from '@aludel/core';
import { findObject, type Operations, type RuleOutput } from '@aludel/core/dialect';
import { assertVersion, type PostgresTarget } from './target.js';
import { commentText, nameList, quoted, quotedTable } from './writing.js';

export function createView(
  { view, orReplace, ifNotExists }: Operations['createView'],
  before: SchemaModel,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const former = findObject(before, 'view', view.name);
  if (former !== undefined && ifNotExists === true && orReplace !== true) return [];
  const { comment } = view.options?.postgres ?? {};
  const formerComment = former?.options?.postgres?.comment;
  return [
    ...(former === undefined ? selfText(view) : []),
    createViewText(view, orReplace === true || isSelfReading(view), target),
    ...(comment === formerComment ? [] : [commentText(`VIEW ${quotedTable(view.name)}`, comment)]),
    ...Object.entries(view.options?.postgres?.columnDefaults ?? {}).map(
      ([column, value]) => `ALTER VIEW ${quotedTable(view.name)} ALTER COLUMN ${quoted(column)} SET DEFAULT ${value}`,
    ),
    ...columnComments(
      view.name,
      former?.options?.postgres?.columnComments ?? {},
      view.options?.postgres?.columnComments ?? {},
    ),
  ];
}

function isSelfReading({ options }: View): boolean {
  return options?.postgres?.ownTypes !== undefined;
}

/** What a view that reads itself finds when it is made. */
function selfText({ name, options }: View): readonly string[] {
  const types = options?.postgres?.ownTypes;
  if (types === undefined) return [];
  const columns = Object.entries(types).map(([column, type]) => `NULL::${type} AS ${quoted(column)}`);
  return [`CREATE VIEW ${quotedTable(name)} AS SELECT ${columns.join(', ')}`];
}

type Comments = Readonly<Record<string, string>>;

/** Comments on the columns of a view. */
export function columnComments(view: TableName, from: Comments, to: Comments): readonly string[] {
  const columns = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return columns
    .filter((column) => from[column] !== to[column])
    .map((column) => commentText(`COLUMN ${quotedTable(view)}.${quoted(column)}`, to[column]));
}

function createViewText(view: View, orReplace: boolean, target: PostgresTarget): string {
  const { securityBarrier, securityInvoker, checkOption } = view.options?.postgres ?? {};
  if (securityInvoker === true) assertVersion(target, 15, `the option securityInvoker of the view ${view.name.name}`);
  const options = [
    ...(securityBarrier === true ? ['security_barrier = true'] : []),
    ...(securityInvoker === true ? ['security_invoker = true'] : []),
    ...(checkOption === undefined ? [] : [`check_option = ${checkOption}`]),
  ];
  const words = [
    orReplace ? 'CREATE OR REPLACE VIEW' : 'CREATE VIEW',
    quotedTable(view.name),
    ...(view.columns === undefined ? [] : [nameList(view.columns)]),
    ...(options.length === 0 ? [] : [`WITH (${options.join(', ')})`]),
    `AS ${queryText(view.definition)}`,
  ];
  return words.join(' ');
}

/** A query as part of a statement: without the semicolon at its end. */
export function queryText(definition: string): string {
  return definition.trim().replace(/;\s*$/u, '');
}
