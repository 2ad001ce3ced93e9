import test from 'ava';
import { canonicalHeader } from './canonical-header.js';

const FIELDS = `revision: 'a1', downRevision: null, branchLabels: ['billing'], dependsOn: ['b'], message: 'm'`;

test('the quick way does not begin in a string, a template or a comment', (t) => {
  const header = `export default migration({ ${FIELDS} });`;
  for (const before of [
    'const s = `\n',
    '/* ',
    'const x = 1;\n',
    '// ',
    "import x from 'y\n",
    '{ ',
    '/* a */ b /* */',
  ]) {
    t.is(canonicalHeader(before + header, true), undefined, before);
  }
  t.not(canonicalHeader(`/* a */ // b\nimport x, {\n  y } from "z";import 'q'\n${header}`, true), undefined);
});

test('the quick way leaves it to the scanner when a field may come after the functions', (t) => {
  const header = (more: string): string =>
    `export default migration({ revision: 'a1', downRevision: null, message: 'm', upgrade() {}, ${more} });`;
  t.is(canonicalHeader(header(''), true)?.id, 'a1');
  t.is(canonicalHeader(header(''), false), undefined);
  t.is(canonicalHeader(header("branchLabels: ['x']"), true), undefined);
  t.is(canonicalHeader(header("dependsOn: 'x'"), true), undefined);
});
