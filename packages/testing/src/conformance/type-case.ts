import type { ColumnType, DefaultValue, Literal } from '@aludel/core/dialect';

/** A column type and what it must hold. */
export interface TypeCase {
  readonly type: ColumnType;
  /** Values at its edges. Each is put in, read back, and must be the same. */
  readonly values: readonly Literal[];
  /** Values and SQL texts as a default, and the value that a row then gets; `undefined`: any but null. */
  readonly defaults?: readonly { readonly default: DefaultValue; readonly gives?: Literal }[];
  /** Not to be a primary key, whatever the profile says of it. */
  readonly noKey?: boolean;
}
