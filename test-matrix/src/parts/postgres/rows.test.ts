import { t as column } from '@aludel/core';
import { postgres } from '@aludel/postgres';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { opened } from './opened.test-support.js';

const columns = {
  id: column.integer().primaryKey(),
  words: column.text(),
  name: column.string(40),
  small: column.smallint(),
  large: column.bigint(),
  exact: column.decimal(20, 6),
  inexact: column.double(),
  yes: column.boolean(),
  day: column.date(),
  moment: column.timestamp({ withTimeZone: true }),
  clock: column.time(),
  data: column.json(),
  number: column.uuid(),
  bytes: column.binary(),
  list: postgres.array(column.text()),
};

const texts = [
  '',
  "it's",
  '"quoted"',
  'back\\slash',
  '\\N',
  '\\.',
  '\\x41',
  'tab\there',
  'line\nbreak',
  'carriage\rreturn\r\n',
  'Queck🜍silber',
  'e\u0301',
  'NULL',
  ',;|',
  '\u0001\b\v\f',
];

function rows(from: number): readonly Readonly<Record<string, unknown>>[] {
  return texts.map((text, index) => ({
    id: from + index,
    words: text,
    name: index % 3 === 0 ? null : text,
    small: [0, -32768, 32767, null][index % 4],
    large: [0n, -9223372036854775808n, 9223372036854775807n, 5, null][index % 5],
    exact: ['0', '-12345678901234.123456', '0.000001', 7, null][index % 5],
    inexact: [0, -1.5e300, 5e-324, 0.1, Number.POSITIVE_INFINITY, null][index % 6],
    yes: [true, false, null][index % 3],
    day: ['2024-02-29', '0001-01-01', '9999-12-31', null][index % 4],
    moment: ['2024-02-29 10:20:30.123456+00:00', '1970-01-01T00:00:00Z', '2030-06-01 00:00:00+05:30', null][index % 4],
    clock: ['23:59:59.999999', '00:00:00', null][index % 3],
    data: [JSON.stringify({ text, list: [1, null, true] }), '"text"', 'null', null][index % 4],
    number: ['00000000-0000-0000-0000-000000000000', 'FFFFFFFF-ffff-4fff-bfff-ffffffffffff', null][index % 3],
    bytes: [new Uint8Array([0, 1, 92, 39, 255]), new Uint8Array(0), null][index % 3],
    list: ['{}', '{"a b",NULL,"x\\\\y","q\\"q"}', null][index % 3],
  }));
}

forEachTarget(test, (target) => {
  if (target.dialect !== 'postgres') return;

  target.test('rows that go by COPY are the same as those of plain INSERTs', async (t) => {
    const { session, query } = await opened(t, target);
    const few = rows(1);
    const many = Array.from({ length: 400 }, (_, batch) => rows(1 + batch * texts.length)).flat();
    await session.run((op) => {
      op.createTable('plain', columns);
      op.createTable('copied', columns);
    });
    await session.run((op) => {
      for (const row of few) op.bulkInsert('plain', [row as never]);
      op.bulkInsert('copied', many as never);
    });
    const read = (table: string) =>
      query(`SELECT to_jsonb(x) - 'bytes' AS row, encode(bytes, 'hex') AS bytes FROM ${table} x
             WHERE id <= ${few.length} ORDER BY id`);
    t.deepEqual(await read('copied'), await read('plain'));
    t.is((await query('SELECT count(*)::int AS n FROM copied'))[0]?.['n'], many.length);
    t.deepEqual(
      (await query(`SELECT words FROM copied WHERE id <= ${few.length} ORDER BY id`)).map(({ words }) => words),
      texts,
    );
  });

  target.test('numbers that rows bring for a numbered column are not given out again', async (t) => {
    const { session, query } = await opened(t, target);
    await session.run((op) => {
      op.createTable('by_default', { id: column.integer().identity().primaryKey(), name: column.text() });
      op.createTable('serial', { id: postgres.serial().primaryKey(), name: column.text() });
      for (const table of ['by_default', 'serial']) {
        op.bulkInsert(table, [
          { id: 7, name: 'a' },
          { id: 3, name: 'b' },
        ]);
      }
    });
    for (const table of ['by_default', 'serial']) {
      // oxlint-disable-next-line no-await-in-loop
      const [row] = await query(`INSERT INTO ${table} (name) VALUES ('next') RETURNING id`);
      t.is(Number(row?.['id']), 8, table);
    }
  });

  target.test('a value that does not fit names its row and column, and no row of the list is there', async (t) => {
    const { session, query } = await opened(t, target);
    await session.run((op) => op.createTable('users', { id: column.integer(), name: column.string(5) }));
    const list = Array.from({ length: 3000 }, (_, id) => ({ id, name: id === 2500 ? 'far too long' : 'fits' }));
    const error = await t.throwsAsync(session.run((op) => op.bulkInsert('users', list)));
    t.regex(error?.message ?? '', /COPY users, line 2501, column name/u);
    t.is((await query('SELECT count(*)::int AS n FROM users'))[0]?.['n'], 0);
  });
});
