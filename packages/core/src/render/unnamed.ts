import type { Dialect } from '../dialect/dialect.js';
import type { Normalizer } from '../dialect/normalizer.js';
import type { Constraint, Table } from '../schema/model.js';
import { nameConstraint, nameConstraints, type NamingConvention } from '../schema/naming.js';
import { settledModel } from '../schema/settled.js';

/** What tells which names a database would have. */
export interface NamesInPlace {
  /** Names that it gives anyhow are left out. */
  readonly convention: NamingConvention;
  /** Knows which names mean nothing to the database. */
  readonly normalizer: Normalizer;
  /** The dialect of the database that the definitions are from. */
  readonly dialect: Pick<Dialect, 'name' | 'identifier'>;
}

/**
 * Whether a constraint of a table that the database calls by no name has none without a word about it: the convention gives
 * none, or the database does not keep it.
 */
export function unnamedAnyhow(
  table: Table,
  { convention, normalizer, dialect }: NamesInPlace,
): (constraint: Constraint) => boolean {
  let inPlace: Table | undefined;
  return (constraint) => {
    const { name } = nameConstraint(table.name, constraint, convention);
    if (name === undefined) return true;
    const named = { tables: [nameConstraints(table, convention)], objects: [] };
    inPlace ??= normalizer.normalize(settledModel(named, dialect)).tables[0];
    return inPlace?.constraints.some((other) => other.name === name) !== true;
  };
}
