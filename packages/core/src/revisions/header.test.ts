import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import test from 'ava';
import * as fc from 'fast-check';

import { canonicalHeader } from './canonical-header.js';
import {
  HeaderFieldMissingError,
  HeaderFieldTypeError,
  HeaderNotFoundError,
  HeaderNotLiteralError,
  HeaderUnterminatedError,
} from './errors.js';
import { readHeader } from './header.js';

const FILE = '/project/migrations/7c1f_add.ts';

function read(source: string): ReturnType<typeof readHeader> {
  return readHeader(source, FILE);
}

const EXPECTED = {
  id: '7c1f0a9be2d4',
  downRevisions: ['001_initial'],
  dependsOn: ['aaa', 'bbb'],
  branchLabels: ['billing'],
  message: 'Add phone number',
  text: 'Add phone number',
};

const FIELDS = `revision: '7c1f0a9be2d4', downRevision: '001_initial', branchLabels: ['billing'], dependsOn: ['aaa', 'bbb'], message: 'Add phone number'`;

test('reads the header of a file as it is generated', (t) => {
  const source = `import { migration, t } from '@aludel/core';

export default migration({
  revision: '7c1f0a9be2d4',
  downRevision: '001_initial',
  branchLabels: ['billing'],
  dependsOn: ['aaa', "bbb"],
  message: 'Add phone number',

  upgrade(op) {
    op.dropTable('x');
  },
});
`;
  t.deepEqual(read(source), EXPECTED);
  t.deepEqual(canonicalHeader(source, true), EXPECTED);
});

for (const [what, source] of Object.entries({
  'an import under another name': `import { migration as m } from '@aludel/core'; export default m({ ${FIELDS} });`,
  'a namespace import': `import * as aludel from '@aludel/core';\nexport default aludel.migration({ ${FIELDS} });`,
  'a type argument': `export default migration<Op>({ ${FIELDS} });`,
  'a plain object with a type': `export default { ${FIELDS}, upgrade() {} } satisfies Migration;`,
  'an object in parentheses': `export default ({ ${FIELDS} } as const);`,
  'a constant exported below': `const m = migration({ ${FIELDS} });\nexport default m;`,
  'a constant with a type': `const m: Migration & { x: () => void } = { ${FIELDS} };\nexport default m satisfies Migration;`,
  'a constant exported by name': `const other = 1, m2 = 2;\nconst m = migration({ ${FIELDS} });\nexport { other, m as default };`,
  'a constant that is another constant': `const a = migration({ ${FIELDS} });\nconst b = a;\nexport default b;`,
  'type assertions behind the values': `export default migration({ revision: '7c1f0a9be2d4' as const, downRevision: '001_initial' as string | null, branchLabels: ['billing'] as readonly string[], dependsOn: ['aaa', 'bbb'] satisfies string[], message: \`Add phone number\` })`,
  'quoted keys, comments, trailing commas': `/* export default migration({ revision: 'no' }) */ export /* a */ default // b
    migration( /* c */ { 'revision': /* ' */ '7c1f0a9be2d4', // }
      "downRevision": ["001_initial",], branchLabels: [ 'billing' /* , 'no' */ , ], dependsOn: ['aaa', // x
      'bbb'], message: 'Add phone number', });`,
  'functions before the fields': `export default migration({
      async upgrade(op: Op): Promise<void> { const x = { revision: 'no' }; if (x) { await op.query(\`a \${x ? '}' : \`{\${1}\`} b\`); } },
      downgrade: async (op) => { op.execute("}'"); /* } */ },
      ['computed' + 1]: 2, get message2() { return ','; }, *gen() { yield /}'"/; }, 'quoted'(a, b) {}, shorthand,
      ${FIELDS} });`,
  'strings, templates and regular expressions that look like code': `const trap = "export default migration({ revision: 'no' })";
    const other = \`export default \${'migration({'}\`; const re = /export default "/g; const half = trap.length / 2; const q = 4 / half / 1;
    if (half) /'"/.test(trap); for (const x of [/\`/]) { } function f() { return /[/'"]/ }
    export default migration({ ${FIELDS} });`,
  'a hashbang and a byte order mark': `\uFEFF// x\nexport default migration({ ${FIELDS} });`,
  'a word that only begins like export': `exports.default = 1; const o = { export: 1 }; o.export; export default migration({ ${FIELDS} });`,
})) {
  test(`reads ${what}`, (t) => {
    t.deepEqual(read(source), EXPECTED);
  });
}

test('takes null for a base, an array for a merge, a string for one dependency', (t) => {
  t.deepEqual(read(`export default migration({ revision: 'a', downRevision: null })`), {
    id: 'a',
    downRevisions: [],
    dependsOn: [],
    branchLabels: [],
    message: '',
    text: '',
  });
  const merge = read(
    `export default migration({ revision: 'a', downRevision: ['b', 'c'], dependsOn: 'd', branchLabels: 'e' })`,
  );
  t.deepEqual([merge.downRevisions, merge.dependsOn, merge.branchLabels], [['b', 'c'], ['d'], ['e']]);
});

test('the message is the first line of the text', (t) => {
  const header = read("export default { revision: 'a', downRevision: null, message: `\n  Add x \n\nBecause of y.` }");
  t.is(header.message, 'Add x');
  t.is(header.text, '\n  Add x \n\nBecause of y.');
});

test('understands every escape of a string', (t) => {
  const header = read(
    String.raw`export default { revision: 'a', downRevision: null, message: 'q\'\"\` \n\t\\ \x41 \u00e4 \u{1F600} \
joined \q \0' }`,
  );
  t.is(header.text, 'q\'"` \n\t\\ A ä 😀 joined q \0');
});

test('a value that is computed is not a literal, and the error shows it with file and line', (t) => {
  const error = t.throws(
    () => read(`import { id } from './id.js';\nexport default migration({\n  revision: makeId(\n 'x', 1),\n});`),
    {
      instanceOf: HeaderNotLiteralError,
    },
  );
  t.is(error.code, 'HEADER_NOT_LITERAL');
  t.is(error.property, 'revision');
  t.is(error.text, "makeId( 'x', 1)");
  t.deepEqual(error.location, { file: FILE, line: 3 });
  t.regex(error.message, /7c1f_add\.ts:3/);
});

for (const [what, fields, property] of [
  ['a shorthand', 'revision', 'revision'],
  ['a concatenation', `revision: 'a', downRevision: 'b' + 'c'`, 'downRevision'],
  ['a template with a substitution', 'revision: `a${1}`', 'revision'],
  ['an identifier in an array', `revision: 'a', downRevision: ['b', c]`, 'downRevision'],
  ['a spread in an array', `revision: 'a', downRevision: [...parents]`, 'downRevision'],
  ['a spread', `revision: 'a', ...rest`, 'a spread'],
  ['a method', `revision() { return 'a'; }`, 'revision'],
  ['a conditional', `revision: 'a', downRevision: null ?? 'b'`, 'downRevision'],
] as const) {
  test(`${what} is not literal`, (t) => {
    const error = t.throws(() => read(`export default migration({ ${fields} });`), {
      instanceOf: HeaderNotLiteralError,
    });
    t.is(error.property, property);
  });
}

test('an argument that is not an object literal is not literal', (t) => {
  const error = t.throws(() => read('export default migration(header);'), { instanceOf: HeaderNotLiteralError });
  t.is(error.text, 'header');
});

for (const [fields, property, text] of [
  ['revision: 12', 'revision', '12'],
  [`revision: null`, 'revision', 'null'],
  [`revision: ['a']`, 'revision', "['a']"],
  [`revision: 'a', downRevision: undefined`, 'downRevision', 'undefined'],
  [`revision: 'a', downRevision: [1]`, 'downRevision', '1'],
  [`revision: 'a', downRevision: [null]`, 'downRevision', '[null]'],
  [`revision: 'a', branchLabels: true`, 'branchLabels', 'true'],
  [`revision: 'a', dependsOn: { a: 1 }`, 'dependsOn', '{ a: 1 }'],
  [`revision: 'a', message: ['x']`, 'message', "['x']"],
] as const) {
  test(`${fields} has the wrong type`, (t) => {
    const error = t.throws(() => read(`\nexport default migration({ ${fields} });`), {
      instanceOf: HeaderFieldTypeError,
    });
    t.is(error.property, property);
    t.is(error.text, text);
    t.is(error.location.line, 2);
  });
}

test('a header without revision or downRevision says which one is missing', (t) => {
  for (const [fields, property] of [
    [`downRevision: null, upgrade() {}`, 'revision'],
    [`revision: 'a', upgrade() {}`, 'downRevision'],
  ] as const) {
    const error = t.throws(() => read(`\n\nexport default migration({ ${fields} });`), {
      instanceOf: HeaderFieldMissingError,
    });
    t.is(error.property, property);
    t.is(error.location.line, 3);
  }
});

test('a file without a default export of an object has no header', (t) => {
  for (const source of [
    '',
    'export const revision = "a";',
    '// export default migration({ revision: "a" })',
    'export default function migration() {}',
    'export default class {}',
    'const m = m2; const m2 = m; export default m;',
    'export default unknown;',
    '{ export default migration({}) }',
  ]) {
    t.throws(() => read(source), { instanceOf: HeaderNotFoundError }, source);
  }
});

for (const [what, source, line] of [
  ['a string', `export default migration({\n  revision: 'abc\n});`, 2],
  ['a comment', `export default migration({\n\n /* revision: 'abc' });`, 3],
  ['a template', 'const x = 1;\nexport default migration({ message: `abc });', 2],
  ['the object', `export default migration({ revision: 'a', downRevision: null, upgrade() {}`, 1],
  ['a function', `export default migration({ revision: 'a', downRevision: null,\n upgrade() { if (x) { }`, 2],
  ['an array', `export default migration({ revision: 'a', downRevision: ['b',`, 1],
] as const) {
  test(`${what} that never ends is named with its line`, (t) => {
    const error = t.throws(() => read(source), { instanceOf: HeaderUnterminatedError });
    t.is(error.location.line, line);
  });
}

interface Style {
  readonly quote: "'" | '"' | '`';
  readonly escapeAll: boolean;
}

const style: fc.Arbitrary<Style> = fc.record({ quote: fc.constantFrom("'", '"', '`'), escapeAll: fc.boolean() });

function quoted(text: string, { quote, escapeAll }: Style): string {
  let body = '';
  for (const character of text) {
    if (escapeAll) body += `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
    else if (character === quote || character === '\\' || character === '$') body += `\\${character}`;
    else if (character === '\n') body += '\\n';
    else if (character === '\r') body += '\\r';
    else body += character;
  }
  return quote + body + quote;
}

/** Text with what makes trouble. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '\\',
        '${',
        '}',
        '{',
        '//',
        '/*',
        '*/',
        '\n',
        '\r\n',
        '\u2028',
        ',',
        ']',
        '😀',
        'ä',
        ' ',
        'x',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

const gap = fc.constantFrom('', ' ', '\n', ' // it\'s "quoted` {\n', '/* } \' " ` */', '\t\n\r\n  ');

const body = fc.constantFrom(
  `upgrade(op) { op.execute('}'); }`,
  "async upgrade(op: Op): Promise<void> { op.execute(`{ ${op.x({ a: `}` })} ' `); }",
  `upgrade: (op) => op.match(/[}'"\`]/u, a / b, (c) / d)`,
  `upgrade: function* () { if (a) { /* } */ } else { return /'/ } }`,
  `transaction: false`,
);

test('reads whatever header is rendered, in any order, with any quotes, comments and functions', (t) => {
  const list = fc.array(nasty, { maxLength: 3 });
  const shape = fc.record({
    header: fc.record({ id: nasty, downRevisions: list, dependsOn: list, branchLabels: list, text: nasty }),
    styles: fc.array(style, { minLength: 16, maxLength: 16 }),
    gaps: fc.array(gap, { minLength: 16, maxLength: 16 }),
    bodies: fc.array(body, { maxLength: 3 }),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }),
    ending: fc.constantFrom('', ' as const', ' satisfies string | readonly string[]'),
  });
  fc.assert(
    fc.property(shape, ({ header, styles, gaps, bodies, order, ending }) => {
      let turn = 0;
      const g = (): string => gaps[turn++ % gaps.length] ?? '';
      const s = (text: string): string =>
        quoted(text, styles[turn++ % styles.length] ?? { quote: "'", escapeAll: false });
      const l = (items: readonly string[]): string =>
        `[${g()}${items.map((item) => `${s(item)}${g()},${g()}`).join('')}]`;
      const parts = [
        `revision${g()}:${g()}${s(header.id)}${ending}`,
        `downRevision:${g()}${header.downRevisions.length === 0 ? 'null' : l(header.downRevisions)}${ending}`,
        `'dependsOn':${g()}${l(header.dependsOn)}`,
        `"branchLabels"${g()}:${l(header.branchLabels)}${g()}`,
        `message:${g()}${s(header.text)}${ending}`,
        ...bodies,
      ];
      const ordered = order.flatMap((index) => parts[index] ?? []);
      const source = `import { migration } from '@aludel/core';${g()}\nexport ${g()}default ${g()}migration(${g()}{${ordered.map((part) => g() + part).join(',')}${g()}})${g()};`;
      const found = read(source);
      t.deepEqual({ ...found, message: '' }, { ...header, message: '' });
    }),
    { numRuns: 1500 },
  );
});

test('the quick way over a canonical header answers as the scanner does, or not at all', (t) => {
  const plain = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.string({ unit: fc.constantFrom('a', '"', 'ä', '😀', '{', '/', '*', ' ', '`', ']'), maxLength: 20 }),
    },
    { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom('a', "'", '\\', '\n'), maxLength: 5 }) },
  );
  const list = fc.array(plain, { maxLength: 3 });
  let answered = 0;
  fc.assert(
    fc.property(
      fc.record({
        id: plain,
        down: list,
        depends: list,
        labels: list,
        message: plain,
        style,
        gap: fc.constantFrom('', '', ' ', '// x'),
        before: gap,
        double: fc.boolean(),
      }),
      ({ id, down, depends, labels, message, style, gap, before, double }) => {
        const q = double ? '"' : "'";
        const s = (text: string): string =>
          text.includes(q) || /[\\\n]/.test(text) ? quoted(text, style) : q + text + q;
        const source = `${before}import { migration } from '@aludel/core';\n${before}\nexport default migration({
  revision: ${s(id)},
  downRevision: ${down.length === 0 ? 'null' : `[${down.map(s).join(', ')}]`},${gap}
  branchLabels: [${labels.map(s).join(', ')}],
  dependsOn: [${depends.map(s).join(', ')}],
  message: ${s(message)},
  upgrade(op) {},
});`;
        const quick = canonicalHeader(Buffer.from(source).toString('latin1'), true);
        if (quick === undefined) return;
        answered++;
        t.deepEqual(quick, read(source));
      },
    ),
    { numRuns: 1500 },
  );
  t.true(answered > 100, `answered ${answered} times`);
});

test('a header does not keep the text of its file in memory', (t) => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const filler = 'x'.repeat(100_000);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: 300 }, (_, index) =>
    read(
      `// ${filler}${index}\nexport default { revision: 'a_rather_long_${index}', downRevision: null, message: 'A message of some length ${index}' };`,
    ),
  );
  collectGarbage();
  const grown = process.memoryUsage().heapUsed - before;
  t.is(kept.length, 300);
  t.true(grown < 10_000_000, `grew by ${grown} bytes; the sources have 30 million`);
});

test('a bracket too many ends the reading, and does not go on for ever', (t) => {
  const source = `export default migration({
  revision: 'a1',
  downRevision: null,
  upgrade(op) { f(1; },
});`;
  t.is(readHeader(source, 'a.ts').id, 'a1');
});
