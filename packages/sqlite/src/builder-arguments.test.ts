import { sql } from '@aludel/core';
import { InvalidDefinitionError, UnknownOptionError } from '@aludel/core/connection';
import test from 'ava';
import * as objectBuilders from './object-builders.js';
import * as tableBuilders from './table-builders.js';

const builders = { ...objectBuilders, ...tableBuilders };

type Loose = (...given: readonly unknown[]) => unknown;

const loose: Readonly<Record<keyof typeof builders, Loose>> = builders as never;

/** A wrong call, what is said of it, and what is to be done. */
const mistakes: readonly (readonly [use: () => unknown, message: string, hint: string])[] = [
  [
    () => loose.trigger('x'),
    "trigger('x', …) needs the name of a table, as text or as { schema, name }, as its second argument (table), and got undefined.",
    "Write trigger('stamp', 'users', 'CREATE TRIGGER …').",
  ],
  [
    () => loose.createTrigger('x', 'users', 3),
    "createTrigger('x', 'users', …) needs its whole statement as SQL text as its third argument (definition), and got 3.",
    "Write createTrigger('stamp', 'users', 'CREATE TRIGGER …').",
  ],
  [
    () => loose.dropTrigger('x', null),
    "dropTrigger('x', …) needs an object of settings as its second argument (settings), and got null.",
    "Leave it out, or write dropTrigger('stamp', { ifExists: true }).",
  ],
  [
    () => loose.virtualTable('notes'),
    "virtualTable('notes', …) needs its whole statement as SQL text as its second argument (definition), and got undefined.",
    "Write virtualTable('notes', 'CREATE VIRTUAL TABLE …').",
  ],
  [
    () => loose.dropVirtualTable(['notes']),
    'dropVirtualTable(…) needs the name of a virtual table, as text or as { schema, name }, as its first argument (name), and got a list.',
    "Write dropVirtualTable('notes').",
  ],
  [
    () => loose.alterTableOptions('notes', 'strict'),
    "alterTableOptions('notes', …) needs its definition, as an object, as its second argument (to), and got 'strict'.",
    "Write alterTableOptions('users', { strict: true }).",
  ],
];

for (const [use, message, hint] of mistakes) {
  test(`${String(use).replace(/^.*?=> /u, '')} is refused`, (assert) => {
    const error = assert.throws(use, { instanceOf: InvalidDefinitionError, message });
    assert.is(error.hint, hint);
  });
}

test('a slip in the name of a setting is told', (assert) => {
  const error = assert.throws(() => loose.dropTrigger('x', { tabel: 'users' }), {
    instanceOf: UnknownOptionError,
    message: 'tabel is no setting of a dropTrigger.',
  });
  assert.is(error.hint, 'There are: ifExists, table.');
});

test('every builder looks at what it is given', (assert) => {
  for (const [name, builder] of Object.entries(loose)) {
    assert.throws(() => builder(Symbol('nothing')), { instanceOf: InvalidDefinitionError }, name);
  }
});

test('what is right is taken', (assert) => {
  assert.notThrows(() => builders.createTrigger('x', { name: 'users' }, sql`CREATE TRIGGER …`));
  assert.deepEqual(builders.dropTrigger('x', { table: 'users', ifExists: true }), {
    kind: 'sqlite.dropObject',
    type: 'sqlite.trigger',
    name: { name: 'x' },
    table: { name: 'users' },
    ifExists: true,
  });
});
