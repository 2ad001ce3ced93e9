import type { Table, TableName } from '@aludel/core';
import type { PostgresTableOptions } from '../augment.js';
import { generatedName } from '../generated-name.js';
import { parseElements } from '../parse/index-definition.js';
import type { CatalogQuery } from './catalog-query.js';
import { readStorage } from './storage.js';

export interface TableRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  /** Ordinary, or partitioned. */
  readonly kind: 'r' | 'p';
  readonly unlogged: boolean;
  readonly partition_key: string | null;
  readonly bound: string | null;
  readonly storage: readonly string[] | null;
  readonly toast_storage: readonly string[] | null;
  readonly access_method: string | null;
  readonly tablespace: string | null;
  readonly row_security: boolean;
  readonly forced_row_security: boolean;
  readonly cluster_on: string | null;
  readonly replica_identity: 'd' | 'n' | 'f' | 'i';
  readonly replica_index: string | null;
  /** Of a partition: its parts of the parent's indexes, each with the parent's, its columns and its kind. */
  readonly parts: readonly string[] | null;
}

export const tablesQuery: CatalogQuery<TableRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT c.oid::int4 AS id, n.nspname AS schema, c.relname AS name, c.relkind AS kind,
      c.relpersistence = 'u' AS unlogged,
      CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
      CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS bound,
      c.reloptions AS storage,
      CASE WHEN c.reltoastrelid <> 0 THEN (SELECT o.reloptions FROM pg_class o WHERE o.oid = c.reltoastrelid) END AS toast_storage,
      CASE WHEN c.relam NOT IN (0, 2) THEN (SELECT amname FROM pg_am m WHERE m.oid = c.relam) END AS access_method,
      CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) END AS tablespace,
      c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced_row_security, k.cluster_on, c.relreplident AS replica_identity, k.replica_index,
      CASE WHEN c.relispartition AND c.relhasindex THEN (SELECT array_agg(concat_ws(E'\\x01', u.relname, o.relname, coalesce(q.contype::text, 'i'),
          (SELECT string_agg(a.attname, '_' ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = o.oid)) ORDER BY u.oid)
        FROM pg_index x JOIN pg_class o ON o.oid = x.indexrelid JOIN pg_inherits h ON h.inhrelid = o.oid JOIN pg_class u ON u.oid = h.inhparent
          LEFT JOIN pg_constraint q ON q.conindid = o.oid AND q.conrelid = c.oid AND q.contype IN ('p', 'u', 'x')
        WHERE x.indrelid = c.oid) END AS parts
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN (SELECT i.indrelid, max(x.relname::text) FILTER (WHERE i.indisclustered) AS cluster_on,
          max(x.relname::text) FILTER (WHERE i.indisreplident) AS replica_index
        FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE i.indisclustered OR i.indisreplident GROUP BY 1) k
        ON k.indrelid = c.oid
    WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY c.oid`,
};

/** The options of a table. `parents`: what it is a partition of, or inherits from. */
export function readTableOptions(row: TableRow, parents: readonly TableName[]): Pick<Table, 'options'> {
  const [parent] = parents;
  const storage = readStorage([
    ...(row.storage ?? []),
    ...(row.toast_storage ?? []).map((parameter) => `toast.${parameter}`),
  ]);
  const options: PostgresTableOptions = {
    ...(row.unlogged ? { unlogged: true } : {}),
    ...(row.partition_key === null ? {} : { partitionBy: readPartitionKey(row.partition_key) }),
    ...(row.bound !== null && parent !== undefined
      ? { partitionOf: { parent, bound: row.bound, ...indexNames(row) } }
      : {}),
    ...(row.bound === null && parents.length > 0 ? { inherits: parents } : {}),
    ...(storage === undefined ? {} : { storage }),
    ...(row.access_method === null ? {} : { accessMethod: row.access_method }),
    ...(row.tablespace === null ? {} : { tablespace: row.tablespace }),
    ...(row.row_security ? { rowLevelSecurity: row.forced_row_security ? 'forced' : 'enabled' } : {}),
    ...(row.cluster_on === null ? {} : { clusterOn: row.cluster_on }),
    ...replicaIdentity(row),
  };
  return Object.keys(options).length === 0 ? {} : { options: { postgres: options } };
}

type Partition = NonNullable<PostgresTableOptions['partitionOf']>;

const labels: Readonly<Record<string, string>> = { p: 'pkey', u: 'key', x: 'excl', i: 'idx' };

/** The names that the server would not give by itself, which may be followed by a number. */
function indexNames({ name: table, parts }: TableRow): Pick<Partition, 'indexNames'> {
  const names = (parts ?? []).flatMap((part) => {
    const [of = '', name = '', kind = '', columns = ''] = part.split('\u0001');
    const [number = ''] = /\d*$/u.exec(name) ?? [];
    const usual = generatedName(table, kind === 'p' ? undefined : columns, `${labels[kind] ?? ''}${number}`);
    return name === usual ? [] : [{ of, name }];
  });
  return names.length === 0 ? {} : { indexNames: names };
}

function replicaIdentity(row: TableRow): Pick<PostgresTableOptions, 'replicaIdentity'> {
  if (row.replica_identity === 'f') return { replicaIdentity: 'full' };
  if (row.replica_identity === 'n') return { replicaIdentity: 'nothing' };
  return row.replica_identity === 'i' && row.replica_index !== null
    ? { replicaIdentity: { index: row.replica_index } }
    : {};
}

/** `RANGE (created_at, lower(name) COLLATE "C")` */
function readPartitionKey(text: string): NonNullable<PostgresTableOptions['partitionBy']> {
  const at = text.indexOf(' ');
  const strategy = text.slice(0, at).toLowerCase();
  if (strategy !== 'range' && strategy !== 'list' && strategy !== 'hash') {
    throw new TypeError(`PostgreSQL has a way of partitioning that is new: ${strategy}.`);
  }
  return { strategy, elements: parseElements(text.slice(at)) };
}
