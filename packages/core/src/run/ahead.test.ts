import { setImmediate } from 'node:timers/promises';
import test from 'ava';
import { Ahead } from './ahead.js';

test('it is done once, while the process would only wait', async (t) => {
  let times = 0;
  const ahead = new Ahead(() => (times += 1));
  t.is(times, 0);
  await setImmediate();
  t.is(times, 1);
  t.is(ahead.take(), 1);
  t.is(ahead.take(), 1);
});

test('who asks for it earlier has it at once, and it is not done again', async (t) => {
  let times = 0;
  const ahead = new Ahead(() => (times += 1));
  t.is(ahead.take(), 1);
  await setImmediate();
  t.is(times, 1);
});

test('what it throws is kept for who asks for it', async (t) => {
  const ahead = new Ahead((): number => {
    throw new Error('no such file');
  });
  await setImmediate();
  t.throws(() => ahead.take(), { message: 'no such file' });
});

test('one that was dropped is not begun', async (t) => {
  let times = 0;
  new Ahead(() => (times += 1)).drop();
  await setImmediate();
  t.is(times, 0);
});
