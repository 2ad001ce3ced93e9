import { AludelError } from '@aludel/core/dialect';
import test from 'ava';
import { wholeModel } from '../profile.js';
import type { Gap } from './dialect-under-test.js';
import { CaseFailure, Suite } from './suite.js';

interface Ran {
  readonly title: string;
  readonly error: unknown;
}

/** A suite whose tests are run at once, and what came of them. */
function suiteWith(unsupported: readonly Gap[]): {
  readonly suite: Suite;
  readonly ran: () => Promise<readonly Ran[]>;
} {
  const runs: Promise<Ran>[] = [];
  const suite = new Suite({
    test: (title, run) => {
      runs.push(
        run().then(
          () => ({ title, error: undefined }),
          (error: unknown) => ({ title, error }),
        ),
      );
    },
    name: 'vessel',
    database: () => Promise.reject(new Error('not asked')),
    profile: wholeModel,
    unsupported,
  });
  return { suite, ran: () => Promise.all(runs) };
}

function messageOf(ran: Ran | undefined): string {
  return ran?.error instanceof Error ? ran.error.message : '';
}

const refuses = (): Promise<void> =>
  Promise.reject(new AludelError('NO', 'It cannot do that.', { hint: 'Do another.' }));

test('a case that passes passes, one that fails fails, one after another', async (t) => {
  const { suite, ran } = suiteWith([]);
  const order: string[] = [];
  suite.add('first', 'createTable', async () => {
    await new Promise((next) => {
      setImmediate(next);
    });
    order.push('first');
    throw new Error('wrong');
  });
  suite.add('second', 'createTable', async () => void order.push('second'));
  suite.finish();
  const [first, second, ...more] = await ran();
  t.is(first?.title, 'vessel: first');
  t.is(messageOf(first), 'wrong');
  t.is(second?.error, undefined);
  t.deepEqual(order, ['first', 'second']);
  t.deepEqual(more, []);
});

test('what is not supported must be refused with an error of ours', async (t) => {
  const { suite, ran } = suiteWith([
    { kind: 'createTable', reason: 'it has no tables' },
    { case: 'by title', reason: 'nor this' },
  ]);
  suite.add('refused', 'createTable', refuses);
  suite.add('refused within a case', 'createTable', () =>
    refuses().catch((error: unknown) => Promise.reject(new CaseFailure(['x'], [], error))),
  );
  suite.add('passes', 'createTable', () => Promise.resolve());
  suite.add('is wrong', 'createTable', () => Promise.reject(new CaseFailure(['the model differs'], ['CREATE'])));
  suite.add('meant by title', 'dropTable', refuses);
  suite.add('not meant', 'dropTable', refuses);
  suite.finish();
  const ends = await ran();
  t.is(ends[0]?.title, 'vessel: refused (not supported: it has no tables)');
  t.deepEqual(
    ends.map(({ error }) => error === undefined),
    [true, true, false, false, true, false],
  );
  t.regex(messageOf(ends[2]), /it passes/u);
  t.is(messageOf(ends[3]), 'the model differs\n-- SQL\nCREATE');
});

test('a gap that means no case is a failure', async (t) => {
  const { suite, ran } = suiteWith([{ kind: 'interval', reason: 'long gone' }]);
  suite.add('other', 'createTable', () => Promise.resolve());
  suite.finish();
  const [, last] = await ran();
  t.regex(messageOf(last), /interval/u);
});

test('a runner that wants to be told is told', async (t) => {
  const told: string[] = [];
  const suite = new Suite({
    test: (_, run) => run({ pass: () => told.push('pass'), log: (text: string) => told.push(text) }),
    name: '',
    database: () => Promise.reject(new Error('not asked')),
    profile: wholeModel,
    unsupported: [],
  });
  suite.add('one', undefined, async (say) => say.log('said'));
  await new Promise((next) => {
    setImmediate(next);
  });
  t.deepEqual(told, ['said', 'pass']);
});
