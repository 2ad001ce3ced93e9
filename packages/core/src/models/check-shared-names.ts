import type { NameSpace } from '../dialect/dialect.js';
import type { SchemaModel, Table } from '../schema/model.js';
import { displayName, tableKey } from '../schema/names.js';
import { isRelation } from './collect-models.js';
import { InvalidModelError } from './errors.js';

/** Something that has a name, and what to call it in an error. */
interface Named {
  readonly kind: NameSpace['of'][number];
  readonly schema: string | undefined;
  readonly name: string;
  /** The table that it is on, or is. */
  readonly on: string;
}

interface Clash {
  readonly key: string;
  readonly first: Named;
  readonly second: Named;
}

/**
 * Where an index is called as one of another table is, the database would say so in the midst of a migration.
 * @param present what the database has already, and so surely takes
 * @throws InvalidModelError
 */
export function checkSharedNames(model: SchemaModel, spaces: readonly NameSpace[], present?: SchemaModel): void {
  for (const space of spaces) {
    const clashes = clashesIn(model, space);
    if (clashes.length === 0) continue;
    const taken = new Set(present === undefined ? [] : clashesIn(present, space).map(({ key }) => key));
    const clash = clashes.find(({ key }) => !taken.has(key));
    if (clash !== undefined) throw clashError(clash);
  }
}

function clashesIn(model: SchemaModel, { of, ignoresCase = false }: NameSpace): readonly Clash[] {
  const known = new Map<string, Named>();
  const clashes: Clash[] = [];
  for (const named of namedThings(model)) {
    if (!of.includes(named.kind)) continue;
    const key = tableKey({
      name: ignoresCase ? named.name.toLowerCase() : named.name,
      ...(named.schema === undefined ? {} : { schema: named.schema }),
    });
    const first = known.get(key);
    if (first === undefined) known.set(key, named);
    else clashes.push({ key, first, second: named });
  }
  return clashes;
}

function* namedThings({ tables, objects }: SchemaModel): Iterable<Named> {
  for (const table of tables) {
    yield named(table, 'table', table.name.name);
    for (const { name } of table.indexes) yield named(table, 'index', name);
    for (const { kind, name } of table.constraints) if (name !== undefined) yield named(table, kind, name);
  }
  for (const { kind, name } of objects) {
    if (isRelation(kind)) yield { kind: 'table', schema: name.schema, name: name.name, on: displayName(name) };
  }
}

function named({ name: table }: Pick<Table, 'name'>, kind: Named['kind'], name: string): Named {
  return { kind, schema: table.schema, name, on: displayName(table) };
}

function clashError({ first, second }: Clash): InvalidModelError {
  // Of a table and an index it is the index that can be called otherwise.
  const [own, other] = second.kind === 'table' ? [first, second] : [second, first];
  const taken = other.kind === 'table' ? `${other.on} is called so` : `${other.on} has the ${told(other)}`;
  return new InvalidModelError(
    own.on,
    `has the ${told(own)}, and ${taken}: within a schema the database gives that name only once.`,
    'Give one of them another name, or none: the naming convention then calls it after its table.',
  );
}

function told({ kind, name }: Named): string {
  return `${words.get(kind) ?? 'constraint'} ${name}`;
}

const words: ReadonlyMap<Named['kind'], string> = new Map([
  ['table', 'name'],
  ['index', 'index'],
  ['primaryKey', 'primary key'],
  ['unique', 'unique constraint'],
  ['foreignKey', 'foreign key'],
  ['check', 'check'],
]);
