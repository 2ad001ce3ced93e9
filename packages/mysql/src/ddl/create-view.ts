import type { SchemaModel } from '@aludel/core';
import { findObject, type Operations, type RuleOutput } from '@aludel/core/dialect';
import type { MysqlTarget } from './target.js';
import { ddl, nameList, quotedTable } from './writing.js';

export function createView(
  { view, orReplace, ifNotExists }: Operations['createView'],
  before: SchemaModel,
  { flavour }: MysqlTarget,
): readonly RuleOutput[] {
  // MySQL has IF NOT EXISTS for views in its newest versions only.
  if (ifNotExists === true && findObject(before, 'view', view.name) !== undefined) return [];
  const { algorithm, checkOption, security, definer } = view.options?.mysql ?? {};
  const words = [
    orReplace === true ? 'CREATE OR REPLACE' : 'CREATE',
    ...(algorithm === undefined ? [] : [`ALGORITHM = ${algorithm.toUpperCase()}`]),
    ...(definer === undefined ? [] : [`DEFINER = ${definer}`]),
    ...(security === undefined ? [] : ['SQL SECURITY INVOKER']),
    'VIEW',
    ...(ifNotExists === true && flavour.has.ifExists && orReplace !== true ? ['IF NOT EXISTS'] : []),
    quotedTable(view.name),
    ...(view.columns === undefined ? [] : [nameList(view.columns)]),
    'AS',
    view.definition.trim().replace(/;$/u, ''),
    ...(checkOption === undefined ? [] : [`WITH ${checkOption.toUpperCase()} CHECK OPTION`]),
  ];
  return [ddl(words.join(' '))];
}
