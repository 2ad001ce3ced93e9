import { isUserSchema } from './scope.js';

/** All names that a scope can ask for, each with its schema, which is null for the default one and where there is none. */
export const namesSql = `
  WITH named(namespace, name) AS (
    SELECT relnamespace, relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND relpersistence <> 't'
    UNION SELECT typnamespace, typname FROM pg_type WHERE typtype IN ('e', 'd', 'r')
    UNION SELECT pronamespace, proname FROM pg_proc
  )
  SELECT nullif(n.nspname, current_schema()) AS schema, o.name AS name
  FROM named o JOIN pg_namespace n ON n.oid = o.namespace WHERE ${isUserSchema('n.nspname')}
  UNION ALL SELECT NULL, nspname FROM pg_namespace WHERE ${isUserSchema('nspname')}
  UNION ALL SELECT NULL, extname FROM pg_extension`;
