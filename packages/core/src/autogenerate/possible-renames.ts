import type { Rename } from '../diff/renames.js';
import { findTable } from '../schema/edit.js';
import type { SchemaModel, Table } from '../schema/model.js';
import { sameTable, tableKey, type TableName } from '../schema/names.js';
import { sameRename } from './decisions.js';
import { InvalidDecisionError } from './errors.js';
import { renameText } from '../diff/rename-text.js';

/**
 * The renames that can be carried out.
 * @param former what models say of former names, which stay there for a while: only those count that the database still
 *   has, and whose new name it lacks or gives up by another rename
 * @param decided what was decided for this time: these may also go round in a circle, as of two that swap their names
 * @throws InvalidDecisionError where one thing would get two names, or two things one, or a table another schema
 */
export function possibleRenames(
  from: SchemaModel,
  to: SchemaModel,
  former: readonly Rename[],
  decided: readonly Rename[],
): readonly Rename[] {
  for (const rename of decided) {
    if (rename.kind !== 'table' || rename.from.schema === rename.to.schema) continue;
    throw new InvalidDecisionError(
      renameText(rename),
      'moves a table from one schema to another, and no operation does',
      'Write a migration that moves it by op.execute, run it, and generate the rest after that.',
    );
  }
  const tablesThere = new Set(from.tables.map(({ name }) => tableKey(name)));
  const tablesWanted = new Set(to.tables.map(({ name }) => tableKey(name)));
  const tables = chosen(
    former.filter(isOfTable),
    decided.filter(isOfTable),
    (name) => tablesThere.has(tableKey(name)),
    (name) => tablesWanted.has(tableKey(name)),
    tableKey,
  );
  const before = (name: TableName): Table | undefined => {
    const renamed = tables.find((rename) => sameTable(rename.to, name));
    const isGivenUp = tables.some((rename) => sameTable(rename.from, name));
    return renamed === undefined && isGivenUp ? undefined : findTable(from, renamed?.from ?? name);
  };
  const columns = [...former, ...decided].filter(isOfColumn);
  const places = new Map(columns.map(({ table }) => [tableKey(table), table]));
  return [
    ...tables,
    ...[...places].flatMap(([key, table]) => {
      const isHere = (rename: ColumnRename): boolean => tableKey(rename.table) === key;
      const there = new Set(before(table)?.columns.map(({ name }) => name));
      const wanted = new Set(findTable(to, table)?.columns.map(({ name }) => name));
      return chosen(
        former.filter(isOfColumn).filter(isHere),
        decided.filter(isOfColumn).filter(isHere),
        (name) => there.has(name),
        (name) => wanted.has(name),
        String,
      );
    }),
  ];
}

type TableRename = Extract<Rename, { readonly kind: 'table' }>;
type ColumnRename = Extract<Rename, { readonly kind: 'column' }>;

function isOfTable(rename: Rename): rename is TableRename {
  return rename.kind === 'table';
}

function isOfColumn(rename: Rename): rename is ColumnRename {
  return rename.kind === 'column';
}

/** Of renames of one kind, in one place, those that can be. */
function chosen<Name, One extends Rename & { readonly from: Name; readonly to: Name }>(
  former: readonly One[],
  decided: readonly One[],
  isThere: (name: Name) => boolean,
  isWanted: (name: Name) => boolean,
  keyOf: (name: Name) => string,
): readonly One[] {
  const fits = ({ from, to }: One): boolean => isThere(from) && isWanted(to) && keyOf(from) !== keyOf(to);
  const said = distinct(decided.filter(fits));
  // What is decided now counts more than what a model has said for who knows how long.
  const open = distinct(former.filter(fits)).filter(
    (rename) => !said.some(({ from, to }) => keyOf(from) === keyOf(rename.from) || keyOf(to) === keyOf(rename.to)),
  );
  const all = [...open, ...said];
  const givesUp = (renames: Iterable<One>, name: Name): boolean =>
    [...renames].some(({ from }) => keyOf(from) === keyOf(name));

  const certain = new Set<One>();
  for (let size = -1; size < certain.size;) {
    size = certain.size;
    for (const rename of all) if (!isThere(rename.to) || givesUp(certain, rename.to)) certain.add(rename);
  }
  let round = said.filter((rename) => !certain.has(rename));
  for (let size = Infinity; round.length < size;) {
    size = round.length;
    const left = [...round, ...certain];
    round = round.filter((rename) => givesUp(left, rename.to));
  }
  const possible = all.filter((rename) => certain.has(rename) || round.includes(rename));
  refuseConflicts(possible, keyOf);
  return possible;
}

function distinct<One extends Rename>(renames: readonly One[]): readonly One[] {
  return renames.filter((rename, at) => renames.findIndex((other) => sameRename(other, rename)) === at);
}

function refuseConflicts<Name>(
  renames: readonly (Rename & { readonly from: Name; readonly to: Name })[],
  keyOf: (name: Name) => string,
): void {
  for (const [at, one] of renames.entries()) {
    const other = renames
      .slice(0, at)
      .find(({ from, to }) => keyOf(from) === keyOf(one.from) || keyOf(to) === keyOf(one.to));
    if (other === undefined) continue;
    throw new InvalidDecisionError(
      renameText(one),
      `contradicts ${renameText(other)}`,
      'One thing gets one name. Correct the decision, or renamedFrom in the models, that is wrong.',
    );
  }
}
