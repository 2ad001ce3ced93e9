import type { Connection } from '@aludel/core/dialect';
import type { CatalogQuery, RowOf } from './catalog-query.js';
import { columnsQuery } from './columns.js';
import { commentsQuery } from './comments.js';
import { compositesQuery } from './composites.js';
import { constraintsQuery } from './constraints.js';
import { definitionsQuery } from './definitions.js';
import { domainChecksQuery, domainsQuery } from './domains.js';
import { typeUsesQuery } from './enums.js';
import { extensionsQuery } from './extensions.js';
import { functionsQuery } from './functions.js';
import { indexesQuery } from './indexes.js';
import { materializedViewsQuery } from './materialized-views.js';
import { parentsQuery } from './partitions.js';
import { policiesQuery } from './policies.js';
import { schemasQuery } from './schemas.js';
import type { Scope } from './scope.js';
import { sequencesQuery } from './sequences.js';
import { tablesQuery } from './tables.js';
import { triggersQuery } from './triggers.js';
import { typesQuery } from './type-names.js';
import { viewsQuery } from './views.js';

/** One query a kind of object. The one that takes the server longest comes first: whoever asks can do other things meanwhile. */
export const catalogQueries = {
  columns: columnsQuery,
  schemas: schemasQuery,
  extensions: extensionsQuery,
  types: typesQuery,
  typeUses: typeUsesQuery,
  domains: domainsQuery,
  domainChecks: domainChecksQuery,
  composites: compositesQuery,
  tables: tablesQuery,
  parents: parentsQuery,
  sequences: sequencesQuery,
  constraints: constraintsQuery,
  indexes: indexesQuery,
  views: viewsQuery,
  materializedViews: materializedViewsQuery,
  policies: policiesQuery,
  functions: functionsQuery,
  triggers: triggersQuery,
  definitions: definitionsQuery,
  comments: commentsQuery,
} as const;

type Kind = keyof typeof catalogQueries;

/** What the queries gave. */
export type Catalog = { readonly [K in Kind]: readonly RowOf<(typeof catalogQueries)[K]>[] };

const kinds = Object.keys(catalogQueries) as Kind[];

/** Sends one query after another: what fits for much. */
export async function readInParts(connection: Pick<Connection, 'query'>, scope: Scope): Promise<Catalog> {
  const found: Partial<Record<Kind, unknown>> = {};
  for (const kind of kinds) {
    const query: CatalogQuery<unknown> = catalogQueries[kind];
    // oxlint-disable-next-line no-await-in-loop -- one session, one statement after another
    found[kind] =
      query.isNeeded?.(scope) === false ? [] : await connection.query(query.sql(scope), query.bindings?.(scope));
  }
  return found as Catalog;
}

/** Sends all queries as one: what fits for little, of which the way to the server and back is the most. */
export async function readAtOnce(
  connection: Pick<Connection, 'query'>,
  scope: Scope,
  isThere: (kind: Kind) => boolean,
): Promise<Catalog> {
  const found: Partial<Record<Kind, unknown>> = Object.fromEntries(kinds.map((kind) => [kind, []]));
  const needed = kinds.filter((kind) => {
    const query: CatalogQuery<unknown> = catalogQueries[kind];
    return isThere(kind) && query.isNeeded?.(scope) !== false;
  });
  const parts = needed.map(
    (kind) => `SELECT '${kind}' AS kind, (SELECT json_agg(q) FROM (${catalogQueries[kind].sql(scope)}) q) AS rows`,
  );
  const rows = await connection.query(parts.join('\nUNION ALL\n'));
  for (const { kind, rows: ofKind } of rows as readonly { kind: Kind; rows: unknown }[]) found[kind] = ofKind ?? [];
  return found as Catalog;
}
