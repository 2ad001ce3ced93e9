import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'ava';
import { root } from '../root.js';
import { findParts } from './parts.js';
import { countAll, reportText, type MatrixReport, type TargetReport } from './report.js';

const ran: TargetReport = {
  name: 'postgres-17',
  dialect: 'postgres',
  flavour: 'postgresql',
  version: '17.9',
  provider: 'local',
  startMs: 1234,
  note: 'not the newest',
  skipped: null,
  failed: false,
  parts: {
    laws: { passed: 3, failed: 1, skipped: 0, ms: 2000, failures: ['postgres-17 · law 1'], skips: [] },
    running: {
      passed: 5,
      failed: 0,
      skipped: 1,
      ms: 900,
      failures: [],
      skips: ['postgres-17 · skipped: no lock here'],
    },
  },
};
const absent = { ...ran, name: 'mysql-8.0', version: null, provider: null, note: null, skipped: 'not here', parts: {} };

test('a target that is missing counts as one skipped, or as one failed where nothing may be missing', (t) => {
  t.deepEqual(countAll([ran, absent]), { passed: 8, failed: 1, skipped: 2 });
  t.deepEqual(countAll([ran, { ...absent, failed: true }]), { passed: 8, failed: 2, skipped: 1 });
});

test('the table has every target and part, and every reason stands below it', (t) => {
  const report: MatrixReport = {
    started: '2026-01-02T03:04:05.000Z',
    tookMs: 5000,
    node: '20.0.0',
    platform: 'linux x64',
    parts: ['laws', 'running'],
    targets: [ran, absent],
    ...countAll([ran, absent]),
  };
  t.deepEqual(reportText(report).split('\n'), [
    '| target      | server | from  | start | laws                      | running                    |',
    '|-------------|--------|-------|-------|---------------------------|----------------------------|',
    '| postgres-17 | 17.9   | local | 1.2 s | 1 FAILED, 3 passed, 2.0 s | 5 passed, 1 skipped, 0.9 s |',
    '| mysql-8.0   |        |       |       | skipped                   | skipped                    |',
    '',
    'note: postgres-17: not the newest',
    'FAILED: laws: postgres-17 · law 1',
    'skipped: running: postgres-17 · skipped: no lock here',
    'skipped: mysql-8.0: not here',
    '2026-01-02, Node 20.0.0, linux x64, 5.0 s in all.',
  ]);
});

test('every part is found, as a file or as a folder', (t) => {
  const connecting = findParts().find(({ name }) => name === 'connecting');
  t.is(connecting?.pattern, 'test-matrix/src/parts/connecting.test.ts');
});

test('npm run matrix refuses names that are none, and says which there are', (t) => {
  const matrix = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts', 'dist', 'matrix.js'), ...args], { encoding: 'utf8' });
  for (const [args, message] of [
    [['--targets', 'sqlite,postgres-5'], /no target "postgres-5"; there are: sqlite, pglite, postgres-13/u],
    [['--parts', 'nothing'], /no part "nothing"; there are: .*connecting/u],
    [['--provider', 'cloud'], /no provider cloud; there are: url, docker, local/u],
    [['--jobs', 'many'], /--jobs wants a number/u],
    [['--target', 'sqlite'], /Unknown option '--target'/u],
  ] as const) {
    const { status, stderr } = matrix(...args);
    t.is(status, 2, stderr);
    t.regex(stderr, message);
  }
  const { status, stdout } = matrix('--list');
  t.is(status, 0);
  t.regex(
    stdout,
    /mysql-9\.7 +ALUDEL_TEST_URL_MYSQL_9_7, or Docker mysql:9\.7, or mysql-server-core of Debian sid; in npm test/u,
  );
});
