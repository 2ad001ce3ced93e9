import { UnsupportedOperationError, displayName, type RuleOutput } from '@aludel/core/dialect';
import type { PostgresMaterializedView } from '../augment.js';
import { createIndexOutputs, dropIndexOutput } from './index-text.js';
import { storageActions } from './table-options.js';
import type { PostgresTarget } from './target.js';
import { columnComments, queryText } from './views.js';
import { commentText, nameList, parametersText, quoted, quotedTable } from './writing.js';

export function createMaterializedView(
  view: PostgresMaterializedView,
  guard: string,
  target: PostgresTarget,
): readonly RuleOutput[] {
  const words = [
    `CREATE MATERIALIZED VIEW ${guard}${quotedTable(view.name)}`,
    ...(view.columns === undefined ? [] : [nameList(view.columns)]),
    ...(view.accessMethod === undefined ? [] : [`USING ${quoted(view.accessMethod)}`]),
    ...(view.storage === undefined ? [] : [`WITH ${parametersText(view.storage)}`]),
    ...(view.tablespace === undefined ? [] : [`TABLESPACE ${quoted(view.tablespace)}`]),
    `AS ${queryText(view.definition)}`,
    ...(view.withoutData === true ? ['WITH NO DATA'] : []),
  ];
  return [
    words.join(' '),
    ...view.indexes.flatMap((index) => createIndexOutputs(index, view.name, target)),
    ...(view.clusterOn === undefined
      ? []
      : [`ALTER MATERIALIZED VIEW ${quotedTable(view.name)} CLUSTER ON ${quoted(view.clusterOn)}`]),
    ...columnComments(view.name, {}, view.columnComments ?? {}),
    ...(view.comment === undefined ? [] : [commentText(`MATERIALIZED VIEW ${quotedTable(view.name)}`, view.comment)]),
  ];
}

export function alterMaterializedView(
  from: PostgresMaterializedView,
  to: PostgresMaterializedView,
  target: PostgresTarget,
): readonly RuleOutput[] {
  if (from.definition !== to.definition || from.columns?.join('\0') !== to.columns?.join('\0')) {
    throw new UnsupportedOperationError(
      'postgres',
      `another query of the materialized view ${displayName(to.name)}`,
      'it has no ALTER for it.',
      'Drop the view, and create it as it shall be.',
    );
  }
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const gone = from.indexes.filter((index) => !to.indexes.some((other) => same(index, other)));
  const made = to.indexes.filter((index) => !from.indexes.some((other) => same(index, other)));
  const actions = [
    ...storageActions(from.storage ?? {}, to.storage ?? {}),
    ...(from.tablespace === to.tablespace ? [] : [`SET TABLESPACE ${quoted(to.tablespace ?? 'pg_default')}`]),
  ];
  return [
    ...gone.map(({ name }) => dropIndexOutput(name, to.name)),
    ...(actions.length === 0 ? [] : [`ALTER MATERIALIZED VIEW ${quotedTable(to.name)} ${actions.join(', ')}`]),
    ...made.flatMap((index) => createIndexOutputs(index, to.name, target)),
    ...(from.clusterOn === to.clusterOn
      ? []
      : [
          `ALTER MATERIALIZED VIEW ${quotedTable(to.name)} ${to.clusterOn === undefined ? 'SET WITHOUT CLUSTER' : `CLUSTER ON ${quoted(to.clusterOn)}`}`,
        ]),
    ...columnComments(to.name, from.columnComments ?? {}, to.columnComments ?? {}),
  ];
}
