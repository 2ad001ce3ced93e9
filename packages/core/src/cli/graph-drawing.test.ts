import test from 'ava';
import { drawGraph } from './graph-drawing.js';

/** Draws revisions given as `id parent parent`, one a line, newest first; an id with `?` is not applied. */
function drawn(text: string, options: { readonly ascii?: boolean } = {}): string {
  const nodes = text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', ...parents] = line.trim().split(/\s+/u);
      return { revision: id.replace('?', ''), downRevisions: parents, isApplied: !id.endsWith('?') };
    });
  const rows: string[] = [];
  drawGraph(nodes, options, (drawing, node) => {
    rows.push(node === undefined ? drawing : `${drawing} ${node.revision}`);
  });
  return rows.join('\n');
}

const picture = (text: string): string =>
  text
    .split('\n')
    .slice(1, -1)
    .map((line) => line.trimStart().replace(/^\|/u, '').trimEnd())
    .join('\n');

test('draws a line of revisions as one column', (t) => {
  t.is(drawn('c b\nb a\na'), '● c\n● b\n● a');
});

test('parts at a merge, and joins where its lines meet', (t) => {
  t.is(
    drawn('m a b\na c\nb c\nc'),
    picture(`
      |● m
      |├─╮
      |● │ a
      |│ ● b
      |├─╯
      |● c
    `),
  );
});

test('keeps branches of one revision apart, and no wider than they must be', (t) => {
  t.is(
    drawn('x base\ny base\nz base\nbase'),
    picture(`
      |● x
      |│ ● y
      |├─╯
      |│ ● z
      |├─╯
      |● base
    `),
  );
});

test('draws a merge of three', (t) => {
  t.is(
    drawn('m b c d\nb a\nc a\nd a\na'),
    picture(`
      |● m
      |├─┬─╮
      |● │ │ b
      |│ ● │ c
      |├─╯ │
      |│   ● d
      |├───╯
      |● a
    `),
  );
});

test('lets a line pass behind another that it does not join', (t) => {
  t.is(
    drawn('l c\nm a b\nn a\nc a\nb a\na'),
    picture(`
      |● l
      |│ ● m
      |│ ├─╮
      |│ │ │ ● n
      |│ ├─│─╯
      |● │ │ c
      |├─╯ │
      |│   ● b
      |├───╯
      |● a
    `),
  );
});

test('takes a merge to lines that are drawn already', (t) => {
  t.is(
    drawn('m a b c\nk c d\na\nb\nc\nd'),
    picture(`
      |● m
      |├─┬─╮
      |│ │ │ ● k
      |│ │ ├─┤
      |● │ │ │ a
      |  ● │ │ b
      |    ● │ c
      |      ● d
    `),
  );
});

test('parts lines that have nothing to do with each other', (t) => {
  t.is(drawn('b a\na\nd c\nc'), '● b\n● a\n\n● d\n● c');
});

test('a line that ended longer ago is not kept apart from one that begins in its column', (t) => {
  t.is(
    drawn('c a\nx\na b\nb d\ny d\nd'),
    picture(`
      |● c
      |│ ● x
      |● a
      |● b
      |│ ● y
      |├─╯
      |● d
    `),
  );
});

test('shows where a range cuts a line off', (t) => {
  t.is(drawn('c b\nb a'), '● c\n● b\n┆');
});

test('draws what is not applied hollow', (t) => {
  t.is(drawn('b? a\na'), '○ b\n● a');
});

test('draws with plain characters where it must', (t) => {
  t.is(
    drawn('m? a b\na c\nb c\nc', { ascii: true }),
    picture(`
      |o m
      |+-.
      |* | a
      || * b
      |+-'
      |* c
    `),
  );
});

test('draws every revision exactly once, and ten thousand with merges no wider than two columns', (t) => {
  const nodes = Array.from({ length: 10_000 }, (_, index) => {
    const number = 10_000 - index;
    const parents = number === 1 ? [] : number % 10 === 0 ? [`r${number - 1}`, `r${number - 2}`] : [`r${number - 1}`];
    if (number % 10 === 9) parents[0] = `r${number - 2}`;
    return { revision: `r${number}`, downRevisions: parents };
  });
  const rows: string[] = [];
  const drawnNodes: (typeof nodes)[number][] = [];
  drawGraph(nodes, {}, (drawing, node) => {
    rows.push(drawing);
    if (node !== undefined) drawnNodes.push(node);
  });
  t.deepEqual(drawnNodes, nodes);
  t.true(rows.every((drawing) => drawing.length <= 3));
  t.true(rows.length < 13_000);
});
