import type { ColumnBuilder, ColumnTyping } from './column-builder.js';
import type { Table } from './model.js';

/** A table of a model, of which TypeScript still knows the columns. */
export interface TypedTable<Columns> extends Table {
  /** For `InferRow` and `InferInsert`; never there at run time. */
  readonly typing?: Columns;
}

type TypingOf<Builder> = Builder extends ColumnBuilder<infer T extends ColumnTyping> ? T : never;

type ValueOf<T extends ColumnTyping> = T['nullable'] extends false ? T['value'] : T['value'] | null;

type ColumnsOf<T> = T extends TypedTable<infer Columns> ? Columns : never;

/** Names of the columns that an INSERT may leave out. */
type OptionalKeys<Columns> = {
  [K in keyof Columns]: TypingOf<Columns[K]> extends { nullable: false; hasDefault: false } ? never : K;
}[keyof Columns];

type GeneratedKeys<Columns> = {
  [K in keyof Columns]: TypingOf<Columns[K]> extends { isGenerated: true } ? K : never;
}[keyof Columns];

type Flat<T> = { [K in keyof T]: T[K] };

/**
 * A row as it is read: `type User = InferRow<typeof users>`. Dates and times are `Date` or text, decimals number or text,
 * as the driver has it; `holds<…>()` says it exactly.
 */
export type InferRow<T extends Table> = Flat<{
  -readonly [K in keyof ColumnsOf<T>]: ValueOf<TypingOf<ColumnsOf<T>[K]>>;
}>;

/** A row as it is inserted: what may be null, or has a default, may be left out; what the database computes must be. */
export type InferInsert<T extends Table> = Flat<
  {
    -readonly [K in Exclude<keyof ColumnsOf<T>, OptionalKeys<ColumnsOf<T>>>]: ValueOf<TypingOf<ColumnsOf<T>[K]>>;
  } & {
    -readonly [K in Exclude<OptionalKeys<ColumnsOf<T>>, GeneratedKeys<ColumnsOf<T>>>]?: ValueOf<
      TypingOf<ColumnsOf<T>[K]>
    >;
  }
>;
