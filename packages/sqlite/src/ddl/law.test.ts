import { t as column, table, type Column, type ColumnBuilder, type SchemaModel, type Table } from '@aludel/core';
import { AludelError, getTable, type Operation } from '@aludel/core/dialect';
import test from 'ava';
import * as fc from 'fast-check';
import { SqliteComparator } from '../comparator.js';
import { SqliteNormalizer } from '../normalizer.js';
import { TestDatabase } from '../run.test-support.js';

const name = { name: 'it "self"' };
const others = table('other', { id: column.integer().primaryKey(), code: column.text().unique() });

const types: readonly (() => ColumnBuilder)[] = [
  () => column.integer(),
  () => column.text(),
  () => column.string(9),
  () => column.boolean(),
  () => column.decimal(8, 2),
  () => column.timestamp(),
  () => column.enum(['a', "b'c"]),
  () => column.binary(),
  () => column.json(),
];
const refinements: readonly ((builder: ColumnBuilder) => ColumnBuilder)[] = [
  (builder) => builder,
  (builder) => builder.default('x'),
  (builder) => builder.default(null),
  (builder) => builder.default({ kind: 'sql', sql: "lower('A' || 1)" }),
  (builder) => builder.default({ kind: 'sql', sql: 'CURRENT_TIMESTAMP' }),
  (builder) => builder.notNull().default('a'),
  (builder) => builder.collate('NOCASE'),
  (builder) => builder.generatedAs('1 + 1'),
  (builder) => builder.generatedAs("'a' || 'b'", { stored: true }),
];
const names = ['a', 'b c', 'select', 'd"e', 'ä', 'Ff', 'g'];

const builder = fc
  .tuple(fc.constantFrom(...types), fc.constantFrom(...refinements))
  .map(([type, refine]): Omit<Column, 'name'> => refine(type()).parts.column);

const startingTable = fc
  .record({
    columns: fc.uniqueArray(fc.tuple(fc.constantFrom(...names), builder), {
      selector: ([columnName]) => columnName,
      minLength: 1,
      maxLength: 4,
    }),
    key: fc.constantFrom('identity', 'integer', 'text', 'none'),
    strict: fc.boolean(),
  })
  .map(({ columns, key, strict }): Table => {
    const id: Record<string, ColumnBuilder> =
      key === 'none'
        ? {}
        : {
            id:
              key === 'text'
                ? column.text().primaryKey()
                : (key === 'identity' ? column.integer().identity() : column.integer()).primaryKey(),
          };
    const made = table(name, { ...id, filler: column.integer() }, strict ? { sqlite: { strict } } : {});
    return {
      ...made,
      columns: [...made.columns, ...columns.map(([columnName, rest]) => ({ name: columnName, ...rest }))],
    };
  });

/** A number picks the kind, others what it is done to: so that each is possible whatever came before. */
const choice = fc.tuple(fc.nat(13), fc.nat(50), fc.nat(50), builder);
type Choice = readonly [number, number, number, Omit<Column, 'name'>];

function operationFor(
  [kind, first, second, made]: Choice,
  { columns, constraints, indexes }: Table,
): Operation | undefined {
  const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
  const one = pick(columns, first);
  const fresh = names.find((candidate) => !columns.some((other) => other.name === candidate));
  const index = pick(indexes, first);
  const constraint = pick(constraints, first);
  if (one === undefined) return undefined;
  const label = `n${first}_${second}_${kind}`;
  const taken = constraints.some((other) => other.name === label) || indexes.some((other) => other.name === label);
  const alter = (to: Extract<Operation, { kind: 'alterColumn' }>['to']): Operation => ({
    kind: 'alterColumn',
    table: name,
    column: one.name,
    to,
  });
  const isKey = constraints.some((other) => other.kind === 'primaryKey' && other.columns.includes(one.name));
  switch (kind) {
    case 0:
      return fresh === undefined ? undefined : { kind: 'addColumn', table: name, column: { name: fresh, ...made } };
    case 1:
      return isKey || columns.filter((other) => other.generated === undefined).length < 3
        ? undefined
        : { kind: 'dropColumn', table: name, column: one.name };
    case 2:
      return fresh === undefined ? undefined : alter({ name: fresh });
    case 3:
      return isKey ? undefined : alter({ type: made.type });
    case 4:
      return isKey ? undefined : alter({ nullable: !one.nullable });
    case 5:
      return one.generated === undefined && !isKey ? alter({ default: made.default ?? null }) : undefined;
    case 6:
      return alter({ collation: one.collation === undefined ? 'NOCASE' : null });
    case 7:
      return taken
        ? undefined
        : {
            kind: 'createIndex',
            table: name,
            index: { name: label, columns: [{ column: one.name, order: 'desc' }], unique: false },
          };
    case 8:
      return index === undefined ? undefined : { kind: 'dropIndex', table: name, name: index.name };
    case 9:
      return taken
        ? undefined
        : {
            kind: 'createUniqueConstraint',
            table: name,
            constraint: { kind: 'unique', name: label, columns: [one.name] },
          };
    case 10:
      return taken
        ? undefined
        : {
            kind: 'createForeignKey',
            table: name,
            constraint: {
              kind: 'foreignKey',
              name: label,
              columns: [one.name],
              references: { table: others.name, columns: ['code'] },
              onDelete: 'set null',
            },
          };
    case 11:
      return taken
        ? undefined
        : {
            kind: 'createCheckConstraint',
            table: name,
            constraint: { kind: 'check', name: label, expression: `"${one.name.replaceAll('"', '""')}" IS NOT 'q'` },
          };
    case 12:
      return constraint?.name === undefined || constraint.kind === 'primaryKey'
        ? undefined
        : { kind: 'dropConstraint', table: name, constraint: { name: constraint.name } };
    default:
      return constraint?.name === undefined || taken
        ? undefined
        : { kind: 'renameConstraint', table: name, name: constraint.name, to: label };
  }
}

for (const target of [{}, { forceRebuild: true }, { version: '3.40.1' }]) {
  test(`leaves the database as the operations say, and back (${JSON.stringify(target)})`, async (t) => {
    await fc.assert(
      fc.asyncProperty(
        startingTable,
        fc.array(choice, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (start, choices, together) => {
          const database = await TestDatabase.open(t, '', { options: { filename: ':memory:' }, target });
          await database.run({ kind: 'createTable', table: others }, { kind: 'createTable', table: start });
          const before = await inspected(database);
          assertSame({ tables: [start, others], objects: [] }, before);

          const operations: Operation[] = [];
          let model: SchemaModel = before;
          for (const chosen of choices) {
            const operation = operationFor(chosen, getTable(model, name));
            if (operation === undefined) continue;
            try {
              model = database.registry.apply(model, operation);
            } catch {
              continue; // It cannot be, by the model's own rules.
            }
            operations.push(operation);
          }
          const back = reversed(database, before, operations);
          if (together) await database.run(...operations);
          else for (const operation of operations) await database.run(operation);
          assertSame(model, await inspected(database));
          if (back === undefined) return;
          await database.run(...back);
          assertSame(database.registry.applyAll(model, back), await inspected(database));
          await database.connection.close();
        },
      ),
      { numRuns: 80, seed: Number(process.env['FC_SEED'] ?? 41), includeErrorInReport: true },
    );
    t.pass();
  });
}

function reversed(
  database: TestDatabase,
  before: SchemaModel,
  operations: readonly Operation[],
): readonly Operation[] | undefined {
  try {
    return database.registry.reverseAll(before, operations);
  } catch (error) {
    if (error instanceof AludelError && error.code === 'IRREVERSIBLE_OPERATION') return undefined;
    throw error;
  }
}

function inspected(database: TestDatabase): Promise<SchemaModel> {
  return database.inspector.read({ tables: [name, others.name] });
}

const comparator = new SqliteComparator();
const normalizer = new SqliteNormalizer();

/** Law 3: what the database reports is what the model says. */
function assertSame(expected: SchemaModel, actual: SchemaModel): void {
  const [a, b] = [normalizer.normalize(expected), normalizer.normalize(actual)];
  const [wanted, found] = [getTable(a, name), getTable(b, name)];
  const say = (what: string): never => {
    throw new Error(
      `${what}\n${JSON.stringify(wanted)}\n${JSON.stringify(found)}\n${getTable(actual, name).options?.sqlite?.definition}`,
    );
  };
  const namesOf = (list: readonly { readonly name?: string }[]): string => JSON.stringify(list.map((one) => one.name));
  if (namesOf(wanted.columns) !== namesOf(found.columns)) say('other columns');
  wanted.columns.forEach((one, index) => {
    const other = found.columns[index];
    const change = other === undefined ? {} : comparator.columnChange(other, one);
    if (change !== undefined) say(`${one.name}: ${JSON.stringify(change)}`);
  });
  const sorted = (list: readonly { readonly name?: string }[]): string =>
    namesOf(list.toSorted((x, y) => (x.name ?? '').localeCompare(y.name ?? '')));
  if (sorted(wanted.constraints) !== sorted(found.constraints)) say('other constraints');
  for (const one of wanted.constraints) {
    if (!found.constraints.some((other) => other.name === one.name && comparator.sameConstraint(other, one)))
      say(`constraint ${one.name}`);
  }
  if (sorted(wanted.indexes) !== sorted(found.indexes)) say('other indexes');
  for (const one of wanted.indexes) {
    if (!found.indexes.some((other) => other.name === one.name && comparator.sameIndex(other, one)))
      say(`index ${one.name}`);
  }
  if (wanted.options?.sqlite?.strict !== found.options?.sqlite?.strict) say('STRICT');
}
