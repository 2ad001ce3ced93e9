import test from 'ava';
import { forEachTarget } from '../../for-each-target.js';
import { TargetProject } from './target-project.test-support.js';

forEachTarget(test, (target) => {
  target.test('Knex, queries and recorded operations see each other, in the order of the calls', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: {
        upgrade: [
          "op.createTable('log', { id: t.integer().primaryKey(), word: t.string(90) });",
          "op.bulkInsert('log', [{ id: 1, word: 'recorded ?' }]);",
          "const [{ word }] = await op.query('SELECT word FROM log WHERE id = ?', [1]);",
          "await op.knex('log').insert({ id: 2, word: `${word}, then Knex` });",
          "op.execute('UPDATE log SET word = ? WHERE id = ?', ['changed', 1]);",
          "const words = await op.knex('log').orderBy('id').pluck('word');",
          "op.addColumn('log', 'more', t.integer().notNull().default(7));",
          "const both = await op.query(op.knex('log').select('id', 'more').where('word', 'like', '%Knex').orderBy('id'));",
          "op.bulkInsert('log', [{ id: 3, word: words.join(' | ') }, { id: 4, word: JSON.stringify(both.map(({ id, more }) => [Number(id), Number(more)])) }]);",
        ],
      },
    });
    await project.migrator().upgrade();
    t.deepEqual(await project.values('SELECT word FROM log ORDER BY id'), [
      'changed',
      'recorded ?, then Knex',
      'changed | recorded ?, then Knex',
      '[[2,7]]',
    ]);
  });

  target.test('rows of an async iterable come in portions, and may be read from the database meanwhile', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: {
        upgrade: [
          "op.createTable('many', { id: t.integer().primaryKey(), word: t.string(20), half: t.decimal(9, 1) });",
          "op.bulkInsert('many', [{ id: -1, word: 'before', half: 1 }]);",
          'async function* rows() {',
          "  const [{ word }] = await op.query('SELECT word FROM many WHERE id = -1');",
          '  for (let id = 0; id < 3500; id++) {',
          '    if (id % 700 === 0) await new Promise((next) => { setImmediate(next); });',
          '    yield { id, word: id % 10 === 0 ? null : `${word} ${id}`, half: id / 2 };',
          '  }',
          '}',
          "op.bulkInsert('many', rows());",
          'op.execute("DELETE FROM many WHERE id = -1");',
        ],
      },
    });
    await project.migrator().upgrade();
    t.deepEqual((await project.values('SELECT count(*) FROM many')).map(Number), [3500]);
    t.deepEqual((await project.values('SELECT sum(half) FROM many')).map(Number), [(3499 * 3500) / 4]);
    t.deepEqual((await project.values('SELECT count(*) FROM many WHERE word IS NULL')).map(Number), [350]);
    t.deepEqual(await project.values('SELECT word FROM many WHERE id = 3499'), ['before 3499']);
  });

  target.test('up, down to nothing by what was derived, and up again', async (t) => {
    const project = await TargetProject.make(t, target);
    project.write({
      a1: { upgrade: "op.createTable('users', { id: t.integer().primaryKey(), name: t.string(40).unique() });" },
      b2: {
        upgrade: [
          "op.alterColumn('users', 'name', { name: 'full name', nullable: false, type: t.string(80), default: \"it's\" });",
          "op.createTable('posts', { id: t.integer().primaryKey(), author: t.integer().notNull().references('users', 'id') });",
          "op.createIndex(null, 'posts', ['author', 'id'], { unique: true });",
        ],
      },
      c3: { upgrade: "op.renameTable('posts', 'articles'); op.dropColumn('users', 'full name');" },
    });
    const migrator = project.migrator();
    await migrator.upgrade();
    t.deepEqual(await project.values('SELECT id FROM articles'), []);
    await migrator.downgrade('a1');
    t.deepEqual(await project.values('SELECT name FROM users'), []);
    await migrator.downgrade('base');
    t.false(await project.has('users'));
    t.deepEqual(await project.applied(), []);
    await migrator.upgrade();
    t.deepEqual(await project.applied(), ['a1', 'b2', 'c3']);
  });
});
