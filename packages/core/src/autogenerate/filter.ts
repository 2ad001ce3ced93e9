import { displayName, type TableName } from '../schema/names.js';
import { hook } from './hook.js';

/** What is asked about: its kind (`table`, `view`, a dialect's own) and its name. */
export interface Candidate {
  readonly kind: string;
  readonly name: TableName;
}

/** Whether something takes part in a comparison. */
export type Filter = (candidate: Candidate) => boolean;

export interface FilterSettings {
  /** Names that take part, with `*` for any characters: `users`, `app_*`, `sales.*`. Default: all. */
  readonly include?: readonly string[];
  /** Names that do not, even if they are included. */
  readonly exclude?: readonly string[];
  /** Schemas that take part, `''` for the default one. Default: all that are asked for by the models, and the default one. */
  readonly schemas?: readonly string[];
  /** A function of your own, asked last. */
  readonly filter?: Filter;
}

export function filterFrom({ include, exclude = [], schemas, filter }: FilterSettings): Filter {
  const included = include?.map(pattern);
  const excluded = exclude.map(pattern);
  const own = filter === undefined ? undefined : hook('autogenerate.filter', filter);
  return (candidate) => {
    const name = displayName(candidate.name);
    if (schemas !== undefined && !schemas.includes(candidate.name.schema ?? '')) return false;
    if (included !== undefined && !included.some((one) => one.test(name))) return false;
    if (excluded.some((one) => one.test(name))) return false;
    return own === undefined || own(candidate);
  };
}

function pattern(text: string): RegExp {
  const escaped = text.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`, 'u');
}
