import * as fc from 'fast-check';
import test from 'ava';
import type { Comparator } from '../dialect/comparator.js';
import type { AnyObjectType, ObjectType } from '../operations/object-type.js';
import type { AnyOperation, Operation, OperationType } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import type { SchemaModel, SchemaObject, Table } from '../schema/model.js';
import type { TableName } from '../schema/names.js';
import { table } from '../schema/table.js';
import { t as type } from '../schema/t.js';
import { diff } from './differ.js';
import { plainComparator } from './plain-comparator.js';

/** An object as a dialect may have one: it rests on others by name, and has a text. */
interface Thing {
  readonly kind: 'thing.early' | 'thing.late';
  readonly name: TableName;
  readonly on: readonly string[];
  readonly text: string;
  /** What can be changed in place. */
  readonly note: string;
}

interface ThingOperation extends AnyOperation {
  readonly thing: Thing;
}

const asObject = (thing: Thing): SchemaObject => thing as unknown as SchemaObject;
const asThing = (object: SchemaObject): Thing => object as unknown as Thing;

/** What a database would refuse: a thing on nothing, a name that is taken, a drop of what others rest on. */
function assertSound(model: SchemaModel, what: string): SchemaModel {
  const things = model.objects.map(asThing);
  const known = new Set([...things, ...model.tables].map(({ name }) => name.name));
  if (known.size !== things.length + model.tables.length) throw new Error(`${what}: a name is taken twice`);
  for (const { name, on } of things) {
    const lacking = on.filter((other) => !known.has(other));
    if (lacking.length > 0) throw new Error(`${what}: ${name.name} rests on ${lacking.join(', ')}, which is not there`);
  }
  for (const { name, columns } of model.tables) {
    for (const { type: of } of columns) {
      if (of.kind === 'native' && !known.has(of.sql)) throw new Error(`${what}: ${name.name} needs ${of.sql}`);
    }
  }
  return model;
}

const without = (model: SchemaModel, thing: Thing): readonly SchemaObject[] =>
  model.objects.filter((object) => object.name.name !== thing.name.name);

function operationType(
  kind: string,
  change: (before: SchemaModel, thing: Thing) => readonly SchemaObject[],
): OperationType<ThingOperation> {
  return {
    kind,
    touches: ({ thing }) => [thing.name],
    apply: (before, { thing }) =>
      assertSound({ ...before, objects: change(before, thing) }, `${kind} ${thing.name.name}`),
    reverse: () => undefined,
    toCall: () => ({ name: 'apply', args: [] }),
    describe: ({ thing }) => `${kind} ${thing.name.name}`,
  };
}

const operation = (kind: string, thing: Thing): Operation => ({ kind, thing }) as unknown as Operation;

function objectType(kind: Thing['kind']): AnyObjectType {
  const own: ObjectType<Thing> = {
    kind,
    order: kind === 'thing.early' ? 'beforeTables' : 'afterTables',
    create: (thing) => operation('thing.create', thing),
    drop: (thing) => operation('thing.drop', thing),
    change: (from, to) =>
      from.text === to.text && String(from.on) === String(to.on) ? [operation('thing.note', to)] : undefined,
    dependsOn: ({ on }) => on,
  };
  return own as unknown as AnyObjectType;
}

const registry = (): OperationRegistry =>
  new OperationRegistry(
    ...[
      operationType('thing.create', (before, thing) => [...before.objects, asObject(thing)]),
      operationType('thing.drop', without),
      operationType('thing.note', (before, thing) =>
        before.objects.map((object) => (object.name.name === thing.name.name ? asObject(thing) : object)),
      ),
    ].map((one) => one as unknown as OperationType<AnyOperation>),
    objectType('thing.early'),
    objectType('thing.late'),
  );

/** Applies what the differ found, one after another: none may leave the model as no database would have it. */
function applied(from: SchemaModel, to: SchemaModel): SchemaModel {
  const operations = registry();
  return diff(from, to, plainComparator, operations).reduce(
    (model, one) => assertSound(operations.apply(model, one), operations.describe(one)),
    from,
  );
}

const sorted = ({ tables, objects }: SchemaModel): SchemaModel => {
  const byName = (a: { readonly name: TableName }, b: { readonly name: TableName }): number =>
    a.name.name < b.name.name ? -1 : 1;
  return { tables: [...tables].sort(byName), objects: [...objects].sort(byName) };
};

const word = fc.constantFrom('a', 'b');
const some = (names: readonly string[]): fc.Arbitrary<readonly string[]> => fc.subarray([...names]);

/** Early things rest on earlier ones, tables on early things by their columns, late things on all and on earlier ones. */
const model: fc.Arbitrary<SchemaModel> = fc
  .tuple(some(['e1', 'e2', 'e3']), some(['t1', 't2']), some(['l1', 'l2', 'l3']))
  .chain(([early, tables, late]) => {
    const thing = (kind: Thing['kind'], name: string, candidates: readonly string[]): fc.Arbitrary<Thing> =>
      fc.record({ kind: fc.constant(kind), name: fc.constant({ name }), on: some(candidates), text: word, note: word });
    const tableOf = (name: string): fc.Arbitrary<Table> =>
      fc.constantFrom(...early, undefined).map((needs) =>
        table(name, {
          id: type.integer(),
          ...(needs === undefined ? {} : { [`of_${needs}`]: type.native(needs) }),
        }),
      );
    return fc.record({
      tables: fc.tuple(...tables.map(tableOf)),
      objects: fc
        .tuple(
          ...early.map((name, index) => thing('thing.early', name, early.slice(0, index))),
          ...late.map((name, index) => thing('thing.late', name, [...early, ...tables, ...late.slice(0, index)])),
        )
        .map((things) => things.map(asObject)),
    });
  });

/** An early thing that is dropped and made anew while a table needs it is beyond what the differ can do. */
function isPossible(from: SchemaModel, to: SchemaModel): boolean {
  const anew = new Set<string>();
  for (const before of from.objects.map(asThing)) {
    const after = to.objects.map(asThing).find(({ name }) => name.name === before.name.name);
    const isAnew =
      after !== undefined &&
      (before.text !== after.text ||
        String(before.on) !== String(after.on) ||
        before.on.some((other) => anew.has(other)));
    if (isAnew || after === undefined) anew.add(before.name.name);
  }
  const stays = (name: string): boolean => to.objects.some((object) => object.name.name === name);
  const uses = from.tables.flatMap(({ columns }) =>
    columns.flatMap((column) => (column.type.kind === 'native' ? [column.type.sql] : [])),
  );
  const first = from.objects.map(asThing).filter(({ name }) => anew.has(name.name) && stays(name.name));
  const moved = new Set(first.map(({ name }) => name.name));
  for (const { name, on } of from.objects.map(asThing)) if (on.some((other) => moved.has(other))) moved.add(name.name);
  return (
    !uses.some((name) => moved.has(name)) &&
    // Nor one that goes and that others, which stay, rested on.
    from.objects
      .map(asThing)
      .every(({ kind, name, on }) => kind === 'thing.late' || !stays(name.name) || on.every(stays))
  );
}

test('law 1 holds with objects before and after tables, and no step is one that a database would refuse', (t) => {
  fc.assert(
    fc.property(model, model, (from, to) => {
      fc.pre(isPossible(from, to));
      t.deepEqual(sorted(applied(from, to)), sorted(to));
    }),
    { numRuns: 2000 },
  );
});

const early = (name: string, more: Partial<Thing> = {}): SchemaObject =>
  asObject({ kind: 'thing.early', name: { name }, on: [], text: 'a', note: 'a', ...more });
const late = (name: string, more: Partial<Thing> = {}): SchemaObject =>
  asObject({ kind: 'thing.late', name: { name }, on: [], text: 'a', note: 'a', ...more });

function described(from: Partial<SchemaModel>, to: Partial<SchemaModel>, comparator: Comparator = plainComparator) {
  const operations = registry();
  const none = { tables: [], objects: [] };
  return diff({ ...none, ...from }, { ...none, ...to }, comparator, operations).map((one) => operations.describe(one));
}

const needing = table('t', { id: type.native('e') });

test('what tables need comes before them and goes after them; what needs tables the other way round', (t) => {
  const whole = { tables: [needing], objects: [late('l', { on: ['t'] }), early('e')] };
  t.deepEqual(described({}, whole), ['thing.create e', 'createTable t', 'thing.create l']);
  t.deepEqual(described(whole, {}), ['thing.drop l', 'dropTable t', 'thing.drop e']);
});

test('an object is changed in place where its type knows how, and made anew where not, with what rests on it', (t) => {
  const objects = [early('e'), late('l', { on: ['e'] }), late('m')];
  t.deepEqual(described({ objects }, { objects: [early('e', { note: 'b' }), late('l', { on: ['e'] }), late('m')] }), [
    'thing.note e',
  ]);
  t.deepEqual(described({ objects }, { objects: [early('e', { text: 'b' }), late('l', { on: ['e'] }), late('m')] }), [
    'thing.drop l',
    'thing.drop e',
    'thing.create e',
    'thing.create l',
  ]);
});

test('an object of a kind that nobody knows may stay, but neither come nor go', (t) => {
  const strange = asObject({ kind: 'thing.strange' as never, name: { name: 's' }, on: [], text: '', note: '' });
  t.deepEqual(described({ objects: [strange, late('l')] }, { objects: [strange] }), ['thing.drop l']);
  t.throws(() => described({}, { objects: [strange] }), { code: 'INVALID_DEFINITION', message: /thing\.strange s/u });
});

test('options of a table are changed by what the comparator says, and else are no difference', (t) => {
  const plain = table('t', { id: type.integer() });
  const changed = { ...plain, options: { one: { engine: 'x' } } as Table['options'] & {} };
  t.deepEqual(described({ tables: [plain] }, { tables: [changed] }), []);
  const comparator: Comparator = {
    ...plainComparator,
    tableOptionsChange: (from, to) =>
      from.options === to.options ? [] : [{ kind: 'execute', sql: `ALTER ${to.name.name}` }],
  };
  t.deepEqual(described({ tables: [plain] }, { tables: [changed] }, comparator), ['execute ALTER t']);
  t.deepEqual(described({ tables: [plain] }, { tables: [plain] }, comparator), []);
});

test('options that come first are changed before columns and keys, and foreign keys stay away meanwhile', (t) => {
  const parent = table('z', { id: type.integer().primaryKey() });
  const child = table('a', { id: type.integer() });
  const keyed = table('a', { id: type.integer().references('z', 'id', { name: 'fk' }).index('ix') });
  const other = (of: Table): Table => ({ ...of, options: { one: { engine: 'x' } } });
  const comparator: Comparator = {
    ...plainComparator,
    tableOptionsChange: (from, to) =>
      from.options === to.options ? [] : [{ kind: 'execute', sql: `ALTER ${to.name.name}` }],
    comesFirst: (change) => change.kind === 'execute',
    keysStayAway: (from, to) => from.options !== to.options,
  };
  const steps = (from: readonly Table[], to: readonly Table[]): readonly string[] =>
    described({ tables: from }, { tables: to }, comparator);
  t.deepEqual(steps([child, parent], [other(keyed), other(parent)]), [
    'execute ALTER a',
    'createIndex ix on a',
    'execute ALTER z',
    'createForeignKey a (id) to z',
  ]);
  t.deepEqual(steps([keyed, parent], [child, other(parent)])[0], 'dropConstraint a fk');
});
