import { setImmediate } from 'node:timers/promises';
import { comparatorWith } from '../autogenerate/comparator-with.js';
import {
  DatabaseNotAtHeadError,
  ModelNotSupportedError,
  NoModelsConfiguredError,
  SchemaNotReadableError,
} from '../autogenerate/errors.js';
import {
  filtered,
  planAutogenerate,
  unknownNames,
  type AutogenerateInput,
  type AutogeneratePlan,
  type AutogenerateServices,
} from '../autogenerate/plan.js';
import { asGiven, doubtfulTexts, storedTexts } from '../autogenerate/stored-texts.js';
import type { Decision } from '../autogenerate/decisions.js';
import { checkOperation } from '../ddl/check-operation.js';
import type { Connection } from '../dialect/connection.js';
import type { Inspector } from '../dialect/inspector.js';
import { planUpgrade } from '../graph/plan-upgrade.js';
import type { Operation } from '../operations/operation.js';
import type { OperationRegistry } from '../operations/registry.js';
import type { NamesInPlace } from '../render/unnamed.js';
import { AludelError } from '../errors.js';
import type { Normalizer } from '../dialect/normalizer.js';
import type { SchemaModel, Table } from '../schema/model.js';
import { displayName, sameTable, tableKey, type TableName } from '../schema/names.js';
import { withConnection, type CommandContext, type ComparisonServices } from './context.js';
import { checkSharedNames } from '../models/check-shared-names.js';
import { modelsError } from '../models/models-error.js';
import type { SchemaSource, SchemaTarget, WantedSchema } from '../models/schema-source.js';
import { turns } from '../models/turns.js';
import { loadGraph, type LoadedGraph } from './load-graph.js';
import { madeByRevisions } from './made-by-revisions.js';

/** What was found: the plan as it stands with some decisions, and the services that say it. */
export interface Comparison {
  readonly loaded: LoadedGraph;
  readonly operations: OperationRegistry;
  readonly services: Pick<ComparisonServices, 'dialect' | 'normalizer' | 'comparator'>;
  /** Which names the database would have. */
  readonly names: NamesInPlace;
  /** The plan once these things are decided. */
  readonly plan: (decisions: readonly Decision[]) => AutogeneratePlan;
  readonly isTable: (name: TableName) => boolean;
  /**
   * Says the operations in the database's own words, to nobody: what it cannot hold is found before anything is written.
   * @throws UnsupportedOperationError, UnsupportedTypeError and the like
   */
  readonly tryOut: (operations: readonly Operation[]) => void;
}

/**
 * Compares the database, which must be at the heads, with the models.
 * @throws NoModelsConfiguredError, DatabaseNotAtHeadError, and what is wrong with the models
 */
export async function compareModels(context: CommandContext): Promise<Comparison> {
  const { source, filter, scope, compare, rewrites } = context.comparison;
  if (source === undefined) throw new NoModelsConfiguredError();
  const loaded = await loadGraph(context.revisions);
  // Before the first migration there may be no database yet: it is made, as the upgrade would.
  return withConnection(context, loaded.graph.size === 0 ? 'change' : 'look', async (connection) => {
    const services = await context.services(connection);
    const { dialect, normalizer, inspector, operations, compiler } = services;
    const comparator = comparatorWith(services.comparator, compare);
    const { convention } = context.settings;
    const { nameSpaces = [] } = dialect.traits;
    const rows = await rowsAtHead(context, connection, loaded);
    const [models, inspected] = await whileOnItsWay(inspector.read(scope), async () => {
      const asked = await loadedModels(source, {
        dialect: dialect.name,
        convention,
        quote: (name) => dialect.identifier(name),
        referencesAnyIndex: dialect.traits.referencesAnyIndex === true,
      });
      await turns();
      return { ...asked, wanted: normalizedModels(normalizer, asked.model) };
    });
    const { model, portable = model, renames, wanted } = models;
    await refuseUnreadable(context, inspector, model);
    const found = withoutVersionTable(inspected, context.versions.table);
    const database = normalizer.normalize(found);
    const input = {
      database,
      wanted,
      models: portable,
      renames,
      filter,
      rewrites,
    };
    const unknown = unknownNames(input);
    const isOurs = unknown.length === 0 ? () => false : await madeByRevisions(context, services, loaded, rows, unknown);
    const planner = { operations, comparator, dialect };
    const plan = await plannedWithTexts({ ...input, isOurs, decisions: [] }, model, planner, services);
    // What the database has already, it has taken.
    if (plan([]).upgrade.length > 0) checkSharedNames(filtered(model, filter), nameSpaces);
    return {
      loaded,
      operations,
      services: { dialect, normalizer, comparator: services.comparator },
      names: { convention, normalizer, dialect },
      plan,
      isTable: (name) => database.tables.some((table) => sameTable(table.name, name)),
      tryOut: (upgrade) => {
        for (const operation of upgrade) checkOperation(operation, dialect, operations);
        compiler.compile(operations.expandAll(found, upgrade), found);
        // With what no model has, and is left alone.
        if (upgrade.length > 0) checkSharedNames(operations.applyAll(found, upgrade), nameSpaces, found);
      },
    };
  });
}

/**
 * What is found with some decisions. Where texts seem to differ, the database is asked how it would keep them: it alone knows
 * how it rewrites them. Where all is the same, nothing is asked.
 * @param given the wanted schema before it was normalised
 */
async function plannedWithTexts(
  input: AutogenerateInput,
  given: SchemaModel,
  planner: AutogenerateServices,
  { inspector, normalizer }: Pick<ComparisonServices, 'inspector' | 'normalizer'>,
): Promise<Comparison['plan']> {
  const first = planAutogenerate(input, planner);
  const doubtful = inspector.asStored === undefined ? undefined : doubtfulTexts(input, first, planner.comparator);
  const answer =
    doubtful === undefined
      ? undefined
      : await inspector.asStored?.(asGiven(doubtful.wanted, input.wanted, given), doubtful.around);
  if (doubtful === undefined || answer === undefined) {
    return (decisions) => (decisions.length === 0 ? first : planAutogenerate({ ...input, decisions }, planner));
  }
  const stored = storedTexts(doubtful.wanted, normalizer.normalize(answer));
  return (decisions) => planAutogenerate({ ...input, stored, decisions }, planner);
}

/**
 * Does some work while a server finds out what there is. What goes wrong with the work is told first, and not before the
 * session is free again.
 */
async function whileOnItsWay<Answer, Result>(
  answer: Promise<Answer>,
  work: () => Promise<Result>,
): Promise<[Result, Answer]> {
  // The first question goes out now.
  const sent = setImmediate();
  const [result] = await Promise.allSettled([sent.then(work), answer]);
  if (result.status === 'rejected') throw result.reason;
  return [result.value, await answer];
}

async function loadedModels(source: SchemaSource, target: SchemaTarget): Promise<WantedSchema> {
  try {
    return await source.load(target);
  } catch (error) {
    throw modelsError(source.description, error);
  }
}

/** Says of a model that the database cannot hold which one it is. */
function normalizedModels(normalizer: Normalizer, models: SchemaModel): SchemaModel {
  try {
    return normalizer.normalize(models);
  } catch (error) {
    if (!(error instanceof AludelError)) throw error;
    const fails = (table: Table): boolean => {
      try {
        return normalizer.normalize({ tables: [table], objects: [] }).tables.length < 0;
      } catch {
        return true;
      }
    };
    for (const table of models.tables) {
      const whole = displayName(table.name);
      const bare = { ...table, constraints: [], indexes: [] };
      const column = table.columns.find((one) => fails({ ...bare, columns: [one] }));
      if (column !== undefined) throw new ModelNotSupportedError(`${whole}.${column.name}`, error);
      if (fails(table)) throw new ModelNotSupportedError(whole, error);
    }
    throw error;
  }
}

/** What cannot be seen would be taken for missing. */
async function refuseUnreadable(context: CommandContext, inspector: Inspector, models: SchemaModel): Promise<void> {
  const unreadable = await inspector.unreadableSchemas?.();
  if (unreadable === undefined || unreadable.length === 0) return;
  const { filter, schemas = [] } = context.comparison;
  const wanted = [
    ...models.tables.filter(({ name }) => filter({ kind: 'table', name })),
    ...models.objects.filter(({ kind, name }) => filter({ kind, name })),
  ];
  const concerned = new Set([...schemas, ...wanted.map(({ name }) => name.schema ?? '')]);
  const hidden = unreadable.filter((schema) => concerned.has(schema));
  if (hidden.length > 0) throw new SchemaNotReadableError(hidden, context.database);
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
