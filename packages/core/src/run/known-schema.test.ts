import test from 'ava';
import type { Inspector, SchemaScope } from '../dialect/inspector.js';
import type { AnyObjectType } from '../operations/object-type.js';
import type { Operation } from '../operations/operation.js';
import { OperationRegistry } from '../operations/registry.js';
import { emptySchema, type SchemaModel, type SchemaObject } from '../schema/model.js';
import { sameTable, type TableName } from '../schema/names.js';
import { foreignKey, table } from '../schema/table.js';
import { t as type } from '../schema/t.js';
import { KnownSchema } from './known-schema.js';

const mood = { kind: 'own.type', name: { name: 'mood' } } as unknown as SchemaObject;
const moodType = {
  kind: 'own.type',
  order: 'beforeTables',
  create: () => ({ kind: 'execute', sql: 'CREATE TYPE mood' }),
  drop: () => ({ kind: 'execute', sql: 'DROP TYPE mood' }),
} as unknown as AnyObjectType;

/** Answers from a model as it is at the moment, and notes what it is asked. */
class ModelInspector implements Inspector {
  readonly asked: string[] = [];
  constructor(public model: SchemaModel) {}

  async read({ tables = [] }: SchemaScope): Promise<SchemaModel> {
    this.asked.push(tables.map(({ name }) => name).join(', '));
    const wanted = ({ name }: { readonly name: TableName }): boolean => tables.some((one) => sameTable(one, name));
    return { tables: this.model.tables.filter(wanted), objects: this.model.objects.filter(wanted) };
  }

  async names(): Promise<readonly TableName[]> {
    this.asked.push('names');
    return [...this.model.tables, ...this.model.objects].map(({ name }) => name);
  }
}

function knownOf(model: SchemaModel) {
  const inspector = new ModelInspector(model);
  const operations = new OperationRegistry(moodType);
  const schema = new KnownSchema(inspector, operations);
  const read = (...names: readonly string[]): Promise<SchemaModel> =>
    schema.read({ tables: names.map((name) => ({ name })) });
  /** Reads what an operation needs, as a run does, and carries it out. */
  const carryOut = async (operation: Operation): Promise<void> => {
    await schema.read({ tables: operations.touches(operation) });
    inspector.model = operations.apply(inspector.model, operation);
    schema.advance([operation]);
  };
  return { schema, inspector, read, carryOut };
}

const withMood = (name: string): Operation => ({
  kind: 'createTable',
  table: table(name, { id: type.integer(), mood: type.enum(['good', 'bad'], 'mood') }),
});

test('what is known to be absent is answered at once, and what is there is read once', async (t) => {
  const { schema, inspector, read } = knownOf({ tables: [table('a', { id: type.integer() })], objects: [] });
  t.false(schema.isKnown({ tables: [{ name: 'b' }] }));
  t.deepEqual(await read('b', 'c'), emptySchema);
  t.true(schema.isKnown({ tables: [{ name: 'b' }] }));
  t.false(schema.isKnown({ tables: [{ name: 'a' }] }));
  t.is((await read('a', 'b')).tables.length, 1);
  t.is((await read('a')).tables.length, 1);
  t.true(schema.isKnown({ tables: [{ name: 'a' }, { name: 'b' }] }));
  t.deepEqual(inspector.asked, ['names', 'a']);
});

test('a name that differs in its letters or its schema may be the same', async (t) => {
  const { inspector, schema, read } = knownOf({ tables: [table('A', { id: type.integer() })], objects: [] });
  await read('a');
  await schema.read({ tables: [{ schema: 'shop', name: 'A' }] });
  t.deepEqual(inspector.asked, ['names', 'a', 'A']);
});

test('a type that is there is not asked for again by each table that uses it', async (t) => {
  const { inspector, carryOut } = knownOf({ tables: [], objects: [mood] });
  for (const name of ['a', 'b', 'c']) await carryOut(withMood(name));
  t.deepEqual(inspector.asked, ['names', 'mood']);
});

test('a type that was not there is asked for anew, since the table may have made it', async (t) => {
  const { inspector, carryOut, read } = knownOf(emptySchema);
  await carryOut(withMood('a'));
  inspector.model = { ...inspector.model, objects: [mood] };
  t.is((await read('mood')).objects.length, 1);
  await carryOut(withMood('b'));
  t.deepEqual(inspector.asked, ['names', 'mood']);
});

test('where tables make no types of their own, that is found out once', async (t) => {
  const { inspector, carryOut } = knownOf(emptySchema);
  for (const name of ['a', 'b', 'c', 'd']) await carryOut(withMood(name));
  t.deepEqual(inspector.asked, ['names', 'mood']);
});

test('a type is asked for anew when the last column that needs it may have gone', async (t) => {
  const { inspector, carryOut, read } = knownOf({ tables: [], objects: [mood] });
  await carryOut(withMood('a'));
  await carryOut({ kind: 'dropTable', table: { name: 'a' } });
  await read('mood');
  t.deepEqual(inspector.asked, ['names', 'mood', 'a', 'mood']);
});

test('a table that another points at is read anew when that one changes', async (t) => {
  const target = table('a', { id: type.integer().primaryKey() });
  const { inspector, carryOut, read } = knownOf({ tables: [target], objects: [] });
  await read('a');
  const constraints = [foreignKey(['a'], 'a', ['id'])];
  await carryOut({ kind: 'createTable', table: table('b', { a: type.integer() }, { constraints }) });
  await read('a');
  await carryOut({ kind: 'createTable', table: table('c', { id: type.integer() }) });
  await read('a');
  t.deepEqual(inspector.asked, ['names', 'a', 'a']);
});

test('nothing is known after a rollback, or after an operation of which nothing is known', async (t) => {
  const { inspector, schema, read } = knownOf(emptySchema);
  const restore = schema.snapshot();
  await read('a');
  restore();
  await read('a');
  schema.advance([{ kind: 'own.operation' } as unknown as Operation]);
  await read('a');
  schema.advance([{ kind: 'execute', sql: 'UPDATE a SET b = 1' }]);
  await read('a');
  schema.advance([{ kind: 'execute', sql: 'UPDATE a SET b = 1', touches: [{ name: 'a' }] }]);
  await read('a');
  t.deepEqual(inspector.asked, ['names', 'names', 'names', 'names']);
});
