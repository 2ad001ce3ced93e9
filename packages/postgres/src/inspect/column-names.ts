/** The names of a table's columns, at their numbers. */
export type ColumnNames = readonly (string | undefined)[];

/** The names of columns by their numbers: `1 2`. */
export function namesAt(columns: ColumnNames, numbers: string | null): readonly string[] {
  if (numbers === null || numbers === '') return [];
  if (!numbers.includes(' ')) return [nameAt(columns, numbers)];
  return numbers.split(' ').map((number) => nameAt(columns, number));
}

function nameAt(columns: ColumnNames, number: string): string {
  const name = columns[Number(number)];
  if (name === undefined) throw new TypeError(`The catalog speaks of a column ${number} that it does not have.`);
  return name;
}
