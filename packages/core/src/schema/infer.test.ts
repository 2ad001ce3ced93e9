import test from 'ava';
import type { InferInsert, InferRow } from './infer.js';
import { table } from './table.js';
import { t as types } from './t.js';
import { sql } from './values.js';

const users = table('users', {
  id: types.integer().identity().primaryKey(),
  email: types.string(190).notNull().unique(),
  nick: types.string(40),
  tier: types.enum(['free', 'paid']).notNull().default('free'),
  settings: types.json().holds<{ readonly dark: boolean }>().notNull(),
  created: types
    .timestamp()
    .notNull()
    .default(sql`CURRENT_TIMESTAMP`),
  shout: types.string(190).generatedAs('upper(email)'),
});

/** Compiles only where both are the same type. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- how two types are compared without mixing them
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

interface UserRow {
  id: number;
  email: string;
  nick: string | null;
  tier: 'free' | 'paid';
  settings: { readonly dark: boolean };
  created: Date | string;
  shout: string | null;
}

test('the type of a row follows from the columns', (t) => {
  const same: Same<InferRow<typeof users>, { [K in keyof UserRow]: UserRow[K] }> = true;
  t.true(same);
});

test('what has a default or may be null may be left out of an insert, what is computed must be', (t) => {
  const least: InferInsert<typeof users> = { email: 'a@b.example', settings: { dark: true } };
  const most: InferInsert<typeof users> = { ...least, id: 1, nick: null, tier: 'paid', created: new Date(0) };
  // @ts-expect-error -- an email is needed
  const without: InferInsert<typeof users> = { settings: { dark: true } };
  // @ts-expect-error -- the database alone computes it
  const computed: InferInsert<typeof users> = { ...least, shout: 'A@B.EXAMPLE' };
  // @ts-expect-error -- no such tier
  const wrong: InferInsert<typeof users> = { ...least, tier: 'golden' };
  t.deepEqual(Object.keys(most), ['email', 'settings', 'id', 'nick', 'tier', 'created']);
  t.is(Object.keys({ ...without, ...computed, ...wrong }).length, 4);
});

test('typing leaves nothing behind in the model', (t) => {
  t.deepEqual(Object.keys(users), ['name', 'columns', 'constraints', 'indexes']);
  t.deepEqual(users.columns[1], { name: 'email', type: { kind: 'string', length: 190 }, nullable: false });
});
