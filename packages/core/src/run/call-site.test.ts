import { fileURLToPath } from 'node:url';
import test from 'ava';
import { callSite, userFrame } from './call-site.js';

function thrown(...frames: readonly string[]): Error {
  const error = new Error('broken');
  error.stack = ['Error: broken', ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
}

const own = fileURLToPath(new URL('runner.js', import.meta.url));

const frames: readonly (readonly [frame: string, file: string, line: number])[] = [
  ['Object.upgrade (/app/migrations/a1.ts:12:8)', '/app/migrations/a1.ts', 12],
  ['/app/migrations/a1.ts:12:8', '/app/migrations/a1.ts', 12],
  ['async Object.upgrade (/app/migrations/a1.ts:12:8)', '/app/migrations/a1.ts', 12],
  ['async /app/migrations/a1.ts:12:8', '/app/migrations/a1.ts', 12],
  ['upgrade (file:///app/migrations/a1.mjs:12:8)', '/app/migrations/a1.mjs', 12],
  ['async file:///app/migrations/a1.mjs:3:1', '/app/migrations/a1.mjs', 3],
  ['upgrade (file:///app/migrations/a1.mjs?changed=17.5:12:8)', '/app/migrations/a1.mjs', 12],
  ['upgrade (file:///app/my%20migrations/a1.mjs:12:8)', '/app/my migrations/a1.mjs', 12],
  ['upgrade (/app/my migrations (old)/a1.ts:12:8)', '/app/my migrations (old)/a1.ts', 12],
  ['/app/my migrations (old)/a1.ts:12:8', '/app/my migrations (old)/a1.ts', 12],
  ['new Seeder (/app/seed.ts:1:1)', '/app/seed.ts', 1],
  ['Seeder.<anonymous> (/app/seed.ts:1:1)', '/app/seed.ts', 1],
  ['Object.upgrade [as old] (/app/seed.ts:1:1)', '/app/seed.ts', 1],
  ['Object.upgrade (C:\\app\\migrations\\a1.ts:12:8)', 'C:\\app\\migrations\\a1.ts', 12],
  ['C:\\app\\migrations\\a1.ts:12:8', 'C:\\app\\migrations\\a1.ts', 12],
];

for (const [frame, file, line] of frames) {
  test(`finds the place in "at ${frame}"`, (t) => {
    t.deepEqual(userFrame(thrown(frame)), { file, line });
  });
}

test('passes over what is not the user’s', (t) => {
  const error = thrown(
    `Runner.run (${own}:5:1)`,
    'Database.exec (/app/node_modules/better-sqlite3/lib/methods/wrappers.js:9:14)',
    'Array.map (<anonymous>)',
    'async Promise.all (index 0)',
    'process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
    'eval (eval at <anonymous> (/app/eval.ts:1:1), <anonymous>:1:1)',
    'Object.upgrade (/app/migrations/a1.ts:4:5)',
    'main (/app/cli.ts:9:9)',
  );
  t.deepEqual(userFrame(error), { file: '/app/migrations/a1.ts', line: 4 });
});

test('finds nothing where there is nothing', (t) => {
  t.deepEqual(userFrame(thrown(`Runner.run (${own}:5:1)`)), {});
  t.deepEqual(userFrame('a string'), {});
  t.deepEqual(userFrame(undefined), {});
  const bare = new Error('broken');
  Object.defineProperty(bare, 'stack', { value: undefined });
  t.deepEqual(userFrame(bare), {});
  t.deepEqual(callSite(), {});
});
