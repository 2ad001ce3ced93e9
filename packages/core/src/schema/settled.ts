import { forDialect } from './for-dialect.js';
import type { SchemaModel } from './model.js';
import { withQuotedNames } from './quote.js';

/** The dialect that definitions are settled for. */
export interface SettlingTarget {
  readonly name: string;
  /** How it quotes a name. Left out, names that `quote` marked stay marked. */
  identifier?(name: string): string;
}

/** The models as they are on one dialect: what `on(…)` says for it is in place, and names are in its quotes. */
export function settledModel(model: SchemaModel, target: SettlingTarget): SchemaModel {
  const tables = model.tables.map((table) => forDialect(table, target.name));
  const isPlain = tables.every((table, place) => table === model.tables[place]);
  return quoted(isPlain ? model : { ...model, tables }, target);
}

/** Any definition with the names in it in the quotes of one dialect. */
export function quoted<T>(part: T, target: SettlingTarget): T {
  return target.identifier === undefined ? part : withQuotedNames(part, (name) => target.identifier?.(name) ?? name);
}
