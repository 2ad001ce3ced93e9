import test from 'ava';
import type { Statement } from '../ddl/statement.js';
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

const off = statement('OFF', { transaction: 'session', undo: 'ON' });

function unitOn(sink: NotingSink, transactional = true) {
  const unit = new TransactionUnit(sink, transactional);
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
