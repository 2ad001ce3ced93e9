import { DatabaseNotAtHeadError, NoModelsConfiguredError } from '../autogenerate/errors.js';
import { planAutogenerate, type AutogeneratePlan } from '../autogenerate/plan.js';
import type { Decision } from '../autogenerate/decisions.js';
import type { Connection } from '../dialect/connection.js';
import { planUpgrade } from '../graph/plan-upgrade.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { SchemaModel } from '../schema/model.js';
import { sameTable, tableKey, type TableName } from '../schema/names.js';
import { withConnection, type CommandContext } from './context.js';
import { loadGraph, type LoadedGraph } from './load-graph.js';
import { madeByRevisions } from './made-by-revisions.js';

/** What was found: the plan as it stands with some decisions, and the services that say it. */
export interface Comparison {
  readonly loaded: LoadedGraph;
  readonly operations: OperationRegistry;
  /** The plan once these things are decided. */
  readonly plan: (decisions: readonly Decision[]) => AutogeneratePlan;
  readonly isTable: (name: TableName) => boolean;
}

/**
 * Compares the database, which must be at the heads, with the models.
 * @throws NoModelsConfiguredError, DatabaseNotAtHeadError, and what is wrong with the models
 */
export async function compareModels(context: CommandContext): Promise<Comparison> {
  const { source, filter, rewrites } = context.comparison;
  if (source === undefined) throw new NoModelsConfiguredError();
  const loaded = await loadGraph(context.revisions);
  // Before the first migration there may be no database yet: it is made, as the upgrade would.
  return withConnection(context, loaded.graph.size === 0 ? 'change' : 'look', async (connection) => {
    const services = await context.services(connection);
    const { dialect, normalizer, inspector, operations, comparator } = services;
    const { convention } = context.settings;
    const wanted = await source.load({ dialect: dialect.name, convention });
    const isOurs = await madeByRevisions(context, services, loaded, await rowsAtHead(context, connection, loaded));
    const database = withoutVersionTable(normalizer.normalize(await inspector.read({})), context.versions.table);
    const input = {
      database,
      wanted: normalizer.normalize(wanted.model),
      models: wanted.model,
      renames: wanted.renames,
      isOurs,
      filter,
      rewrites,
    };
    return {
      loaded,
      operations,
      plan: (decisions) => planAutogenerate({ ...input, decisions }, { operations, comparator }),
      isTable: (name) => database.tables.some((table) => sameTable(table.name, name)),
    };
  });
}

async function rowsAtHead(
  context: CommandContext,
  connection: Connection,
  { graph }: LoadedGraph,
): Promise<Awaited<ReturnType<CommandContext['versions']['read']>>> {
  const rows = await context.versions.read(connection);
  const applied = rows.map(({ revision }) => revision);
  const missing = graph.size === 0 ? [] : planUpgrade(graph, applied, 'heads').steps;
  if (missing.length > 0) {
    throw new DatabaseNotAtHeadError(
      missing.map(({ revision }) => revision.id),
      context.database,
    );
  }
  return rows;
}

function withoutVersionTable(model: SchemaModel, version: TableName): SchemaModel {
  const key = tableKey(version);
  return { ...model, tables: model.tables.filter(({ name }) => tableKey(name) !== key) };
}
