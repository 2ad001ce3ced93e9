import test from 'ava';
import { Turns } from './turns.js';

test('as many are in as there are places, and they come in as they came', async (t) => {
  const turns = new Turns(2);
  const order: number[] = [];
  let inside = 0;
  let most = 0;
  await Promise.all(
    [1, 2, 3, 4, 5].map(async (number) => {
      const leave = await turns.take();
      order.push(number);
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
      leave();
    }),
  );
  t.deepEqual(order, [1, 2, 3, 4, 5]);
  t.is(most, 2);
});

test('a turn that is ended twice makes one place', async (t) => {
  const turns = new Turns(1);
  const leave = await turns.take();
  leave();
  leave();
  await turns.take();
  const waits = await Promise.race([
    turns.take().then(() => false),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(true))),
  ]);
  t.true(waits);
});
