import test from 'ava';
import { AludelError } from '../errors.js';
import { closureOf, headsOf } from './applied.js';
import { currentRevisions, isAtHead, isFullyApplied } from './current.js';
import {
  AmbiguousDowngradeError,
  AmbiguousUpgradeError,
  DuplicateParentError,
  InvalidDowngradeTargetError,
  NotAHeadError,
  OverlappingRevisionsError,
  RangeNotAncestorError,
  RevisionNotFoundError,
  UnknownAppliedRevisionError,
} from './errors.js';
import { history } from './history.js';
import { planNewRevision } from './new-revision.js';
import type { Plan } from './plan.js';
import { planDowngrade, planDowngradeRange } from './plan-downgrade.js';
import { planStamp } from './plan-stamp.js';
import { planUpgrade, planUpgradeRange } from './plan-upgrade.js';
import { RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';

function revision(id: string, downRevisions: readonly string[] = [], rest: Partial<Revision> = {}): Revision {
  return { id, downRevisions, dependsOn: [], branchLabels: [], message: '', ...rest };
}

const diamond = new RevisionGraph([
  revision('a1'),
  revision('b1', ['a1']),
  revision('b2', ['a1'], { branchLabels: ['cart'] }),
  revision('m', ['b1', 'b2']),
]);

const services = new RevisionGraph([
  revision('a1'),
  revision('a2', ['a1']),
  revision('n1', [], { branchLabels: ['net'] }),
  revision('n2', ['n1'], { dependsOn: ['a2'] }),
  revision('n3', ['n2']),
]);

function trace(plan: Plan): readonly string[] {
  return plan.steps.map((step) => `${step.revision.id}: ${step.headsAfter.join(' ')}`);
}

test('an upgrade through a diamond applies the later branch first, and shows the heads after each step', (t) => {
  const plan = planUpgrade(diamond, [], 'heads');
  t.deepEqual(trace(plan), ['a1: a1', 'b2: b2', 'b1: b1 b2', 'm: m']);
  t.deepEqual(plan.from, []);
  t.deepEqual(plan.to, ['m']);
});

test('an upgrade to what is applied has no steps', (t) => {
  t.deepEqual(planUpgrade(diamond, ['a1', 'b1'], 'a1').steps, []);
});

test('a downgrade to one parent of a merge takes back the merge alone', (t) => {
  t.deepEqual(trace(planDowngrade(diamond, closureOf(diamond, ['m']), 'b1')), ['m: b1 b2']);
  t.deepEqual(trace(planDowngrade(diamond, closureOf(diamond, ['m']), 'a1')), ['m: b1 b2', 'b1: b2', 'b2: a1']);
});

test('the heads after a step can be read in any order', (t) => {
  const { steps } = planDowngrade(diamond, closureOf(diamond, ['m']), 'base');
  t.deepEqual(steps.at(-1)?.headsAfter, []);
  t.deepEqual(steps[0]?.headsAfter, ['b1', 'b2']);
});

test('a dependency is applied with what needs it, and stays when that is taken back', (t) => {
  const up = planUpgrade(services, [], 'net@head');
  t.deepEqual(trace(up), ['a1: a1', 'a2: a2', 'n1: a2 n1', 'n2: n2', 'n3: n3']);
  const applied = closureOf(services, ['n3']);
  t.deepEqual(trace(planDowngrade(services, applied, 'net@base')), ['n3: n2', 'n2: a2 n1', 'n1: a2']);
  t.deepEqual(trace(planDowngrade(services, applied, 'a1')), ['n3: n2', 'n2: a2 n1', 'a2: a1 n1']);
});

test('+N from several current revisions is refused, unless a branch is named', (t) => {
  const applied = ['a1', 'b1', 'b2'];
  const error = t.throws(() => planUpgrade(diamond, applied, '+1'), { instanceOf: AmbiguousUpgradeError });
  t.is(error.code, 'AMBIGUOUS_UPGRADE');
  t.deepEqual(error.current, ['b1', 'b2']);
  t.deepEqual(trace(planUpgrade(diamond, ['a1', 'b1'], 'cart@+1')), ['b2: b1 b2']);
});

test('-N from several current revisions is refused with the candidates, unless a branch is named', (t) => {
  const applied = ['a1', 'b1', 'b2'];
  const error = t.throws(() => planDowngrade(diamond, applied, '-1'), { instanceOf: AmbiguousDowngradeError });
  t.is(error.code, 'AMBIGUOUS_DOWNGRADE');
  t.deepEqual(error.current, ['b1', 'b2']);
  t.deepEqual(trace(planDowngrade(diamond, applied, 'cart@-1')), ['b2: b1']);
});

test('a walk that leaves the graph says so', (t) => {
  t.throws(() => planUpgrade(diamond, ['a1', 'b1'], '+9'), { code: 'RELATIVE_TOO_FAR' });
  t.throws(() => planUpgrade(diamond, [], 'm+1'), { code: 'RELATIVE_TOO_FAR' });
  t.throws(() => planUpgrade(diamond, [], '-1'), { code: 'RELATIVE_TOO_FAR' });
  t.throws(() => planDowngrade(diamond, ['a1'], 'a1-3'), { code: 'WALKED_TOO_FAR' });
  t.throws(() => planDowngrade(diamond, [], '-1'), { code: 'RELATIVE_TOO_FAR' });
  t.throws(() => planDowngrade(services, ['a1'], 'net@-1'), { code: 'RELATIVE_TOO_FAR' });
});

test('a downgrade to what is not below is refused', (t) => {
  const error = t.throws(() => planDowngrade(diamond, ['a1'], 'm'), { instanceOf: RangeNotAncestorError });
  t.is(error.code, 'RANGE_NOT_ANCESTOR');
  const two = new RevisionGraph([revision('a1'), revision('b1', ['a1']), revision('c1', ['a1']), revision('z1')]);
  const elsewhere = t.throws(() => planDowngrade(two, ['a1', 'b1'], 'z1@a1'), {
    instanceOf: InvalidDowngradeTargetError,
  });
  t.is(elsewhere.code, 'INVALID_DOWNGRADE_TARGET');
});

test('targets of which one needs another are refused', (t) => {
  const labelled = new RevisionGraph([
    revision('a1', [], { branchLabels: ['x'] }),
    revision('a2', ['a1']),
    revision('b2', ['a1'], { dependsOn: ['a2'] }),
  ]);
  const error = t.throws(() => planUpgrade(labelled, [], 'x@heads'), { instanceOf: OverlappingRevisionsError });
  t.is(error.code, 'OVERLAPPING_REVISIONS');
  t.is(error.revisionId, 'b2');
  t.deepEqual(error.overlaps, ['a2']);
});

test('all rows that no file explains are named together, with the cure', (t) => {
  const rows = ['a1', 'gone1', 'gone2'];
  for (const act of [
    () => planUpgrade(diamond, rows, 'heads'),
    () => planDowngrade(diamond, rows, 'base'),
    () => planDowngrade(diamond, rows, '-1'),
    () => planStamp(diamond, rows, ['heads']),
    () => currentRevisions(diamond, rows),
    () => headsOf(diamond, rows),
    () => history(diamond, ':current', rows),
  ]) {
    const error = t.throws(act, { instanceOf: UnknownAppliedRevisionError });
    t.is(error.code, 'UNKNOWN_APPLIED_REVISION');
    t.deepEqual(error.revisionIds, ['gone1', 'gone2']);
    t.regex(error.hint ?? '', /stamp --purge/);
  }
  t.false(isAtHead(diamond, rows));
});

test('a stamp says which rows to write and which to take away', (t) => {
  const up = planStamp(diamond, ['a1'], ['m']);
  t.deepEqual(up.insert.toSorted(), ['b1', 'b2', 'm']);
  t.is(up.insert.at(-1), 'm');
  t.deepEqual(up.delete, []);
  t.deepEqual(up.steps, [{ way: 'up', from: ['a1'], to: ['m'], headsAfter: ['m'] }]);
  const down = planStamp(diamond, ['a1', 'b1', 'b2', 'm'], ['b1']);
  t.deepEqual(down.delete, ['b2', 'm']);
  t.deepEqual(down.to, ['b1']);
  t.deepEqual(planStamp(diamond, ['a1', 'b1'], ['base']).delete, ['a1', 'b1']);
});

test('several targets are stamped one after the other, also where Alembic breaks off', (t) => {
  const plan = planStamp(diamond, ['a1', 'b1', 'b2', 'm'], ['b1', 'b2']);
  t.deepEqual(plan.to, ['b1', 'b2']);
  t.deepEqual(plan.delete, ['m']);
});

test('a stamp with purge clears rows that no file explains', (t) => {
  const plan = planStamp(diamond, ['gone1', 'a1'], ['b1'], { purge: true });
  t.deepEqual(plan.delete, ['gone1', 'a1']);
  t.deepEqual(plan.insert, ['a1', 'b1']);
  t.true(plan.purge);
});

test('scripts start where the range says, and a downgrade script needs both ends', (t) => {
  t.deepEqual(trace(planUpgradeRange(diamond, 'b1:m')), ['b2: b1 b2', 'm: m']);
  t.is(planUpgradeRange(diamond, 'heads').steps.length, 4);
  t.deepEqual(trace(planDowngradeRange(diamond, 'b1:base')), ['b1: a1', 'a1: ']);
  t.throws(() => planDowngradeRange(diamond, 'base'), { code: 'RANGE_REQUIRED' });
  t.throws(() => planDowngradeRange(diamond, 'b1:'), { code: 'MALFORMED_IDENTIFIER' });
  t.throws(() => planUpgrade(diamond, [], 'a1:m'), { code: 'RANGE_NOT_ALLOWED' });
  t.throws(() => planDowngrade(diamond, [], 'm:a1'), { code: 'RANGE_NOT_ALLOWED' });
});

test('history lists newest first with both ends, and knows current', (t) => {
  const ids = (range?: string, applied: readonly string[] = []): readonly string[] =>
    history(diamond, range, applied).map(({ id }) => id);
  t.deepEqual(ids(), ['m', 'b1', 'b2', 'a1']);
  t.deepEqual(ids('b1:m'), ['m', 'b1']);
  t.deepEqual(ids(':b2'), ['b2', 'a1']);
  t.deepEqual(ids(':current', ['a1', 'b1']), ['b1', 'a1']);
  t.deepEqual(ids('current:', ['a1', 'b2']), ['m', 'b2']);
  t.throws(() => ids('m'), { code: 'BAD_HISTORY_RANGE' });
  const line = new RevisionGraph([revision('a1'), revision('a2', ['a1'])]);
  for (const range of ['-2:', '-3:', '-9:heads']) {
    const { hint = '' } = t.throws(() => history(line, range), { instanceOf: AludelError }) ?? {};
    t.regex(hint, /fewer revisions than -\d goes back\. Leave (?:the range|its start) out/u);
  }
});

test('current shows the tip of a branch that a head depends on', (t) => {
  const applied = closureOf(services, ['n3']);
  t.deepEqual(headsOf(services, applied), ['n3']);
  t.deepEqual(currentRevisions(services, applied), ['a2', 'n3']);
  t.false(isAtHead(services, applied), 'the heads of the graph are two, as with Alembic');
  t.true(isFullyApplied(services, applied));
});

test('a new revision follows the head, or what it is told to', (t) => {
  t.deepEqual(planNewRevision(diamond, { id: 'n', message: 'New' }).revision, revision('n', ['m'], { message: 'New' }));
  const spliced = planNewRevision(diamond, { id: 'n', parents: ['b1'], splice: true, dependsOn: ['cart'] });
  t.deepEqual(spliced.revision.dependsOn, ['cart']);
  t.deepEqual(spliced.heads, ['m', 'n']);
  t.deepEqual(planNewRevision(diamond, { id: 'n', parents: ['base'] }).revision.downRevisions, []);
});

test('a new revision that does not fit is refused', (t) => {
  const notHead = t.throws(() => planNewRevision(diamond, { id: 'n', parents: ['b1'] }), { instanceOf: NotAHeadError });
  t.is(notHead.code, 'NOT_A_HEAD');
  const twice = t.throws(() => planNewRevision(diamond, { id: 'n', parents: ['m', 'head'] }), {
    instanceOf: DuplicateParentError,
  });
  t.is(twice.code, 'DUPLICATE_PARENT');
  t.throws(() => planNewRevision(diamond, { id: 'a-b' }), { code: 'ILLEGAL_REVISION_ID' });
  t.throws(() => planNewRevision(diamond, { id: 'b1' }), { code: 'DUPLICATE_REVISION' });
  t.throws(() => planNewRevision(diamond, { id: 'm' }), { code: 'REVISION_LOOP' });
  t.throws(() => planNewRevision(diamond, { id: 'n', branchLabels: ['cart'] }), { code: 'LABEL_TAKEN' });
  t.throws(() => planNewRevision(diamond, { id: 'n', branchLabels: ['n'] }), { code: 'LABEL_TAKEN' });
  t.throws(() => planNewRevision(diamond, { id: 'n', dependsOn: ['base'] }), { code: 'REVISION_NOT_FOUND' });
  t.throws(() => planNewRevision(services, { id: 'n' }), { code: 'MULTIPLE_HEADS' });
});

test('a branch that is misspelled is told before rows that no file explains, where a known row comes first', (t) => {
  t.throws(() => planDowngrade(services, ['n3', 'gone'], 'nte@-1'), { instanceOf: RevisionNotFoundError });
  t.throws(() => planDowngrade(services, ['gone', 'n3'], 'nte@-1'), { instanceOf: UnknownAppliedRevisionError });
  t.throws(() => planDowngrade(services, ['n3', 'gone'], 'net@-1'), { instanceOf: UnknownAppliedRevisionError });
});
