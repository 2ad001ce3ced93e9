import test from 'ava';
import type { Statement } from '../ddl/statement.js';
import type { Journal } from './journal.js';
import type { StatementSink } from './statement-sink.js';
import { RestartUnit, TransactionUnit } from './transaction-unit.js';

/** Notes what it is handed; fails where it is told to. */
class NotingSink implements StatementSink {
  readonly notes: string[] = [];
  readonly failing = new Set<string>();

  begin = (): Promise<void> => this.#note('BEGIN');
  commit = (): Promise<void> => this.#note('COMMIT');
  rollback = (): Promise<void> => this.#note('ROLLBACK');

  async run({ sql }: Statement): Promise<number> {
    await this.#note(sql);
    return 0;
  }

  comment(): void {
    // Nobody reads it.
  }

  async #note(text: string): Promise<void> {
    this.notes.push(text);
    if (this.failing.has(text)) throw new Error(`${text} failed`);
  }
}

function statement(sql: string, more: Partial<Statement> = {}): Statement {
  return { sql, transaction: 'inside', source: { kind: 'execute', sql }, ...more };
}

const outside = (sql: string): Statement => statement(sql, { transaction: 'outside' });
const off = statement('OFF', { transaction: 'session', undo: 'ON' });

function unitOn(sink: NotingSink, transactional = true, journal?: Journal, onCommit?: () => void) {
  const unit = new TransactionUnit(sink, transactional, {
    ...(journal === undefined ? {} : { journal }),
    ...(onCommit === undefined ? {} : { onCommit }),
  });
  return {
    unit,
    run: (...statements: readonly Statement[]) => unit.run(statements, async (one) => void (await sink.run(one))),
  };
}

test('makes a setting before the transaction, and takes it back after', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await unit.make([off]);
  await unit.begin();
  await run(statement('a'));
  await unit.commit();
  await unit.close();
  t.deepEqual(sink.notes, ['OFF', 'BEGIN', 'a', 'COMMIT', 'ON']);
});

test('begins an empty transaction anew for a setting, and says so', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await unit.begin();
  t.true(await unit.make([off]));
  t.false(await unit.make([off]));
  await run(statement('a'));
  await unit.commit();
  t.deepEqual(sink.notes, ['BEGIN', 'ROLLBACK', 'OFF', 'BEGIN', 'a', 'COMMIT']);
});

test('asks for a restart when something was done before the setting', async (t) => {
  for (const touch of [true, false]) {
    const { unit, run } = unitOn(new NotingSink());
    await unit.begin();
    if (touch) unit.touch();
    else await run(statement('a'));
    const error = await t.throwsAsync(unit.make([off]), { instanceOf: RestartUnit });
    t.deepEqual(error?.settings, [off]);
  }
});

test('leaves the transaction for a statement that is refused in one', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await unit.begin();
  await run(statement('a'), statement('vacuum', { transaction: 'outside' }), statement('b'));
  await unit.commit();
  t.deepEqual(sink.notes, ['BEGIN', 'a', 'COMMIT', 'vacuum', 'BEGIN', 'b', 'COMMIT']);
});

test('without a transaction keeps several statements of an operation together, and leaves one alone', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink, false);
  await unit.begin();
  await run(statement('a'));
  await run(statement('b'), statement('c'));
  await run(statement('d'), statement('vacuum', { transaction: 'outside' }));
  await unit.commit();
  t.deepEqual(sink.notes, ['a', 'BEGIN', 'b', 'c', 'COMMIT', 'd', 'vacuum']);
});

test('tells the first error, not what goes wrong after it', async (t) => {
  const sink = new NotingSink();
  const { run } = unitOn(sink, false);
  sink.failing.add('b').add('ROLLBACK');
  await t.throwsAsync(run(statement('a'), statement('b')), { message: 'b failed' });
  t.deepEqual(sink.notes, ['BEGIN', 'a', 'b', 'ROLLBACK']);
});

test('rolls back what could not be committed', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await unit.begin();
  await run(statement('a'));
  sink.failing.add('COMMIT');
  await t.throwsAsync(unit.commit(), { message: 'COMMIT failed' });
  await unit.abandon();
  t.deepEqual(sink.notes, ['BEGIN', 'a', 'COMMIT', 'ROLLBACK']);
});

test('is abandoned without a word, whatever goes wrong', async (t) => {
  const sink = new NotingSink();
  const { unit } = unitOn(sink);
  await unit.make([off]);
  await unit.begin();
  sink.failing.add('ROLLBACK').add('ON');
  await t.notThrowsAsync(unit.abandon());
  t.deepEqual(sink.notes, ['OFF', 'BEGIN', 'ROLLBACK', 'ON']);
});

test('guards changes of data that a setting leaves unguarded, once, until the end', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await unit.make([{ ...off, guard: { before: ['look'], after: [{ sql: 'compare', transaction: 'inside' }] } }]);
  await unit.begin();
  await unit.guardData();
  await run(statement('a'));
  await unit.guardData();
  await unit.verify();
  await unit.verify();
  await unit.commit();
  t.deepEqual(sink.notes, ['OFF', 'BEGIN', 'look', 'a', 'compare', 'COMMIT']);
});

test('guards nothing where no setting asks for it', async (t) => {
  const sink = new NotingSink();
  const { unit } = unitOn(sink);
  await unit.make([off]);
  await unit.guardData();
  await unit.verify();
  t.deepEqual(sink.notes, ['OFF']);
});

/** Notes its calls among those of the sink. */
function journalOn(sink: NotingSink): Journal {
  const note = (text: string): Promise<void> => Promise.resolve(void sink.notes.push(`(${text})`));
  return {
    before: ({ revision, index, statement: { sql } }) => note(`before ${revision}.${index} ${sql}`),
    after: ({ revision, index, statement: { sql } }) => note(`after ${revision}.${index} ${sql}`),
    committing: ({ revision, from, to }) => note(`committing ${revision}.${from} to ${to}`),
  };
}

test('begins a transaction only for what belongs into one', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await run(outside('alter'));
  await run(statement('row'));
  await unit.commit();
  t.deepEqual(sink.notes, ['alter', 'BEGIN', 'row', 'COMMIT']);
});

test('runs nothing at all where there is nothing to run', async (t) => {
  const sink = new NotingSink();
  const { unit } = unitOn(sink);
  await unit.commit();
  await unit.rollback();
  t.deepEqual(sink.notes, []);
});

test('what has to come first comes before the first statement, and before the transaction', async (t) => {
  for (const first of [outside('alter'), statement('row')]) {
    const sink = new NotingSink();
    const { unit, run } = unitOn(sink);
    unit.startStep('a1', [outside('ahead')]);
    await run(first);
    await run(statement('last'));
    await unit.commit();
    t.deepEqual(sink.notes.slice(0, 2), ['ahead', first.transaction === 'outside' ? 'alter' : 'BEGIN']);
    t.deepEqual(
      unit.inEffect.map(({ sql }) => sql),
      [first.sql, 'last'],
    );
  }
});

test('knows what is in effect after a rollback: what took effect at once, and what had to be committed before it', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  unit.startStep('a1');
  await run(statement('insert'));
  await run(outside('alter'));
  sink.failing.add('update');
  await t.throwsAsync(run(statement('delete'), statement('update')));
  await unit.abandon();
  t.deepEqual(sink.notes, ['BEGIN', 'insert', 'COMMIT', 'alter', 'BEGIN', 'delete', 'update', 'ROLLBACK']);
  t.deepEqual(
    unit.inEffect.map(({ sql }) => sql),
    ['insert', 'alter'],
  );
});

test('a statement that failed and a test that was passed are not in effect', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink, false);
  sink.failing.add('alter').add('second');
  await run(statement('look', { mustBeEmpty: 'there are rows' }));
  await t.throwsAsync(run(outside('alter')));
  await t.throwsAsync(run(statement('first'), statement('second')));
  t.deepEqual(unit.inEffect, []);
});

test('what an earlier step left behind is no concern of the next', async (t) => {
  const { unit, run } = unitOn(new NotingSink());
  unit.startStep('a1');
  await run(outside('alter'), statement('row'));
  unit.startStep('b2');
  await run(outside('other'));
  t.deepEqual(
    unit.inEffect.map(({ sql }) => sql),
    ['other'],
  );
});

test('cannot start again once something is in effect: it commits instead, and makes the setting', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink);
  await run(outside('alter'), statement('a'));
  t.false(await unit.make([off]));
  await run(statement('b'));
  await unit.commit();
  t.deepEqual(sink.notes, ['alter', 'BEGIN', 'a', 'COMMIT', 'OFF', 'BEGIN', 'b', 'COMMIT']);
});

test('tells of a commit in the middle, not of the last', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink, true, undefined, () => sink.notes.push('(told)'));
  await run(statement('a'), outside('alter'), statement('b'));
  await unit.commit();
  t.deepEqual(sink.notes, ['BEGIN', 'a', 'COMMIT', '(told)', 'alter', 'BEGIN', 'b', 'COMMIT']);
});

test('a journal is told before and after what takes effect at once, and before a commit in the middle', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink, true, journalOn(sink));
  unit.startStep('a1');
  await run(statement('a'), statement('look', { mustBeEmpty: 'rows' }), outside('alter'), statement('b'));
  await unit.commit();
  const alter = ['(before a1.1 alter)', 'alter', '(after a1.1 alter)'];
  t.deepEqual(sink.notes, ['BEGIN', 'a', 'look', '(committing a1.0 to 0)', 'COMMIT', ...alter, 'BEGIN', 'b', 'COMMIT']);
});

test('a journal is told of each statement where there is no transaction, and of those of one operation together', async (t) => {
  const sink = new NotingSink();
  const { unit, run } = unitOn(sink, false, journalOn(sink));
  unit.startStep('a1');
  await run(statement('a'));
  await run(statement('b'), statement('c'));
  const together = ['BEGIN', 'b', 'c', '(committing a1.1 to 2)', 'COMMIT'];
  t.deepEqual(sink.notes, ['(before a1.0 a)', 'a', '(after a1.0 a)', ...together]);
});
