import type { Identity } from '@aludel/core';
import type { PostgresIdentityOptions, PostgresSequence } from '../augment.js';
import type { CatalogQuery } from './catalog-query.js';
import type { Names } from './names.js';

export interface SequenceRow {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly type: 'smallint' | 'integer' | 'bigint';
  readonly start: string;
  readonly increment: string;
  readonly minimum: string;
  readonly maximum: string;
  readonly cache: string;
  readonly cycle: boolean;
  /** The column that it belongs to: by OWNED BY (`a`), or as its identity (`i`). */
  readonly owner: number | null;
  readonly owner_column: number | null;
  readonly ownership: 'a' | 'i' | null;
}

export const sequencesQuery: CatalogQuery<SequenceRow> = {
  isNeeded: ({ lacks }) => !lacks.has('relations'),
  sql: ({ relations }) => `
    SELECT c.oid::int4 AS id, n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS type,
      s.seqstart::text AS start, s.seqincrement::text AS increment, s.seqmin::text AS minimum, s.seqmax::text AS maximum,
      s.seqcache::text AS cache, s.seqcycle AS cycle,
      d.refobjid::int4 AS owner, d.refobjsubid AS owner_column, d.deptype AS ownership
    FROM pg_sequence s
      JOIN pg_class c ON c.oid = s.seqrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
        AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    WHERE c.relpersistence <> 't' AND ${relations('c.oid', 'c.relnamespace')}
    ORDER BY c.oid`,
};

/** What a sequence is like beyond what it would be if nothing were said. */
interface Progression {
  readonly start?: bigint;
  readonly increment?: bigint;
  readonly minValue?: bigint;
  readonly maxValue?: bigint;
  readonly cache?: bigint;
  readonly cycle?: boolean;
}

const bits: Readonly<Record<SequenceRow['type'], bigint>> = { smallint: 15n, integer: 31n, bigint: 63n };

function progressionOf(row: SequenceRow): Progression {
  const [start, increment, cache] = [BigInt(row.start), BigInt(row.increment), BigInt(row.cache)];
  const [minimum, maximum] = [BigInt(row.minimum), BigInt(row.maximum)];
  const most = 2n ** bits[row.type];
  const up = increment > 0n;
  return {
    ...(start === (up ? minimum : maximum) ? {} : { start }),
    ...(increment === 1n ? {} : { increment }),
    ...(minimum === (up ? 1n : -most) ? {} : { minValue: minimum }),
    ...(maximum === (up ? most - 1n : -1n) ? {} : { maxValue: maximum }),
    ...(cache === 1n ? {} : { cache }),
    ...(row.cycle ? { cycle: true } : {}),
  };
}

const isPlain = (row: SequenceRow): boolean =>
  row.start === '1' && row.increment === '1' && row.minimum === '1' && row.cache === '1' && !row.cycle;

/** How a sequence numbers the rows of a column that it belongs to. */
export function readIdentity(
  row: SequenceRow,
  generation: Identity['generation'],
  own: PostgresIdentityOptions,
): Identity {
  const full = row.maximum === String(2n ** bits[row.type] - 1n);
  const plain: Progression = {};
  const { start, increment, minValue, maxValue, cache, cycle } = isPlain(row) && full ? plain : progressionOf(row);
  const options: PostgresIdentityOptions = {
    ...own,
    ...(minValue === undefined ? {} : { minValue: smallest(minValue) }),
    ...(maxValue === undefined ? {} : { maxValue: smallest(maxValue) }),
    ...(cycle === undefined ? {} : { cycle }),
    ...(cache === undefined ? {} : { cache: Number(cache) }),
  };
  return {
    generation,
    ...(start === undefined ? {} : { start: smallest(start) }),
    ...(increment === undefined ? {} : { increment: smallest(increment) }),
    ...(Object.keys(options).length === 0 ? {} : { options: { postgres: options } }),
  };
}

function smallest(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

export function readSequence(
  row: SequenceRow,
  names: Names,
  ownedBy: PostgresSequence['ownedBy'] | undefined,
): PostgresSequence {
  return {
    kind: 'postgres.sequence',
    name: names.of(row.schema, row.name),
    ...(row.type === 'bigint' ? {} : { type: row.type }),
    ...progressionOf(row),
    ...(ownedBy === undefined ? {} : { ownedBy }),
  };
}
