import type { PostgresExtension } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';

export interface ExtensionRow {
  readonly name: string;
  readonly schema: string;
  readonly version: string;
}

/** Not `plpgsql`, which is there from the start. */
export const extensionsQuery: CatalogQuery<ExtensionRow> = {
  isNeeded: ({ lacks }) => !lacks.has('extensions'),
  sql: ({ extensions }) => `
    SELECT e.extname AS name, n.nspname AS schema, e.extversion AS version
    FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname <> 'plpgsql' AND ${extensions('e.oid')}
    ORDER BY e.oid`,
};

export function readExtension({ name, schema, version }: ExtensionRow, names: Names): PostgresExtension {
  return {
    kind: 'postgres.extension',
    name: { name },
    ...(schema === names.defaultSchema ? {} : { schema }),
    version,
  };
}
