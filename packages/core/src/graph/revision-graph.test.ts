import test from 'ava';
import {
  DependencyCycleError,
  DependencyLoopError,
  DuplicateRevisionError,
  IllegalRevisionIdError,
  LabelTakenError,
  MAX_REVISION_ID_LENGTH,
  MissingDependencyError,
  MissingParentError,
  RevisionCycleError,
  RevisionIdTooLongError,
  RevisionLoopError,
} from './errors.js';
import { RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';

function revision(id: string, downRevisions: readonly string[] = [], rest: Partial<Revision> = {}): Revision {
  return { id, downRevisions, dependsOn: [], branchLabels: [], message: '', ...rest };
}

test('a merge, a fork and two bases are found in load order', (t) => {
  const graph = new RevisionGraph([
    revision('z1'),
    revision('a1'),
    revision('b1', ['a1']),
    revision('b2', ['a1']),
    revision('m1', ['b1', 'b2']),
  ]);
  t.is(graph.size, 5);
  t.deepEqual(graph.heads, ['z1', 'm1']);
  t.deepEqual(graph.bases, ['z1', 'a1']);
  t.deepEqual(graph.branchPoints, ['a1']);
  t.deepEqual(graph.mergePoints, ['m1']);
  t.deepEqual(graph.children('a1'), ['b1', 'b2']);
  t.deepEqual([...graph.ancestors(['b1'])].toSorted(), ['a1', 'b1']);
  t.deepEqual([...graph.descendants(['b1'])].toSorted(), ['b1', 'm1']);
});

test('a head that another revision depends on is an effective head, and no real one', (t) => {
  const graph = new RevisionGraph([revision('a1'), revision('b1', [], { dependsOn: ['a1'] })]);
  t.deepEqual(graph.heads, ['a1', 'b1']);
  t.deepEqual(graph.realHeads, ['b1']);
  t.deepEqual(graph.effectiveHeads, ['a1']);
  t.deepEqual(graph.bases, ['a1', 'b1']);
  t.deepEqual(graph.realBases, ['a1']);
  t.deepEqual(graph.childrenWithDependencies('a1'), ['b1']);
  t.deepEqual(graph.children('a1'), []);
});

test('a dependency that an ancestor names already does not count again', (t) => {
  const graph = new RevisionGraph([
    revision('a1'),
    revision('b1', [], { dependsOn: ['a1'] }),
    revision('b2', ['b1']),
    revision('b3', ['b2'], { dependsOn: ['a1'] }),
  ]);
  t.deepEqual(graph.effectiveDown('b1'), ['a1']);
  t.deepEqual(graph.effectiveDown('b3'), ['b2']);
  t.deepEqual(graph.dependencies('b3'), ['a1']);
});

test('a label belongs to the whole of a straight line, and to no more than descendants beyond a fork', (t) => {
  const straight = new RevisionGraph([
    revision('a1'),
    revision('a2', ['a1'], { branchLabels: ['line'] }),
    revision('a3', ['a2']),
  ]);
  t.deepEqual(
    ['a1', 'a2', 'a3'].map((id) => [...straight.labelsOf(id)]),
    [['line'], ['line'], ['line']],
  );
  const forked = new RevisionGraph([
    revision('a1'),
    revision('a2', ['a1']),
    revision('b2', ['a1'], { branchLabels: ['b'] }),
    revision('b3', ['b2']),
  ]);
  t.deepEqual([...forked.labelsOf('a1')], []);
  t.deepEqual([...forked.labelsOf('a2')], []);
  t.deepEqual([...forked.labelsOf('b3')], ['b']);
});

test('a dependency on a label means the revision that declares it', (t) => {
  const graph = new RevisionGraph([
    revision('a1', [], { branchLabels: ['lib'] }),
    revision('b1', [], { dependsOn: ['lib'] }),
  ]);
  t.deepEqual(graph.dependencies('b1'), ['a1']);
});

test('a missing parent names child and parent', (t) => {
  const error = t.throws(() => new RevisionGraph([revision('a2', ['a1'])]), { instanceOf: MissingParentError });
  t.is(error.code, 'MISSING_PARENT');
  t.is(error.child, 'a2');
  t.is(error.parent, 'a1');
  t.truthy(error.hint);
});

test('a missing dependency names the revision, and is not looked up by its first characters', (t) => {
  const error = t.throws(() => new RevisionGraph([revision('aaaa1'), revision('b1', [], { dependsOn: ['aaaa'] })]), {
    instanceOf: MissingDependencyError,
  });
  t.is(error.code, 'MISSING_DEPENDENCY');
  t.is(error.dependency, 'aaaa');
});

test('two revisions with one identifier are refused', (t) => {
  const error = t.throws(() => new RevisionGraph([revision('a1'), revision('a1')]), {
    instanceOf: DuplicateRevisionError,
  });
  t.is(error.code, 'DUPLICATE_REVISION');
});

test('an identifier that the version table would cut is refused', (t) => {
  const longest = 'x'.repeat(MAX_REVISION_ID_LENGTH);
  t.is(new RevisionGraph([revision(longest)]).size, 1);
  const error = t.throws(() => new RevisionGraph([revision(`${longest}x`)]), { instanceOf: RevisionIdTooLongError });
  t.is(error.code, 'REVISION_ID_TOO_LONG');
  t.is(error.length, MAX_REVISION_ID_LENGTH + 1);
});

test('an identifier with a character of the grammar is refused, as is an empty one', (t) => {
  for (const id of ['a@b', 'a-b', 'a+b', 'a:b', '']) {
    const error = t.throws(() => new RevisionGraph([revision(id)]), { instanceOf: IllegalRevisionIdError });
    t.is(error.code, 'ILLEGAL_REVISION_ID');
  }
});

test('a label that is used twice, or is an identifier, is refused', (t) => {
  const twice = t.throws(
    () => new RevisionGraph([revision('a1', [], { branchLabels: ['x'] }), revision('b1', [], { branchLabels: ['x'] })]),
    { instanceOf: LabelTakenError },
  );
  t.is(twice.code, 'LABEL_TAKEN');
  t.is(twice.takenBy, 'a1');
  t.throws(() => new RevisionGraph([revision('a1', [], { branchLabels: ['b1'] }), revision('b1')]), {
    instanceOf: LabelTakenError,
  });
});

test('a revision that follows itself, or depends on itself, is refused', (t) => {
  t.is(
    t.throws(() => new RevisionGraph([revision('a1', ['a1'])]), { instanceOf: RevisionLoopError }).code,
    'REVISION_LOOP',
  );
  const dependent = revision('a1', [], { dependsOn: ['a1'] });
  t.is(t.throws(() => new RevisionGraph([dependent]), { instanceOf: DependencyLoopError }).code, 'DEPENDENCY_LOOP');
});

test('a cycle of parents is named with its path, even where heads and bases can be reached', (t) => {
  const error = t.throws(
    () =>
      new RevisionGraph([
        revision('a'),
        revision('b', ['a', 'd']),
        revision('c', ['b']),
        revision('d', ['c']),
        revision('e', ['d']),
      ]),
    { instanceOf: RevisionCycleError },
  );
  t.is(error.code, 'REVISION_CYCLE');
  t.deepEqual(error.path, ['b', 'd', 'c', 'b']);
});

test('a cycle through a dependency is named with its path', (t) => {
  const error = t.throws(
    () =>
      new RevisionGraph([
        revision('a1'),
        revision('a2', ['a1'], { dependsOn: ['b2'] }),
        revision('b1'),
        revision('b2', ['b1'], { dependsOn: ['a2'] }),
      ]),
    { instanceOf: DependencyCycleError },
  );
  t.is(error.code, 'DEPENDENCY_CYCLE');
  t.deepEqual(error.path, ['a2', 'b2', 'a2']);
});

test('a line of 50,000 revisions overflows no stack', (t) => {
  const count = 50_000;
  const line = Array.from({ length: count }, (_, index) => revision(`r${index}`, index === 0 ? [] : [`r${index - 1}`]));
  const graph = new RevisionGraph(line);
  t.is(graph.ancestors([`r${count - 1}`]).size, count);
  const closed = line.with(0, revision('r0', [`r${count - 1}`]));
  const error = t.throws(() => new RevisionGraph(closed), { instanceOf: RevisionCycleError });
  t.is(error.path.length, count + 1);
});
