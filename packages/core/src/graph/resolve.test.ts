import test from 'ava';
import {
  AmbiguousIdentifierError,
  AmbiguousWalkError,
  BranchNotFoundError,
  MalformedIdentifierError,
  MultipleHeadsError,
  NotInBranchError,
  RevisionNotFoundError,
} from './errors.js';
import { parseHistoryRange, parseIdentifier, parseRange } from './identifier.js';
import { resolveMany, resolveOne } from './resolve.js';
import { RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';

function revision(id: string, downRevisions: readonly string[] = [], branchLabels: readonly string[] = []): Revision {
  return { id, downRevisions, dependsOn: [], branchLabels, message: '' };
}

// trunk0001 <- trunk0002 <- { left0001 <- left0002, right0001 (label: right) }
const graph = new RevisionGraph([
  revision('trunk0001'),
  revision('trunk0002', ['trunk0001']),
  revision('left0001', ['trunk0002']),
  revision('left0002', ['left0001']),
  revision('right0001', ['trunk0002'], ['right']),
]);

function names(identifier: string): readonly (string | null)[] {
  return resolveMany(graph, identifier).map((item) => (item === null || item === 'base' ? item : item.revision.id));
}

test('each absolute form stands for its revisions', (t) => {
  t.deepEqual(names('trunk0001'), ['trunk0001']);
  t.deepEqual(names('left0002'), ['left0002']);
  t.deepEqual(names('heads'), ['left0002', 'right0001']);
  t.deepEqual(names('base'), []);
  t.deepEqual(names('right'), ['right0001']);
  t.deepEqual(names('right@head'), ['right0001']);
  t.deepEqual(names('left0001@head'), ['left0002']);
  t.deepEqual(names('trunk0001@heads'), ['left0002', 'right0001']);
  t.deepEqual(names('right@base'), []);
  t.is(resolveOne(graph, 'base'), null);
});

test('a partial identifier stands for the only name that starts with it, on its branch where one is given', (t) => {
  t.is(resolveOne(graph, 'right0')?.revision.id, 'right0001');
  t.is(resolveOne(graph, 'left0001@left0002')?.revision.id, 'left0002');
  const forked = new RevisionGraph([revision('same0001', [], ['one']), revision('same0002', [], ['two'])]);
  t.is(resolveOne(forked, 'two@same')?.revision.id, 'same0002');
});

test('an ambiguous start lists all candidates, labels among them', (t) => {
  const error = t.throws(() => resolveOne(graph, 'rig'), { instanceOf: AmbiguousIdentifierError });
  t.is(error.code, 'AMBIGUOUS_IDENTIFIER');
  t.deepEqual(error.candidates, ['right0001', 'right']);
});

test('an unknown name, an unknown branch and a revision off the branch are told apart', (t) => {
  t.is(t.throws(() => resolveOne(graph, 'nope'), { instanceOf: RevisionNotFoundError }).code, 'REVISION_NOT_FOUND');
  t.is(t.throws(() => resolveOne(graph, 'nope@base'), { instanceOf: BranchNotFoundError }).code, 'BRANCH_NOT_FOUND');
  const error = t.throws(() => resolveOne(graph, 'right@left0001'), { instanceOf: NotInBranchError });
  t.is(error.code, 'NOT_IN_BRANCH');
  t.is(t.throws(() => resolveOne(graph, ''), { instanceOf: MalformedIdentifierError }).code, 'MALFORMED_IDENTIFIER');
});

test('head of several heads names them', (t) => {
  const error = t.throws(() => resolveMany(graph, 'head'), { instanceOf: MultipleHeadsError });
  t.is(error.code, 'MULTIPLE_HEADS');
  t.deepEqual(error.heads, ['left0002', 'right0001']);
});

test('-N without a database walks down from each head', (t) => {
  t.deepEqual(names('-1'), ['left0001', 'trunk0002']);
  t.deepEqual(names('right@-1'), ['trunk0002']);
  t.deepEqual(names('-3'), ['trunk0001', 'base']);
  t.deepEqual(names('-5'), [null, null]);
});

test('a walk down that meets a merge names the ways', (t) => {
  const merged = new RevisionGraph([revision('a1'), revision('b1'), revision('m1', ['a1', 'b1'])]);
  const error = t.throws(() => resolveMany(merged, '-1'), { instanceOf: AmbiguousWalkError });
  t.is(error.code, 'AMBIGUOUS_WALK');
  t.is(error.revisionId, 'm1');
  t.deepEqual(error.candidates, ['a1', 'b1']);
});

test('relative forms are read with branch, symbol and steps', (t) => {
  const forms: readonly (readonly [string, string | undefined, string | undefined, number])[] = [
    ['+1', undefined, undefined, 1],
    ['-2', undefined, undefined, -2],
    ['ae10+3', undefined, 'ae10', 3],
    ['head-1', undefined, 'head', -1],
    ['cart@+1', 'cart', undefined, 1],
    ['my-cart@-1', 'my-cart', undefined, -1],
    ['cart@ae10-1', 'cart', 'ae10', -1],
  ];
  for (const [text, branch, symbol, steps] of forms) {
    t.deepEqual(parseIdentifier(text), { kind: 'relative', text, branch, symbol, steps });
  }
  t.deepEqual(parseIdentifier('cart@head'), { kind: 'absolute', text: 'cart@head', branch: 'cart', symbol: 'head' });
});

test('ranges may lack either end, and have no third part', (t) => {
  t.deepEqual(parseRange('a:b'), { text: 'a:b', start: 'a', end: 'b' });
  t.deepEqual(parseRange('a:'), { text: 'a:', start: 'a', end: undefined });
  t.deepEqual(parseHistoryRange('-3:current'), { text: '-3:current', start: '-3', end: 'current' });
  t.is(parseRange('a'), undefined);
  t.throws(() => parseRange('a:b:c'), { code: 'MALFORMED_RANGE' });
  t.throws(() => parseHistoryRange('a'), { code: 'BAD_HISTORY_RANGE' });
});

test('a number of steps may be written in the digits of any script', (t) => {
  const steps = (text: string): unknown => {
    const identifier = parseIdentifier(text);
    return identifier.kind === 'relative' ? identifier.steps : identifier;
  };
  t.is(steps('+\u{ff11}'), 1);
  t.is(steps('trunk0001-\u{661}\u{660}'), -10);
  t.is(steps('+\u{1d7d9}'), 1);
  t.is(steps('+\u{1d7e3}'), 1);
  t.deepEqual(names('-\u{661}'), names('-1'));
});

test('spaces around a number of steps from the heads are no part of it', (t) => {
  t.deepEqual(names(' -1'), ['left0001', 'trunk0002']);
  t.deepEqual(names('right@ -1'), ['trunk0002']);
});
