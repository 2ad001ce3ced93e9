import test from 'ava';
import { forEachTarget, type AddsTests } from './for-each-target.js';
import { stateVariable, targetsVariable } from './servers/server-state.js';
import { targetNamed } from './targets.js';

/** Collects titles where ava would add tests. */
function collector(): { readonly adds: AddsTests; readonly titles: readonly string[] } {
  const titles: string[] = [];
  const add = (word: string) => (title: string) => void titles.push(`${word}: ${title}`);
  return { titles, adds: Object.assign(add('test'), { serial: add('serial'), skip: add('skip') }) };
}

function chooseTargets(names: string, states: object = {}): void {
  process.env[targetsVariable] = names;
  process.env[stateVariable] = JSON.stringify(states);
}

const variable = targetNamed('mysql-8.4').server?.urlVariable ?? '';

test.serial('only the targets that were chosen get tests, under their names', (t) => {
  chooseTargets('sqlite, pglite');
  const { adds, titles } = collector();
  forEachTarget(adds, (target) => {
    target.test('reads', () => {});
    if (target.name === 'pglite') target.serial('writes', () => {});
  });
  t.deepEqual(titles, ['test: sqlite · reads', 'test: pglite · reads', 'serial: pglite · writes']);
});

test.serial('a target that does not run is one skipped test that says why', (t) => {
  chooseTargets('mysql-8.0,mysql-8.4', { 'mysql-8.0': { skipped: 'no image' } });
  delete process.env[variable];
  const { adds, titles } = collector();
  forEachTarget(adds, (target) => target.test('reads', () => {}));
  t.deepEqual(titles, [
    'skip: mysql-8.0 · skipped: no image',
    `skip: mysql-8.4 · skipped: set ${variable}, or run it by npm test or npm run matrix`,
  ]);
});

test.serial('a target whose URL is set runs, with the version that its server gave', (t) => {
  chooseTargets('mysql-8.4', { 'mysql-8.4': { version: '8.4.7', provider: 'url' } });
  process.env[variable] = 'mysql://root@127.0.0.1:1/';
  t.teardown(() => delete process.env[variable]);
  const { adds, titles } = collector();
  forEachTarget(adds, (target) => target.test(`runs on ${target.serverVersion ?? 'nothing'}`, () => {}));
  t.deepEqual(titles, ['test: mysql-8.4 · runs on 8.4.7']);
});

test.serial('a file that has nothing for a target says so, instead of failing as empty', (t) => {
  chooseTargets('sqlite');
  const { adds, titles } = collector();
  forEachTarget(adds, () => {});
  t.deepEqual(titles, ['skip: sqlite · skipped: nothing in this file is about it']);
});

test.serial('a name that is none is refused', (t) => {
  chooseTargets('sqlite,db2');
  t.throws(() => forEachTarget(collector().adds, () => {}), { message: /no target db2; there are: sqlite, / });
});
