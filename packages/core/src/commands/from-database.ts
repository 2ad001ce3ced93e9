import { DatabaseNotAtHeadError } from '../autogenerate/errors.js';
import { diff } from '../diff/differ.js';
import { closureOf } from '../graph/applied.js';
import { resolveMany } from '../graph/resolve.js';
import { idsOf } from '../graph/revision-graph.js';
import { nodesIn } from '../graph/walk.js';
import { markedOperation } from '../operations/marked.js';
import type { SchemaModel, SchemaObject } from '../schema/model.js';
import { tableKey } from '../schema/names.js';
import { withConnection, type CommandContext, type ComparisonServices } from './context.js';
import { DatabaseKnownError } from './errors.js';
import { loadGraph } from './load-graph.js';
import { madeByRevisions } from './made-by-revisions.js';
import { operationWriter } from './operation-writer.js';
import { wholeSchema } from './pull.js';
import { plannedRevision, writeRevision, type NewFile, type RevisionOptions } from './revision.js';

export interface FromDatabaseOptions extends RevisionOptions {
  /** Notes the new revision as applied, since the database is what it makes. */
  readonly stamp?: boolean;
}

/**
 * Writes a migration that makes what the database holds and no applied revision has made: the first of a project that is
 * older than its migrations, or what came into the database besides them.
 * @throws DatabaseEmptyError, DatabaseKnownError, DatabaseNotAtHeadError
 */
export async function revisionFromDatabase(
  context: CommandContext,
  { stamp, head, ...options }: FromDatabaseOptions = {},
): Promise<NewFile> {
  const followed = { ...options, ...(head === undefined ? {} : { parents: [head] }) };
  const { revision } = await plannedRevision(context, followed);
  const { model, services } = await wholeSchema(context);
  const { operations, comparator, normalizer, dialect } = services;
  const known = await knownPart(context, services, model, [...revision.downRevisions, ...revision.dependsOn]);
  const upgrade = diff(known, model, comparator, operations);
  if (upgrade.length === 0) throw new DatabaseKnownError(context.database);
  const found = upgrade.map((operation) => markedOperation(operation, (name) => dialect.identifier(name)));
  const names = { convention: context.settings.convention, normalizer, dialect };
  return writeRevision(context, followed, {
    operations: await operationWriter(context, operations, names, { found }),
    upgrade: found,
    downgrade: operations.reverseAll(known, operations.expandAll(known, upgrade)),
    ...(stamp === true ? { afterWriting: (id: string) => stamped(context, id) } : {}),
  });
}

/**
 * What of the schema the applied revisions have made.
 * @param followed what the new revision will follow: it must be applied, since nobody knows how much of the schema it would make
 */
async function knownPart(
  context: CommandContext,
  services: ComparisonServices,
  model: SchemaModel,
  followed: readonly string[],
): Promise<SchemaModel> {
  const loaded = await loadGraph(context.revisions);
  const rows = await withConnection(context, 'look', (connection) => context.versions.read(connection));
  const applied = new Set(rows.map((row) => row.revision));
  // What it depends on may be named by a label.
  const below = followed.flatMap((name) => idsOf(nodesIn(resolveMany(loaded.graph, name))));
  const missing = closureOf(loaded.graph, below).filter((id) => !applied.has(id));
  if (missing.length > 0) {
    throw new DatabaseNotAtHeadError(
      missing,
      context.database,
      'If the database has what they make, say so: aludel stamp heads. If they are to be run on it, run aludel upgrade heads. If the new migration is to come before them, take their files away, or begin another line: --head base.',
    );
  }
  const names = [...model.tables, ...model.objects].map(({ name }) => name);
  const isMade = await madeByRevisions(context, services, loaded, rows, names);
  const tables = model.tables.filter(({ name }) => isMade(name));
  // Some come with a column of their table, and no operation names them.
  const implied = new Set(services.normalizer.normalize({ tables, objects: [] }).objects.map(keyOf));
  return { tables, objects: model.objects.filter((object) => isMade(object.name) || implied.has(keyOf(object))) };
}

function keyOf({ kind, name }: SchemaObject): string {
  return `${kind} ${tableKey(name)}`;
}

async function stamped(context: CommandContext, revision: string): Promise<void> {
  const { stamp } = await import('./stamp.js');
  await stamp(context, [revision]);
}
