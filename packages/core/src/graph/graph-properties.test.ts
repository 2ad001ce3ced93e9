import test from 'ava';
import * as fc from 'fast-check';
import { AludelError } from '../errors.js';
import { closureOf, headsOf } from './applied.js';
import { currentRevisions, isAtHead } from './current.js';
import type { GraphNode } from './graph-node.js';
import { history } from './history.js';
import { planNewRevision } from './new-revision.js';
import { RangeNotAncestorError } from './plan-errors.js';
import { planDowngrade, planDowngradeRange } from './plan-downgrade.js';
import { planStamp } from './plan-stamp.js';
import { planUpgrade, planUpgradeRange } from './plan-upgrade.js';
import { resolveMany, resolveOne } from './resolve.js';
import { RevisionGraph } from './revision-graph.js';
import type { Revision } from './revision.js';

/** Revisions that follow and depend on earlier ones, then mixed: any graph that can be loaded. */
function revisions(maxLength: number): fc.Arbitrary<readonly Revision[]> {
  const links = fc.record({
    near: fc.array(fc.nat({ max: 3 }), { maxLength: 2 }),
    far: fc.array(fc.nat(), { maxLength: 1 }),
    wide: fc.boolean(),
    dependsOn: fc.oneof({ arbitrary: fc.constant([]), weight: 3 }, fc.array(fc.nat(), { maxLength: 2 })),
    label: fc.nat({ max: 9 }).map((chance) => chance === 0),
  });
  return fc.tuple(fc.array(links, { minLength: 1, maxLength }), fc.infiniteStream(fc.nat())).map(([all, order]) => {
    const made = all.map(({ near, far, wide, dependsOn, label }, index): Revision => {
      const earlier = (offset: number): string => `r${String(index - 1 - (offset % index)).padStart(3, '0')}`;
      const pick = (offsets: readonly number[]): readonly string[] =>
        index === 0 ? [] : [...new Set(offsets.map(earlier))];
      return {
        id: `r${String(index).padStart(3, '0')}`,
        downRevisions: pick(wide ? [...near, ...far] : near),
        dependsOn: pick(dependsOn),
        branchLabels: label ? [`label${index}`] : [],
        message: '',
      };
    });
    const keys = made.map(() => order.next().value ?? 0);
    const places = made.map((_, index) => index);
    // One graph in two is loaded in the order in which it grew.
    if ((keys[0] ?? 0) % 2 === 0) places.sort((left, right) => (keys[left] ?? 0) - (keys[right] ?? 0));
    return places.flatMap((place) => made[place] ?? []);
  });
}

/** A project and a state of its database. The graph is made inside the property: a counterexample is read better without. */
const states = revisions(24).chain((list) => {
  const graph = new RevisionGraph(list);
  return fc.subarray([...list]).map((some) => ({
    list,
    applied: [
      ...closureOf(
        graph,
        some.map(({ id }) => id),
      ),
    ].toReversed(),
  }));
});

/** What needs what, by brute force. */
function needs(graph: RevisionGraph, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    for (const below of [...(graph.get(name)?.downRevisions ?? []), ...graph.dependencies(name)]) {
      if (found.has(below)) continue;
      found.add(below);
      visit(below);
    }
  };
  visit(id);
  return found;
}

function headsByForce(graph: RevisionGraph, applied: ReadonlySet<string>): readonly string[] {
  return graph.revisions
    .map(({ id }) => id)
    .filter((id) => applied.has(id) && ![...applied].some((other) => needs(graph, other).has(id)));
}

test('an upgrade applies what is missing, each revision after all that it needs, and knows the heads', (t) => {
  fc.assert(
    fc.property(states, ({ list, applied }) => {
      const graph = new RevisionGraph(list);
      const plan = planUpgrade(graph, applied, 'heads');
      const now = new Set(applied);
      for (const step of plan.steps) {
        t.false(now.has(step.revision.id));
        for (const below of needs(graph, step.revision.id)) t.true(now.has(below));
        now.add(step.revision.id);
        t.deepEqual(step.headsAfter, headsByForce(graph, now));
      }
      t.is(now.size, graph.size);
      t.deepEqual(plan.to, graph.realHeads);
    }),
    { numRuns: 200 },
  );
});

test('a downgrade takes back what needs the target, each revision after all that need it, and knows the heads', (t) => {
  fc.assert(
    fc.property(states, fc.nat(), ({ list, applied }, choice) => {
      const graph = new RevisionGraph(list);
      const target = applied[choice % (applied.length + 1)] ?? 'base';
      const now = new Set(applied);
      const nothingFollows = target !== 'base' && !graph.children(target).some((child) => now.has(child));
      if (nothingFollows && !headsOf(graph, applied).includes(target)) {
        t.throws(() => planDowngrade(graph, applied, target), { instanceOf: RangeNotAncestorError });
        return;
      }
      for (const step of planDowngrade(graph, applied, target).steps) {
        now.delete(step.revision.id);
        for (const other of now) t.false(needs(graph, other).has(step.revision.id));
        t.deepEqual(step.headsAfter, headsByForce(graph, now));
      }
      t.true(target === 'base' ? now.size === 0 : now.has(target));
    }),
    { numRuns: 200 },
  );
});

test('down to base and up again applies the same revisions', (t) => {
  fc.assert(
    fc.property(states, ({ list, applied }) => {
      const graph = new RevisionGraph(list);
      const heads = headsOf(graph, applied);
      t.deepEqual([...closureOf(graph, heads)].toSorted(), applied.toSorted());
      const down = planDowngrade(graph, applied, 'base').steps.map((step) => step.revision.id);
      t.deepEqual(down.toSorted(), applied.toSorted());
      const stamp = planStamp(graph, [], heads);
      t.deepEqual([...stamp.insert].toSorted(), applied.toSorted());
    }),
  );
});

test('a stamp leaves exactly its heads and what they need', (t) => {
  fc.assert(
    fc.property(states, fc.array(fc.nat(), { maxLength: 3 }), fc.boolean(), ({ list, applied }, choices, purge) => {
      const graph = new RevisionGraph(list);
      const targets = choices.map((choice) => graph.revisions[choice % graph.size]?.id ?? 'base');
      const plan = planStamp(graph, applied, targets, { purge });
      const now = new Set(applied.filter((id) => !plan.delete.includes(id)));
      for (const id of plan.insert) {
        t.false(now.has(id));
        now.add(id);
      }
      t.deepEqual(headsByForce(graph, now), plan.to);
      t.deepEqual([...now].toSorted(), [...closureOf(graph, plan.to)].toSorted());
      t.deepEqual(plan.steps.at(-1)?.headsAfter ?? plan.to, plan.to);
    }),
  );
});

test('whatever is typed, the answer is a value or an error that is meant', (t) => {
  const word = fc.constantFrom(
    'head',
    'heads',
    'base',
    'current',
    'label3',
    'r0',
    'r000',
    'r001',
    'r00',
    'nope',
    '',
    'r002',
  );
  const steps = fc.constantFrom('', '', '', '+1', '-1', '+2', '-2', '-0', '+99', '-99');
  const branch = fc.option(word, { nil: undefined });
  const identifier = fc
    .tuple(branch, word, steps)
    .map(([before, symbol, walked]) => `${before === undefined ? '' : `${before}@`}${symbol}${walked}`);
  const range = fc.tuple(identifier, identifier).map(([start, end]) => `${start}:${end}`);
  fc.assert(
    fc.property(states, identifier, range, ({ list, applied }, text, ends) => {
      const graph = new RevisionGraph(list);
      for (const act of [
        () => resolveMany(graph, text),
        () => resolveOne(graph, text),
        () => planUpgrade(graph, applied, text),
        () => planDowngrade(graph, applied, text),
        () => planStamp(graph, applied, [text, 'label3']),
        () => planUpgradeRange(graph, ends),
        () => planDowngradeRange(graph, ends),
        () => history(graph, ends, applied),
        () => currentRevisions(graph, applied),
        () => isAtHead(graph, applied),
        () => planNewRevision(graph, { id: 'fresh', parents: [text], dependsOn: [text] }),
      ]) {
        try {
          act();
        } catch (error) {
          t.true(error instanceof AludelError, `${text} ${ends}: ${String(error)}`);
        }
      }
      t.pass();
    }),
    { numRuns: 500 },
  );
});

test('any range of the history is listed once, newest first', (t) => {
  fc.assert(
    fc.property(states, fc.nat(), ({ list, applied }, choice) => {
      const graph = new RevisionGraph(list);
      const start = graph.revisions[choice % graph.size]?.id ?? 'base';
      for (const range of [`${start}:`, 'current:', ':current', ':']) {
        let listed: readonly string[];
        try {
          listed = history(graph, range, applied).map(({ id }) => id);
        } catch (error) {
          t.true(error instanceof AludelError);
          continue;
        }
        t.is(new Set(listed).size, listed.length);
        for (const [place, id] of listed.entries()) {
          const needed = needs(graph, id);
          t.false(listed.slice(0, place).some((earlier) => needed.has(earlier)));
        }
      }
    }),
  );
});

/** The order of a listing as it is described: slowly, with all that each end needs at hand. */
function listSlowly(graph: RevisionGraph): readonly string[] {
  const below = new Map(graph.nodes.map((node) => [node, needs(graph, node.revision.id)]));
  const leadsTo = (top: GraphNode, node: GraphNode): boolean => below.get(top)?.has(node.revision.id) === true;
  const ends = [...graph.realHeadNodes];
  const listed: GraphNode[] = [];
  for (let at = 0; ends.length > 0;) {
    const node = ends[at];
    if (node === undefined) break;
    const other = ends.findIndex((end, place) => place !== at && leadsTo(end, node));
    if (other >= 0) {
      at = other;
      continue;
    }
    listed.push(node);
    const [next, ...more] = node.effectiveDown.filter((down) => !listed.includes(down) && !ends.includes(down));
    if (next === undefined) {
      ends.splice(at, 1);
      at = Math.max(at - 1, 0);
    } else {
      ends[at] = next;
      ends.push(...more);
    }
  }
  return listed.map((node) => node.revision.id);
}

test('a large graph is listed in the order of the slow way', (t) => {
  fc.assert(
    fc.property(revisions(120), (list) => {
      const graph = new RevisionGraph(list);
      t.deepEqual(
        history(graph).map(({ id }) => id),
        listSlowly(graph),
      );
    }),
    { numRuns: 150 },
  );
});
