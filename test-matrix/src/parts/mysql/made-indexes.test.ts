import type { Op } from '@aludel/core';
import { mysql } from '@aludel/mysql';
import { LiveSession } from '@aludel/testing';
import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { rawClient } from '../../raw-client.js';

/**
 * An index that the server made for a foreign key, where somebody wrote the key alone, goes without a word when another
 * would do: what is done to such tables, and the indexes that there are then.
 */
const changes: Readonly<Record<string, readonly [change: (op: Op) => void, indexes: readonly string[]]>> = {
  'a new name of the index': [(op) => op.renameIndex('by', 'notes', 'other'), ['other']],
  'a new name of the index, and another beside it': [
    (op) => {
      op.renameIndex('by', 'notes', 'other');
      op.createIndex('more', 'notes', ['author']);
    },
    ['more', 'other'],
  ],
  'a new name of the foreign key': [(op) => op.renameConstraint('by', 'notes', 'written_by'), ['by']],
  'new names of both': [
    (op) => {
      op.renameConstraint('by', 'notes', 'written_by');
      op.renameIndex('by', 'notes', 'other');
    },
    ['other'],
  ],
  'another foreign key of the same column': [
    (op) => op.createForeignKey('also_by', 'notes', 'people', ['author'], ['id']),
    ['by'],
  ],
  'a longer index': [(op) => op.createIndex('more', 'notes', ['author', 'place']), ['more']],
  'a unique constraint': [(op) => op.createUniqueConstraint('more', 'notes', ['author']), ['more']],
  'a foreign key of more columns': [
    (op) => op.createForeignKey('at', 'notes', 'places', ['author', 'place'], ['author', 'place']),
    ['at'],
  ],
  'the end of the foreign key': [(op) => op.dropConstraint('by', 'notes'), ['by']],
};

forEachTarget(test, (target) => {
  if (target.dialect !== 'mysql') return;
  for (const [what, [change, indexes]] of Object.entries(changes)) {
    target.test(
      `the index that the server made for a foreign key is where the model has it after ${what}`,
      async (t) => {
        const database = await target.freshDatabase(t);
        if (database.dialect !== 'mysql') throw new Error(`${target.name} is no MySQL`);
        const client = await rawClient(database);
        t.teardown(client.close);
        await client.script(`
        CREATE TABLE people (id int PRIMARY KEY);
        CREATE TABLE places (author int, place int, PRIMARY KEY (author, place));
        CREATE TABLE notes (author int, place int, CONSTRAINT \`by\` FOREIGN KEY (author) REFERENCES people (id));`);
        const text = async (): Promise<unknown> => (await client.query('SHOW CREATE TABLE notes'))[0]?.['Create Table'];
        const before = await text();
        const session = await LiveSession.open(mysql(database.options));
        t.teardown(() => session.close());
        await session.run(change);
        const rows = await client.query('SHOW INDEX FROM notes');
        t.deepEqual([...new Set(rows.map((row) => String(row['Key_name'])))].toSorted(), indexes);
        await session.downgrade('base');
        t.is(await text(), before);
      },
    );
  }
});
