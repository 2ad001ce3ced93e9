import type { Unmodelled } from '../dialect/inspector.js';
import type { SchemaModel } from '../schema/model.js';
import { tableKey } from '../schema/names.js';
import { withConnection, type CommandContext, type ComparisonServices } from './context.js';

export interface InspectReport {
  /** As the database has it; what the config leaves out of comparisons is left out here, too. */
  readonly model: SchemaModel;
  /** What the database holds and the model cannot express. */
  readonly unmodelled: readonly Unmodelled[];
}

/** What a live database holds. Changes nothing. */
export async function inspect(context: CommandContext): Promise<InspectReport> {
  const { model, unmodelled } = await inspectWith(context);
  return { model, unmodelled };
}

/** The same, with the services that told it; their session is closed. */
export async function inspectWith(
  context: CommandContext,
): Promise<InspectReport & { readonly services: ComparisonServices }> {
  const { filter, scope } = context.comparison;
  const version = tableKey(context.versions.table);
  return withConnection(context, 'look', async (connection) => {
    const services = await context.services(connection);
    const { inspector, normalizer } = services;
    const { tables, objects } = normalizer.normalize(await inspector.read(scope));
    return {
      model: {
        tables: tables.filter(({ name }) => tableKey(name) !== version && filter({ kind: 'table', name })),
        objects: objects.filter(({ kind, name }) => filter({ kind, name })),
      },
      unmodelled: (await inspector.unmodelled?.(scope)) ?? [],
      services,
    };
  });
}
