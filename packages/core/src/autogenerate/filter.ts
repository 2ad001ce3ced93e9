import { matchesNames, type NamePatterns } from '../dialect/name-patterns.js';
import type { SchemaScope } from '../dialect/inspector.js';
import type { TableName } from '../schema/names.js';
import { hook, noBoolean } from './hook.js';

/** What is asked about: its kind (`table`, `view`, a dialect's own) and its name. */
export interface Candidate {
  readonly kind: string;
  readonly name: TableName;
}

/** Whether something takes part in a comparison. */
export type Filter = (candidate: Candidate) => boolean;

export interface FilterSettings extends NamePatterns {
  /** A function of your own, asked last. */
  readonly filter?: Filter;
}

export function filterFrom({ filter, ...patterns }: FilterSettings): Filter {
  const isMeant = matchesNames(patterns);
  const own = filter === undefined ? undefined : hook('autogenerate.filter', filter, noBoolean);
  return (candidate) => isMeant(candidate.name) && (own === undefined || own(candidate));
}

/** What of a database need be read: what the filter leaves out by its name is not asked for. A function is asked here alone. */
export function scopeFrom({ include, exclude, schemas }: FilterSettings): SchemaScope {
  const names: NamePatterns = {
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined || exclude.length === 0 ? {} : { exclude }),
    ...(schemas === undefined ? {} : { schemas }),
  };
  return Object.keys(names).length === 0 ? {} : { names };
}
