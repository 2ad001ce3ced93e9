/** A piece of a schema, as the database itself tells it. */
export interface StateRow {
  /** `table`, `column`, `index` … */
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

/** The version table and what belongs to it. */
export function isOfVersionTable(name: string): boolean {
  return /(?:^|[.\s"]|pk_|uq_|ix_)aludel_(?:version|journal)/u.test(name);
}
