import { sql, t } from '@aludel/core';
import { AludelError, InvalidDefinitionError, UnknownOptionError } from '@aludel/core/connection';
import test from 'ava';
import * as all from './index.js';

type Loose = (...given: readonly unknown[]) => unknown;

const { mysql, InvalidMysqlOptionsError: _, ...builders } = all;
const loose: Readonly<Record<keyof typeof builders, Loose>> = builders as never;
const types: Readonly<Record<keyof typeof mysql, Loose>> = mysql as never;

/** A wrong call, what is said of it, and what is to be done. */
const mistakes: readonly (readonly [use: () => unknown, message: string, hint: string])[] = [
  [
    () => loose.createTrigger('a'),
    "createTrigger('a', …) needs the name of a table, as text or as { schema, name }, as its second argument (table), and got undefined.",
    "Write createTrigger('stamp', 'users', 'CREATE TRIGGER …').",
  ],
  [
    () => loose.trigger('a', 'users', sql`CREATE TRIGGER …`),
    "trigger('a', 'users', …) needs its whole statement as text as its third argument (definition), and got SQL text.",
    "Write trigger('stamp', 'users', 'CREATE TRIGGER …').",
  ],
  [
    () => loose.createTrigger('a', 'users', 'CREATE TRIGGER …', { order: { folows: 'b' } }),
    "createTrigger('a', 'users', …, …) needs another trigger as { follows } or { precedes } as order of its fourth argument (settings), and got an object.",
    "Write { order: { follows: 'audit' } }.",
  ],
  [
    () => loose.storedFunction('total'),
    "storedFunction('total', …) needs its whole statement as text as its second argument (definition), and got nothing.",
    "Write storedFunction('total', 'CREATE FUNCTION …').",
  ],
  [
    () => loose.dropEvent(),
    'dropEvent(…) needs the name of an event, as text or as { schema, name }, as its first argument (name), and got undefined.',
    "Write dropEvent('nightly').",
  ],
  [
    () => loose.alterTableOptions('users', { engine: 3 }),
    "alterTableOptions('users', …) needs text, or null, as engine of its second argument (to), and got 3.",
    "Write { engine: 'InnoDB' }.",
  ],
  [
    () => types.enum(),
    'mysql.enum(…) needs a list of words as its first argument (values), and got nothing.',
    "Write mysql.enum(['new', 'paid']).",
  ],
  [
    () => types.int(11),
    'mysql.int(…) needs an object of settings as its first argument (settings), and got 11.',
    'Leave it out, or write mysql.int({ unsigned: true }).',
  ],
  [
    () => types.binary(),
    'mysql.binary(…) needs a length, as a whole number, as its first argument (length), and got nothing.',
    'Write mysql.binary(16).',
  ],
  [
    () => types.decimal(10, 2, { unsigned: 'yes' }),
    "mysql.decimal(…, …, …) needs true or false as unsigned of its third argument (settings), and got 'yes'.",
    'Write { unsigned: true }.',
  ],
];

for (const [use, message, hint] of mistakes) {
  test(`${String(use).replace(/^.*?=> /u, '')} is refused`, (assert) => {
    const error = assert.throws(use, { instanceOf: InvalidDefinitionError, message });
    assert.is(error.hint, hint);
  });
}

/** A slip in the name of a setting, what is said of it, and what is to be done. */
const slips: readonly (readonly [use: () => unknown, message: string, hint: string])[] = [
  [() => types.int({ unsigend: true }), 'unsigend is no setting of a mysql.int.', 'Did you mean unsigned?'],
  [
    () => loose.alterTableOptions('users', { engin: 'InnoDB' }),
    'engin is no setting of an alterTableOptions.',
    'Did you mean engine?',
  ],
  [
    () => loose.event('nightly', 'CREATE EVENT …', { timezone: '+00:00' }),
    'timezone is no setting of an event.',
    'Did you mean timeZone?',
  ],
];

for (const [use, message, hint] of slips) {
  test(`${String(use).replace(/^.*?=> /u, '')} is told as a slip`, (assert) => {
    const error = assert.throws(use, { instanceOf: UnknownOptionError, message });
    assert.is(error.hint, hint);
  });
}

/** What a program may hold by mistake. */
const anything: readonly unknown[] = [
  undefined,
  null,
  'users',
  3,
  Symbol('s'),
  [],
  [null],
  ['id'],
  {},
  { name: 3 },
  { order: null },
  { periods: 3 },
  () => 1,
  t.text(),
  sql`x`,
];

test('whatever a builder is called with, it makes something or says in words of its own why not', (assert) => {
  const triples = anything.flatMap((a) => anything.flatMap((b) => anything.map((c) => [a, b, c])));
  const wrong = new Set<string>();
  const named = Object.keys(types).map((name) => [name, types[name as keyof typeof types]] as const);
  for (const [name, builder] of [...Object.entries(loose), ...named]) {
    for (const given of triples.flatMap((triple) => [triple, ['name', ...triple]])) {
      try {
        builder(...given);
      } catch (error) {
        if (!(error instanceof AludelError)) wrong.add(`${name}: ${String(error)}`);
      }
    }
  }
  assert.deepEqual([...wrong], []);
});

test('every builder of an operation or an object looks at what it is given', (assert) => {
  for (const [name, builder] of Object.entries(loose)) {
    assert.throws(() => builder(Symbol('nothing')), { instanceOf: InvalidDefinitionError }, name);
  }
});

test('what is right is taken, however much is said', (assert) => {
  const table = { schema: 'shop', name: 'users' };
  assert.notThrows(() =>
    all.createTrigger('a', table, 'CREATE TRIGGER …', {
      order: { follows: 'b' },
      definer: 'app@localhost',
      sqlMode: '',
    }),
  );
  assert.notThrows(() => all.createSequence('s'));
  assert.notThrows(() =>
    all.alterTableOptions(
      table,
      {
        rowFormat: null,
        autoIncrement: 5n,
        statsPersistent: false,
        periods: { valid: ['a', 'b'], other: null },
        others: { PACK_KEYS: '1' },
      },
      { engine: 'InnoDB' },
    ),
  );
  assert.notThrows(() => [
    mysql.int(),
    mysql.int({ width: 11, zerofill: true }),
    mysql.point({ srid: 0 }),
    mysql.bit(),
  ]);
});
