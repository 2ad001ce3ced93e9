/** A value that every dialect can write as an SQL literal. */
export type Literal = string | number | bigint | boolean | null | Uint8Array;

/** A piece of SQL text that is handed on as it is. */
export interface SqlText {
  readonly kind: 'sql';
  readonly sql: string;
}

/** A server default: a value, written by the dialect as a literal, or SQL text. */
export type DefaultValue = { readonly kind: 'literal'; readonly value: Literal } | SqlText;

/**
 * SQL text where a value or a name would stand else: `` t.timestamp().default(sql`CURRENT_TIMESTAMP`) ``. Nothing is
 * escaped: what is interpolated becomes part of the text.
 */
export function sql(strings: TemplateStringsArray | string, ...parts: readonly (string | number)[]): SqlText {
  const text = typeof strings === 'string' ? strings : String.raw({ raw: strings }, ...parts);
  return { kind: 'sql', sql: text };
}

export function isSqlText(value: unknown): value is SqlText {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'sql' && 'sql' in value;
}
