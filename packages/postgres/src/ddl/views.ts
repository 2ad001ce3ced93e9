import type { SchemaModel, View } from '@aludel/core';
import { findObject, type Operations, type RuleOutput } from '@aludel/core/dialect';
import { assertVersion, type PostgresTarget } from './target.js';
import { commentText, nameList, quotedTable } from './writing.js';

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
    createViewText(view, orReplace === true, target),
    ...(comment === formerComment ? [] : [commentText(`VIEW ${quotedTable(view.name)}`, comment)]),
  ];
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
