import type { ColumnType } from '@aludel/core';
import { UnsupportedOperationError } from '@aludel/core/dialect';
import test from 'ava';
import { enumTypeName, parseType, typeText } from './column-types.js';
import { TestDatabase } from './run.test-support.js';

const types: readonly ColumnType[] = [
  { kind: 'smallint' },
  { kind: 'integer' },
  { kind: 'bigint' },
  { kind: 'decimal' },
  { kind: 'decimal', precision: 8, scale: 0 },
  { kind: 'decimal', precision: 10, scale: 2 },
  { kind: 'real' },
  { kind: 'double' },
  { kind: 'string' },
  { kind: 'string', length: 20 },
  { kind: 'char', length: 3 },
  { kind: 'text' },
  { kind: 'boolean' },
  { kind: 'date' },
  { kind: 'time', withTimeZone: false },
  { kind: 'time', precision: 3, withTimeZone: true },
  { kind: 'timestamp', withTimeZone: false },
  { kind: 'timestamp', precision: 0, withTimeZone: true },
  { kind: 'interval' },
  { kind: 'json' },
  { kind: 'uuid' },
  { kind: 'binary' },
  { kind: 'native', sql: 'name' },
  ...(
    ['json', 'inet', 'cidr', 'macaddr', 'tsvector', 'xml', 'money', 'point', 'oid', 'int4range', 'tstzrange'] as const
  ).map((name) => ({ kind: 'postgres.builtin', name }) as const),
  { kind: 'postgres.bit', length: 5, varying: false },
  { kind: 'postgres.bit', length: 5, varying: true },
  { kind: 'postgres.bit', varying: true },
  { kind: 'postgres.interval', precision: 2 },
  { kind: 'postgres.interval', fields: 'year to month' },
  { kind: 'postgres.interval', fields: 'day to second', precision: 3 },
  { kind: 'postgres.array', element: { kind: 'integer' } },
  { kind: 'postgres.array', element: { kind: 'string', length: 5 } },
];

test.serial('every type is read back as what it was written for', async (t) => {
  const columns = types.map((type, at) => `c${at} ${typeText(type)}`);
  const db = await TestDatabase.open(t, `CREATE TABLE a (${columns.join(', ')})`);
  const rows = await db.rows(
    "SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = 'a'::regclass AND attnum > 0 ORDER BY attnum",
  );
  t.deepEqual(
    rows.map(({ type }) => parseType(String(type))),
    types,
  );
});

test('an enum without a name is called for its column, within the limit of names', (t) => {
  const type = { kind: 'enum', values: ['a'] } as const;
  const owner = { table: { schema: 's', name: 'orders' }, column: 'status' };
  t.is(typeText(type, owner), '"s"."orders_status"');
  t.is(typeText({ kind: 'postgres.array', element: { ...type, name: 'm' } }, owner), '"s"."m"[]');
  const long = enumTypeName({}, { table: { name: 'ö'.repeat(30) }, column: 'status' }).name;
  t.true(Buffer.byteLength(long) <= 63);
  t.throws(() => typeText(type), { message: /no name to be called by/ });
});

test('types of other databases are refused', (t) => {
  t.throws(() => typeText({ kind: 'mysql.tinyint' } as never), { instanceOf: UnsupportedOperationError });
});
