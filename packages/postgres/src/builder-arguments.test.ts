import { index, sql, t } from '@aludel/core';
import { AludelError, InvalidDefinitionError, UnknownOptionError } from '@aludel/core/connection';
import test from 'ava';
import * as all from './index.js';

type Loose = (...given: readonly unknown[]) => unknown;

const { postgres, InvalidPostgresOptionsError: _, ...builders } = all;
const loose: Readonly<Record<keyof typeof builders, Loose>> = builders as never;
const types: Readonly<Record<keyof typeof postgres, Loose>> = postgres as never;

const place = "{ column: 'room', operator: '=' }";
const element = { column: 'room', operator: '=' };

/** A wrong call, what is said of it, and what is to be done. */
const mistakes: readonly (readonly [use: () => unknown, message: string, hint: string])[] = [
  [
    () => loose.createEnum('mood'),
    "createEnum(…) needs its definition, as an object, as its first argument (definition), and got 'mood'.",
    "Write createEnum({ name: 'mood', values: ['ok', 'sad'] }).",
  ],
  [
    () => loose.createEnum({ name: 'mood' }),
    'createEnum(…) needs a list of texts as values of its first argument (definition), and got undefined.',
    "Write { values: ['ok', 'sad'] }.",
  ],
  [
    () => loose.enumType({ name: 'mood', values: 'ok' }),
    "enumType(…) needs a list of texts as values of its first argument (definition), and got 'ok'.",
    "Write { values: ['ok', 'sad'] }.",
  ],
  [
    () => loose.addEnumValue('mood', 3),
    "addEnumValue('mood', …) needs a value of the enum, as text, as its second argument (value), and got 3.",
    "Write addEnumValue('mood', 'ok').",
  ],
  [
    () => loose.createDomain({ name: 'd', type: 'text' }),
    "createDomain(…) needs a type, such as t.integer(), as type of its first argument (definition), and got 'text'.",
    'Write { type: t.integer() }.',
  ],
  [
    () => loose.createDomain({ name: 'd', type: t.text(), checks: ['VALUE > 0'] }),
    "createDomain(…) needs a list of checks as checks of its first argument (definition), and got a list with 'VALUE > 0' in it.",
    "Write { checks: [{ expression: 'VALUE > 0' }] }.",
  ],
  [
    () => loose.compositeType({ name: 'c', attributes: { x: t.double } }),
    'compositeType(…) needs an object of types, each under the name of its attribute, as attributes of its first argument (definition), and got an object with the function double, which was not called as x.',
    'Write { attributes: { x: t.double(), y: t.double() } }.',
  ],
  [
    () => loose.createSequence({ name: 's', start: '5' }),
    "createSequence(…) needs a whole number as start of its first argument (definition), and got '5'.",
    'Write { start: 1000 }.',
  ],
  [
    () => loose.createSchema({ name: 'shop' }),
    'createSchema(…) needs the name of a schema as its first argument (name), and got an object.',
    "Write createSchema('shop').",
  ],
  [
    () => loose.materializedView('b', 'SELECT 1'),
    "materializedView(…) needs its definition, as an object, as its first argument (definition), and got 'b'.",
    "Write materializedView({ name: 'sales', definition: 'SELECT count(*) AS n FROM orders' }).",
  ],
  [
    () => loose.createPolicy('own', 'orders', { command: 'selct' }),
    "createPolicy('own', 'orders', …) needs 'select', 'insert', 'update' or 'delete' as command of its third argument (definition), and got 'selct'.",
    "Write { command: 'select' }.",
  ],
  [
    () => loose.policy('own', 'orders', { using: sql`true` }),
    "policy('own', 'orders', …) needs a condition as text as using of its third argument (definition), and got SQL text.",
    "Write { using: 'owner = current_user' }.",
  ],
  [
    () => loose.createFunction('total', 'CREATE FUNCTION …'),
    "createFunction('total', …, …) needs its whole statement as SQL text as its third argument (definition), and got undefined.",
    "Write createFunction('total', 'integer, text', 'CREATE FUNCTION …').",
  ],
  [
    () => loose.dropEnum('mood', true),
    "dropEnum('mood', …) needs an object of settings as its second argument (settings), and got true.",
    "Leave it out, or write dropEnum('mood', { ifExists: true }).",
  ],
  [
    () => loose.exclude([{ column: 'room' }]),
    'exclude(…) needs a list of elements, each with its operator, as its first argument (elements), and got a list with an object in it.',
    `Write exclude([${place}]).`,
  ],
  [
    () => loose.alterPartitions(['p1', 'DEFAULT'], ['p2']),
    'alterPartitions(…, …) needs a partition and its bound as its second argument (partition 2), and got a list.',
    "Write alterPartitions(['orders_2026', 'DEFAULT'], ['orders_2026', 'DEFAULT']).",
  ],
  [
    () => loose.commentOnIndex('ix', 'users'),
    "commentOnIndex('ix', 'users', …) needs text, or null, as its third argument (comment), and got undefined.",
    "Write commentOnIndex('ix_users_email', 'users', 'Who may sign in').",
  ],
  [
    () => types.array(),
    'postgres.array(…) needs a type, such as t.integer(), as its first argument (element), and got nothing.',
    'Write postgres.array(t.integer()).',
  ],
  [
    () => types.interval(3),
    'postgres.interval(…) needs text as its first argument (fields), and got 3.',
    "Leave it out, or write postgres.interval('day to second').",
  ],
  [
    () => types.named(t.text()),
    'postgres.named(…) needs the name of a type, as text or as { schema, name }, as its first argument (name), and got a column.',
    "Write postgres.named('mood').",
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
  [
    () => loose.createSequence({ name: 's', incrment: 2 }),
    'incrment is no setting of a createSequence.',
    'Did you mean increment?',
  ],
  [() => loose.enumType({ nam: 'mood' }), 'nam is no setting of an enumType.', 'Did you mean name?'],
  [() => loose.alterSequence('s', { cylce: true }), 'cylce is no setting of an alterSequence.', 'There are:'],
  [() => loose.dropEnum('mood', { ifExist: true }), 'ifExist is no setting of a dropEnum.', 'Did you mean ifExists?'],
  [
    () => loose.createExclusion('no_overlap', 'bookings', [element], { were: 'x' }),
    'were is no setting of a createExclusion.',
    'Did you mean where?',
  ],
  [
    () => loose.createPartition('p', 'orders', 'DEFAULT', { tablspace: 'x' }),
    'tablspace is no setting of a createPartition.',
    'Did you mean tablespace?',
  ],
];

for (const [use, message, hint] of slips) {
  test(`${String(use).replace(/^.*?=> /u, '')} is told as a slip`, (assert) => {
    const error = assert.throws(use, { instanceOf: UnknownOptionError, message });
    assert.true(error.hint?.startsWith(hint), error.hint);
  });
}

/** What a program may hold by mistake. */
const anything: readonly unknown[] = [
  undefined,
  null,
  '',
  'users',
  3,
  Symbol('s'),
  [],
  [null],
  ['id'],
  {},
  { name: 3 },
  { name: 'a', values: null },
  { kind: 'x' },
  () => 1,
  t.text,
  t.text(),
  sql`x`,
  Promise.resolve(1),
];

test('whatever a builder is called with, it makes something or says in words of its own why not', (assert) => {
  const triples = anything.flatMap((a) => anything.flatMap((b) => anything.map((c) => [a, b, c])));
  const wrong = new Set<string>();
  const named = Object.keys(types).map((name) => [name, types[name as keyof typeof types]] as const);
  for (const [name, builder] of [...Object.entries(loose), ...named]) {
    for (const given of triples.flatMap((triple) => [triple, ['name', ...triple], ['name', 'users', ...triple]])) {
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
  const made = all.createMaterializedView({
    name: { schema: 'shop', name: 'sales' },
    definition: sql`SELECT 1 AS n`,
    columns: ['n'],
    indexes: [index(['n'], { name: 'ix_n' })],
    storage: { fillfactor: 70 },
    accessMethod: 'heap',
    tablespace: 'fast',
    withoutData: true,
    clusterOn: 'ix_n',
    columnComments: { n: 'How many' },
    comment: 'Sales',
  });
  assert.is(made.object.kind, 'postgres.materializedView');
  assert.notThrows(() => all.createEnum({ name: 'empty', values: [] }));
  assert.notThrows(() => all.createComposite({ name: 'empty', attributes: {} }));
  assert.notThrows(() => all.alterDomain('d', { default: null, checks: null, comment: null, nullable: false }));
  assert.notThrows(() => all.exclude([{ expression: 'lower(name)', operator: '=' }], { method: 'gist', where: 'a' }));
  assert.notThrows(() => postgres.array({ kind: 'integer' }));
});

test('numbers of a sequence can be written either way, and are kept exact', (assert) => {
  const { object } = all.createSequence({ name: 's', start: 5, increment: 2n, cycle: true });
  assert.deepEqual(object, { kind: 'postgres.sequence', name: { name: 's' }, start: 5n, increment: 2n, cycle: true });
  assert.deepEqual(all.alterSequence('s', { maxValue: 9, minValue: null }).to, { maxValue: 9n, minValue: null });
});
