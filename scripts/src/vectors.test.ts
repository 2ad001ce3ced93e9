import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { BrokenVectorsError } from './vectors/format.js';
import { linesOf } from './vectors/print.js';
import { runVectors } from './vectors/run.js';

const OWN_FOLDER = fileURLToPath(new URL('../vectors/', import.meta.url));

async function folderWith(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aludel-vectors-'));
  await writeFile(join(folder, 'one.json'), content);
  return folder;
}

test("the project's own vectors all pass, and each deviation has its rule", async (t) => {
  const report = await runVectors(OWN_FOLDER);
  t.deepEqual(report.failures, []);
  t.is(report.total.failed, 0);
  t.true(report.total.passed > 2000);
  const byRule = [...report.deviations.values()].reduce((sum, count) => sum + count, 0);
  t.is(byRule, report.total.deviating);
});

test('a wrong answer is a failure that shows what was expected and what came', async (t) => {
  const folder = await folderWith(
    JSON.stringify({
      format: 'graph-vectors/1',
      name: 'wrong',
      revisions: [{ id: 'aaaa0001', down: [], dependsOn: [], labels: [], doc: '' }],
      queries: [
        { q: 1, k: 'heads', out: { ok: ['bbbb0001'] } },
        { q: 2, k: 'upgrade', rows: [], target: 'head', out: { err: 'multiple-heads' } },
        { q: 3, k: 'load', out: { ok: 1 } },
        { q: 4, k: 'unheard-of', out: { ok: 1 } },
      ],
    }),
  );
  const report = await runVectors(folder);
  t.deepEqual(
    report.failures.map(({ query }) => query.q),
    [1, 2, 4],
  );
  const lines = [...linesOf(report)];
  t.is(lines.at(-1), '1 passed, 3 failed');
  t.true(lines.some((line) => line.includes('one.json, query 1, heads')));
  t.true(lines.some((line) => line.includes('expected: {"ok":["bbbb0001"]}')));
  await rm(folder, { recursive: true });
});

test('an internal error of Alembic is no excuse for one of ours', async (t) => {
  const folder = await folderWith(
    JSON.stringify({
      format: 'graph-vectors/1',
      name: 'crash',
      revisions: [],
      queries: [{ q: 1, k: 'unheard-of', out: { err: 'internal' } }],
    }),
  );
  t.is((await runVectors(folder)).total.failed, 1);
  await rm(folder, { recursive: true });
});

test('a rule excuses no more than its reason says', async (t) => {
  const revisions = [
    { id: 'aaaa0001', down: [], dependsOn: [], labels: [], doc: '' },
    { id: 'aaaa0002', down: ['aaaa0001'], dependsOn: [], labels: [], doc: '' },
  ];
  const step = (id: string): unknown => [id, [['I', id]], [id]];
  const folder = await folderWith(
    JSON.stringify({
      format: 'graph-vectors/1',
      name: 'narrow',
      revisions,
      queries: [
        // Overlapping rows change what the table holds, never what runs.
        {
          q: 1,
          k: 'downgrade',
          rows: ['aaaa0002', 'aaaa0001'],
          target: 'base',
          out: { ok: { steps: [step('aaaa0002')], rows: [] } },
        },
        // With a purge nobody looks at the rows.
        {
          q: 2,
          k: 'stamp',
          rows: ['aaaa0001', 'aaaa0001'],
          targets: ['head'],
          purge: true,
          out: { ok: { steps: [], rows: [] } },
        },
        // The several heads of a warning are no excuse where another error is right.
        { q: 3, k: 'downgrade', rows: ['gone'], target: '-1', out: { err: 'ambiguous', warn: ['other'] } },
        // What is too long is too long for somebody.
        { q: 4, k: 'newRevision', newId: 'x'.repeat(300), out: { ok: {} } },
        { q: 5, k: 'upgrade', rows: [], target: '-1', out: { err: 'internal' } },
      ],
    }),
  );
  const report = await runVectors(folder);
  t.deepEqual(
    report.failures.map(({ query }) => query.q),
    [1, 2, 3],
  );
  t.is(report.total.deviating, 2);
  await rm(folder, { recursive: true });
});

test('a missing folder, an empty one and a broken file say so', async (t) => {
  await t.throwsAsync(runVectors(join(tmpdir(), 'aludel-no-such-folder')), { instanceOf: BrokenVectorsError });
  const empty = await mkdtemp(join(tmpdir(), 'aludel-vectors-'));
  await t.throwsAsync(runVectors(empty), { instanceOf: BrokenVectorsError, message: /holds no vectors/ });
  const broken = await folderWith('{"format":"graph-vectors/1"');
  await t.throwsAsync(runVectors(broken), { instanceOf: BrokenVectorsError, message: /one\.json can't be read/ });
  const other = await folderWith('{"format":"something else"}');
  await t.throwsAsync(runVectors(other), { instanceOf: BrokenVectorsError, message: /no file of the format/ });
  for (const folder of [empty, broken, other]) await rm(folder, { recursive: true });
});
