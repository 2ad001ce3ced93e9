import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { portablePage } from './portable/page.js';
import { constraintKinds, constraintSamples } from './portable/samples-parts.js';
import { root } from './root.js';

test('docs/portable.md says what the compilers do today; if not, type npm run portable', async (t) => {
  t.is(readFileSync(join(root, 'docs', 'portable.md'), 'utf8'), await portablePage());
});

test('every portable kind of constraint is on the page', (t) => {
  const shown = new Set(constraintSamples.map(({ constraint }) => constraint.kind));
  t.deepEqual([...shown].toSorted(), constraintKinds.toSorted());
});
