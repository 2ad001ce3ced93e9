import type { Column } from '@aludel/core';
import type { PostgresSequence } from '../augment.js';
import { generatedName } from '../generated-name.js';
import type { ColumnRow } from './columns.js';
import type { Names } from './names.js';
import { readIdentity, readSequence, type SequenceRow } from './sequences.js';
import type { TableRow } from './tables.js';

/**
 * Which column is numbered by which sequence. An identity has one of its own. `serial` is what makes a sequence that the
 * column owns, of the column's size, and takes the column's default from it: a column that has just this is as good as
 * declared so, be it NOT NULL or not. All other sequences are objects of their own.
 */
export class Numbering {
  readonly #byColumn = new Map<string, SequenceRow>();
  readonly #taken = new Set<SequenceRow>();

  constructor(
    private readonly sequences: readonly SequenceRow[],
    private readonly names: Names,
  ) {
    for (const row of sequences) {
      if (row.owner !== null && row.owner_column !== null) this.#byColumn.set(`${row.owner} ${row.owner_column}`, row);
    }
  }

  /** The column with the identity that it has. */
  of(column: Column, row: ColumnRow, table: TableRow): Column {
    if (row.identity === '' && row.expression === null) return column;
    const sequence = this.#byColumn.get(`${row.relation} ${row.number}`);
    if (sequence === undefined) return column;
    // What a sequence is called without being told: https://www.postgresql.org/docs/current/datatype-numeric.html
    const own = generatedName(table.name, column.name, 'seq');
    const name = this.names.of(sequence.schema, sequence.name);
    const isUsual = sequence.name === own && sequence.schema === table.schema;
    const named = isUsual ? {} : { sequence: name };
    if (row.identity !== '' && sequence.ownership === 'i') {
      this.#taken.add(sequence);
      return { ...column, identity: readIdentity(sequence, row.identity === 'a' ? 'always' : 'byDefault', named) };
    }
    const { default: value, ...rest } = column;
    const next = value?.kind === 'sql' ? nextOf(value.sql) : undefined;
    if (next === undefined || !isNamed(next, sequence) || column.type.kind !== sequence.type) return column;
    this.#taken.add(sequence);
    return { ...rest, identity: readIdentity(sequence, 'byDefault', { serial: true, ...named }) };
  }

  /** The sequences that no column has as its numbering. To be asked when all columns have been seen. */
  others(
    ownerOf: (owner: number, column: number) => PostgresSequence['ownedBy'],
  ): readonly { readonly row: SequenceRow; readonly sequence: PostgresSequence }[] {
    return this.sequences
      .filter((row) => !this.#taken.has(row) && row.ownership !== 'i')
      .map((row) => {
        const owner = row.owner === null ? undefined : ownerOf(row.owner, row.owner_column ?? 0);
        return { row, sequence: readSequence(row, this.names, owner) };
      });
  }
}

/** The name in `nextval('name'::regclass)`, which has quotes where it needs them, and a schema where it is not found. */
function nextOf(expression: string): string | undefined {
  return /^nextval\('((?:[^']|'')*)'::regclass\)$/u.exec(expression)?.[1]?.replaceAll("''", "'");
}

function isNamed(text: string, { schema, name }: SequenceRow): boolean {
  if (text === name) return true;
  const bare = text.replaceAll(/"((?:[^"]|"")*)"/gu, (_, inner: string) => inner.replaceAll('""', '"'));
  return bare === name || bare === `${schema}.${name}`;
}
