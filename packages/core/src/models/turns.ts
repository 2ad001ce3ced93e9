import { setImmediate } from 'node:timers/promises';

const enough = 8;

/**
 * Lets whoever waits for a database go on between two pieces of long work: take its answer, and send the next question. Of
 * an answer with many rows each turn takes a part; a turn that nobody needs costs microseconds.
 */
export async function turns(): Promise<void> {
  for (let turn = 0; turn < enough; turn++) {
    // oxlint-disable-next-line no-await-in-loop -- one after another is the point
    await setImmediate();
  }
}
