import test from 'ava';
import type { AnyObjectType } from '../operations/object-type.js';
import { OperationRegistry } from '../operations/registry.js';
import type { SchemaObject, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import { check, foreignKey, table } from '../schema/table.js';
import { t as type } from '../schema/t.js';
import { arrange, type Piece } from './arrange.js';

interface Thing {
  readonly kind: string;
  readonly name: TableName;
  readonly on: readonly (string | TableName)[];
}

function kind(name: string, order: AnyObjectType['order'], isLeaf = false): AnyObjectType {
  const own = { kind: name, order, isLeaf, create: () => [], drop: () => [], dependsOn: ({ on }: Thing) => on };
  return own as unknown as AnyObjectType;
}

/** One kind for what nobody names, and for what is named in vain. */
const odd = { ...kind('x.odd', 'either'), isUnnamed: isCalled('unnamed'), isLeafAmong: isCalled('leaf') };

function isCalled(name: string): (object: SchemaObject) => boolean {
  return (object) => object.name.name === name;
}

const registry = new OperationRegistry(
  odd,
  kind('x.schema', 'beforeTables'),
  kind('x.type', 'beforeTables'),
  kind('x.function', 'either'),
  kind('x.view', 'afterTables'),
  kind('x.trigger', 'afterTables', true),
);

const thing = (of: string, name: string | TableName, ...on: readonly (string | TableName)[]): SchemaObject =>
  ({ kind: of, name: typeof name === 'string' ? { name } : name, on }) as unknown as SchemaObject;

const named = (pieces: readonly Piece[]): readonly string[] =>
  pieces.map((piece) => ('table' in piece ? piece.table.name.name : piece.object.name.name));

const plain = (name: string, ...constraints: readonly Table['constraints'][number][]): Table =>
  table(name, { id: type.integer().primaryKey(), other: type.integer() }, { constraints });

test('a function comes before the table whose check calls it, and after the table that it names itself', (t) => {
  const { early, middle, late } = arrange(
    [plain('a', check('is_fine(other)')), plain('z')],
    [thing('x.function', 'is_fine', { name: 'z' }), thing('x.function', 'unused', { name: 'a' })],
    [],
    registry,
  );
  t.deepEqual([named(early), named(middle), named(late)], [[], ['z', 'is_fine', 'a'], ['unused']]);
});

test('what a table that stays is going to call comes before all tables', (t) => {
  const { early } = arrange(
    [plain('a')],
    [thing('x.function', 'is_fine')],
    [plain('old', check('is_fine(other)'))],
    registry,
  );
  t.deepEqual(named(early), ['is_fine']);
});

test('objects of one name in two schemas are told apart, and each comes after its schema', (t) => {
  const { early, late } = arrange(
    [],
    [
      thing('x.view', { schema: 'one', name: 'v' }, { schema: 'two', name: 'v' }, { name: 'one' }),
      thing('x.view', { schema: 'two', name: 'v' }, { name: 'two' }),
      thing('x.schema', 'one'),
      thing('x.schema', 'two'),
    ],
    [],
    registry,
  );
  t.deepEqual(named(early), ['one', 'two']);
  t.deepEqual(
    late.map((piece) => ('object' in piece ? piece.object.name.schema : undefined)),
    ['two', 'one'],
  );
});

test('a trigger and the function of its name are not in each other’s way', (t) => {
  const { late } = arrange([], [thing('x.trigger', 'same', 'same'), thing('x.function', 'same', 'same')], [], registry);
  t.deepEqual(
    late.map((piece) => ('object' in piece ? piece.object.kind : '')),
    ['x.function', 'x.trigger'] as never,
  );
});

test('a foreign key comes after the parts of the table that it points at', (t) => {
  const options: object = { x: { of: { name: 'whole' } } };
  const part: Table = { ...plain('zz_part'), options };
  const { middle } = arrange([plain('a', foreignKey(['other'], 'whole')), plain('whole'), part], [], [], registry);
  t.deepEqual(named(middle), ['whole', 'zz_part', 'a']);
});

test('a check and an index over a function that takes the table’s rows wait until it is there', (t) => {
  const index = { name: 'by_fine', columns: [{ expression: 'is_fine(a)' }], unique: false };
  const own: Table = { ...plain('a', check('is_fine(a)'), check('other > 0')), indexes: [index] };
  const { middle, late, waiting } = arrange(
    [own, plain('b', check('is_fine(other)'))],
    [thing('x.function', 'is_fine', 'helps'), thing('x.function', 'helps', { name: 'a' })],
    [],
    registry,
  );
  t.deepEqual([named(middle), named(late)], [['a', 'helps', 'is_fine', 'b'], []]);
  t.deepEqual(
    [...waiting],
    [
      [own.constraints.find((part) => part.kind === 'check' && part.expression === 'is_fine(a)'), { name: 'a' }],
      [index, { name: 'a' }],
    ],
  );
});

test('what nobody names comes before all tables, and what nothing rests on is no reason for an order', (t) => {
  const { early, middle, late } = arrange(
    [plain('a', check('leaf > 0'))],
    [thing('x.odd', 'unnamed', 'is_fine'), thing('x.odd', 'leaf'), thing('x.function', 'is_fine')],
    [],
    registry,
  );
  t.deepEqual([named(early), named(middle), named(late)], [['is_fine', 'unnamed'], ['a'], ['leaf']]);
});

test('one that has its place behind another of its kind comes behind it, though nothing rests on either', (t) => {
  const ordered = new OperationRegistry({
    ...kind('x.trigger', 'afterTables', true),
    comesBehind: ((object: Thing) => object.on) as unknown as NonNullable<AnyObjectType['comesBehind']>,
    dependsOn: () => [],
  });
  const late = (...objects: readonly SchemaObject[]): readonly string[] =>
    named(arrange([plain('b')], objects, [], ordered).late);
  const [a, b, c] = [
    thing('x.trigger', 'a', { name: 'c' }),
    thing('x.trigger', 'b'),
    thing('x.trigger', 'c', { name: 'b' }),
  ];
  t.deepEqual(late(a, b, c), ['b', 'c', 'a']);
  t.deepEqual(late(a, b), ['a', 'b']);
});
