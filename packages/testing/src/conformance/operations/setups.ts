import { foreignKey, index, primaryKey, t } from '@aludel/core';
import type { RecordingOp } from '@aludel/core/dialect';
import { oddNames } from '../../profile.js';
import type { Place } from '../operation-case.js';

/** Two tables with rows, the one pointing at the other; a key, a unique constraint, a check, an index: all named. */
export function shop(op: RecordingOp, { profile }: Place): void {
  op.createTable(
    'customer',
    {
      id: t.integer().notNull(),
      name: t.string(40).notNull().default("it's; new"),
      email: t.string(60).unique('uq_customer_email'),
      age: t.integer(),
      note: t.text(),
      points: t.smallint().notNull().default(7),
      boss: t.integer(),
    },
    {
      constraints: [
        primaryKey(['id'], { name: 'pk_customer' }),
        ...(profile.checks ? [{ kind: 'check' as const, name: 'ck_customer_age', expression: 'age > 0' }] : []),
      ],
      indexes: [index(['name', 'age'], { name: 'ix_customer_name' })],
    },
  );
  op.createTable(
    'purchase',
    {
      id: t.integer().primaryKey('pk_purchase'),
      customer_id: t.integer(),
      code: t.string(20),
      total: t.decimal(10, 2),
      paid: t.boolean().notNull().default(false),
    },
    { constraints: [foreignKey(['customer_id'], 'customer', ['id'], { name: 'fk_purchase_customer' })] },
  );
  op.bulkInsert('customer', [
    { id: 1, name: "O'Hara", email: 'a@example.org', age: 40, note: 'größe 😀', boss: null },
    { id: 2, name: 'say "hi"; -- no', email: null, age: 41, note: null, boss: 1 },
    { id: 7, name: '', email: 'c@example.org', age: null, note: 'back\\slash', boss: 1 },
  ]);
  op.bulkInsert('purchase', [
    { id: 1, customer_id: 1, code: 'a', total: 1.5, paid: true },
    { id: 2, customer_id: 7, code: 'b', total: null, paid: false },
    { id: 3, customer_id: 7, code: 'c', total: 12, paid: true },
  ]);
}

/** The names of the profile that go wrong where quoting is forgotten; plain ones where it has none. */
export function oddOf({ profile }: Place): readonly [string, string, string, ...string[]] {
  const odd = profile.names.filter((name) => oddNames.includes(name));
  const [first = 'first_name', second = 'second_name', third = 'third_name', ...rest] = odd;
  return [first, second, third, ...rest];
}

/** A table and columns that are called by odd names, with rows. */
export function oddTable(op: RecordingOp, place: Place): void {
  const [table, key, word] = oddOf(place);
  op.createTable(
    table,
    { [key]: t.integer().primaryKey('pk_odd'), [word]: t.string(30), plain: t.integer() },
    { indexes: [index([word, key], { name: 'ix odd' })] },
  );
  op.bulkInsert(table, [
    { [key]: 1, [word]: "it's 1", plain: 1 },
    { [key]: 2, [word]: null, plain: null },
  ]);
}

/** A name of as many characters as the database takes. */
export function longest({ dialect }: Place, start: string): string {
  return start.padEnd(dialect.traits.maxIdentifierLength ?? 60, 'x');
}
