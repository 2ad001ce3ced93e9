import type { CatalogQuery } from './catalog-query.js';
import type { Scope } from './scope.js';

export interface CommentRow {
  /** The catalog that the object is in. */
  readonly catalog: number;
  readonly id: number;
  /** A column's number, or 0. */
  readonly part: number;
  readonly comment: string;
}

/** The catalogs' numbers, which are the same on every server. */
export const catalogs = {
  type: 1247,
  function: 1255,
  relation: 1259,
  constraint: 2606,
  schema: 2615,
  trigger: 2620,
  policy: 3256,
} as const;

/** Numbers below are the server's own objects. */
const firstOfUsers = 16384;

/**
 * Comments on users' objects and on their columns. For the whole database it is cheaper to look at each comment than for
 * each object, so some may come that are of no concern.
 */
export const commentsQuery: CatalogQuery<CommentRow> = {
  sql: (scope) => `
    SELECT d.classoid::int4 AS catalog, d.objoid::int4 AS id, d.objsubid AS part, d.description AS comment
    FROM pg_description d ${
      scope.isWhole
        ? `WHERE d.objoid >= ${firstOfUsers}`
        : `JOIN (${objectsOf(scope)}) o ON o.catalog = d.classoid AND o.id = d.objoid`
    }`,
};

function objectsOf({ relations, types, functions, schemas, triggers, policies }: Scope): string {
  const inScope = relations('c.oid', 'c.relnamespace');
  return [
    `SELECT ${catalogs.relation}::oid AS catalog, oid AS id FROM pg_class WHERE ${relations('oid', 'relnamespace')}`,
    `SELECT ${catalogs.type}, oid FROM pg_type WHERE ${types('oid', 'typnamespace')}`,
    `SELECT ${catalogs.function}, oid FROM pg_proc WHERE ${functions('oid', 'pronamespace')}`,
    `SELECT ${catalogs.schema}, oid FROM pg_namespace WHERE ${schemas('oid')}`,
    ...(
      [
        [catalogs.relation, 'pg_index', 'indexrelid', 'indrelid', inScope],
        [catalogs.constraint, 'pg_constraint', 'oid', 'conrelid', inScope],
        [catalogs.trigger, 'pg_trigger', 'oid', 'tgrelid', triggers('p.oid', inScope)],
        [catalogs.policy, 'pg_policy', 'oid', 'polrelid', policies('p.oid', inScope)],
      ] as const
    ).map(
      ([catalog, table, id, relation, condition]) =>
        `SELECT ${catalog}, p.${id} FROM ${table} p JOIN pg_class c ON c.oid = p.${relation} WHERE ${condition}`,
    ),
  ].join(' UNION ALL ');
}

/** Tells the comment on an object, or on one of its columns. */
export class Comments {
  readonly #texts = new Map<string, string>();

  constructor(rows: readonly CommentRow[]) {
    for (const { catalog, id, part, comment } of rows) this.#texts.set(`${catalog} ${id} ${part}`, comment);
  }

  of(catalog: keyof typeof catalogs, id: number, part = 0): { readonly comment?: string } {
    if (this.#texts.size === 0) return {};
    const comment = this.#texts.get(`${catalogs[catalog]} ${id} ${part}`);
    return comment === undefined ? {} : { comment };
  }
}
