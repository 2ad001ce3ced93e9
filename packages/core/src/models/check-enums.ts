import type { ColumnType } from '../schema/column-types.js';
import type { SchemaModel, SchemaObject } from '../schema/model.js';
import { displayName, tableKey, type TableName } from '../schema/names.js';
import { InvalidModelError } from './errors.js';

/** Who says first what values a type has. */
interface Known {
  readonly who: string;
  readonly values: readonly string[];
}

/**
 * An enum type is one, however many say what its values are.
 * @throws InvalidModelError
 */
export function checkEnums({ tables, objects }: SchemaModel): void {
  const known = new Map<string, Known>();
  for (const object of objects) {
    const values = valuesOf(object);
    if (values === undefined) continue;
    known.set(tableKey(object.name), { who: `the enum type ${displayName(object.name)} itself`, values });
  }
  for (const table of tables) {
    for (const column of table.columns) {
      const type = namedEnum(column.type);
      if (type === undefined) continue;
      const { values } = type;
      // It lies where the table lies.
      const name: TableName = { ...table.name, name: type.name };
      const first = known.get(tableKey(name));
      if (first === undefined) {
        known.set(tableKey(name), { who: `the column ${displayName(table.name)}.${column.name}`, values });
      } else if (!isSame(first.values, values)) {
        throw new InvalidModelError(
          displayName(table.name),
          `gives its column ${column.name} the enum ${displayName(name)} with the values ${values.join(', ')}, where ${first.who} has ${first.values.join(', ')}.`,
          'Say the same values in the same order in both places, best by one list that both take; or give one of the types another name.',
        );
      }
    }
  }
}

/** Of an enum type that a dialect's package describes. */
function valuesOf(object: SchemaObject): readonly string[] | undefined {
  if (!object.kind.endsWith('.enum') || !('values' in object) || !Array.isArray(object.values)) return undefined;
  return object.values.map(String);
}

/** The enum that a column is of, or a list of such. */
function namedEnum(type: ColumnType): { readonly name: string; readonly values: readonly string[] } | undefined {
  if (type.kind === 'enum') return type.name === undefined ? undefined : { name: type.name, values: type.values };
  return 'element' in type ? namedEnum(type.element as ColumnType) : undefined;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}
