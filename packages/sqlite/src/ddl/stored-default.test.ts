import type { Operation } from '@aludel/core/dialect';
import test from 'ava';
import { TestDatabase } from '../run.test-support.js';

const users = { name: 'users' };

for (const forceRebuild of [false, true]) {
  test(`takes a default back in the words that it was written in${forceRebuild ? ', by a rebuild' : ''}`, async (t) => {
    const written = [
      '(0)',
      '((0))',
      '( /* ( */ 0 )',
      'TRUE',
      '"draft"',
      '`draft`',
      '+1',
      '- 5',
      '00',
      '1.50',
      '.5',
      "X'AB'",
      '(NULL)',
      `('dr' || 'aft')`,
      '(CURRENT_TIMESTAMP)',
      'CURRENT_TIMESTAMP',
      'foo',
      'Foo /* a string */',
      '\n  now',
    ];
    const joined = ["'x'", '`x`', '"x"', '[x]', '(0)', '+1', '-5', '.5', '((1))'];
    const columns = [
      ...written.map((text, at) => `c${at} default ${text} not null`),
      ...joined.map((text, at) => `c${at + written.length} DEFAULT${text} not null`),
    ].join(', ');
    const database = await TestDatabase.open(t, `CREATE TABLE users (id INTEGER PRIMARY KEY, ${columns});`, {
      target: { forceRebuild },
    });
    const schema = await database.schema();
    for (const [at] of [...written, ...joined].entries()) {
      const operation: Operation = {
        kind: 'alterColumn',
        table: users,
        column: `c${at}`,
        to: { default: { kind: 'literal', value: 77 } },
      };
      const back = database.registry.reverseAll(await database.read([operation]), [operation]);
      await database.run(operation);
      t.notDeepEqual(await database.schema(), schema);
      await database.run(...back);
      t.deepEqual(await database.schema(), schema);
    }
  });
}

test('changes a default that stands without a space between two words', async (t) => {
  const database = await TestDatabase.open(t, "CREATE TABLE users (id INTEGER PRIMARY KEY, n DEFAULT'x'NOT NULL)");
  await database.thereAndBack({
    kind: 'alterColumn',
    table: users,
    column: 'n',
    to: { default: { kind: 'literal', value: 7 } },
  });
  await database.execute('INSERT INTO users (id) VALUES (1)');
  t.deepEqual(await database.rows('SELECT n FROM users'), [{ n: 'x' }]);
});
