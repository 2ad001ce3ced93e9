import { PassThrough } from 'node:stream';
import test from 'ava';
import { Prompt } from './prompt.js';

function terminal() {
  const input = Object.assign(new PassThrough(), { isTTY: true });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  let printed = '';
  output.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const prompt = Prompt.open({ json: false }, { input, output });
  if (prompt === undefined) throw new Error('nobody can be asked');
  return { input, prompt, printed: () => printed };
}

test('asks until the answer is yes or no', async (t) => {
  const { input, prompt, printed } = terminal();
  const answer = prompt.confirm('Was a renamed to b?');
  input.write('perhaps\n');
  input.write(' YES \n');
  t.true(await answer);
  t.is(printed().match(/Was a renamed to b\? \[y\/n\]/gu)?.length, 2);
  const other = prompt.confirm('And c?');
  input.write('n\n');
  t.false(await other);
  prompt.close();
});

test('Ctrl-C ends it without an answer', async (t) => {
  const { input, prompt } = terminal();
  const answer = prompt.confirm('Was a renamed to b?');
  input.write('\u0003');
  t.like(await t.throwsAsync(answer), { code: 'NOT_ANSWERED' });
  t.true(prompt.isInterrupted);
  await t.throwsAsync(prompt.confirm('And c?'));
  prompt.close();
});

test('the end of the input ends it, too, but is no interruption', async (t) => {
  for (const end of [(input: PassThrough) => input.write('\u0004'), (input: PassThrough) => input.end()]) {
    const { input, prompt } = terminal();
    const answer = prompt.confirm('Was a renamed to b?');
    end(input);
    // oxlint-disable-next-line no-await-in-loop -- one terminal after another
    t.like(await t.throwsAsync(answer), { code: 'NOT_ANSWERED' });
    t.false(prompt.isInterrupted);
  }
});

test('nobody is asked without a terminal, nor where a program reads', (t) => {
  const stream = new PassThrough();
  t.is(Prompt.open({ json: false }, { input: stream, output: stream }), undefined);
  const both = Object.assign(stream, { isTTY: true });
  t.is(Prompt.open({ json: true }, { input: both, output: both }), undefined);
});
