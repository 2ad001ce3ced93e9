import { renameText } from '../diff/rename-text.js';
import type { Rename } from '../diff/renames.js';
import { displayName, tableKey } from '../schema/names.js';
import { InvalidModelError } from './errors.js';

/**
 * Former names that go round in a circle, as of two columns that each had the other's name, look the same before the swap and
 * after it.
 * @throws InvalidModelError
 */
export function checkFormerNames(renames: readonly Rename[]): void {
  const places = renames.map((rename) => ({
    rename,
    from: rename.kind === 'table' ? tableKey(rename.from) : `${tableKey(rename.table)}\0${rename.from}`,
    to: rename.kind === 'table' ? tableKey(rename.to) : `${tableKey(rename.table)}\0${rename.to}`,
  }));
  // What leads nowhere goes, until only circles are left.
  let left = places;
  for (let size = Infinity; left.length < size;) {
    size = left.length;
    const [sources, goals] = [new Set(left.map(({ from }) => from)), new Set(left.map(({ to }) => to))];
    left = left.filter(({ from, to }) => sources.has(to) && goals.has(from));
  }
  const [first] = left;
  if (first === undefined) return;
  const { rename } = first;
  const said = left.map((one) => `--rename ${renameText(one.rename)}`);
  throw new InvalidModelError(
    displayName(rename.kind === 'table' ? rename.to : rename.table),
    `says by renamedFrom that names were exchanged in a circle (${left.map((one) => renameText(one.rename)).join(', ')}), of which the database does not tell whether it has happened.`,
    `Say it where the migration is generated instead: ${said.join(' ')}.`,
  );
}
