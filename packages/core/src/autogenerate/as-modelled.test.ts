import test from 'ava';
import type { ColumnChange } from '../operations/alter-column.js';
import type { Operation } from '../operations/operation.js';
import { settledOperation } from '../operations/settled.js';
import type { ColumnBuilder } from '../schema/column-builder.js';
import { forDialect } from '../schema/for-dialect.js';
import type { SchemaModel } from '../schema/model.js';
import { quote } from '../schema/quote.js';
import { settledModel } from '../schema/settled.js';
import { check, table } from '../schema/table.js';
import { t } from '../schema/t.js';
import { asModelled } from './as-modelled.js';

const small = { name: 'small', identifier: (name: string) => `[${name}]` };

function modelOf(column: ColumnBuilder): SchemaModel {
  return { tables: [table('users', { a: column })], objects: [] };
}

/** What is written of a change that was found on the dialect `small`. */
function written(column: ColumnBuilder, to: ColumnChange): ColumnChange {
  const models = modelOf(column);
  const found: Operation = { kind: 'alterColumn', table: { name: 'users' }, column: 'a', to };
  const [operation] = asModelled([found], models, settledModel(models, small), small.name);
  if (operation?.kind !== 'alterColumn') throw new Error('it is another operation now');
  return operation.to;
}

test('a changed type is written with what it is on other dialects', (assert) => {
  const column = t.string(9).on('big', t.text().collate('own'));
  assert.deepEqual(written(column, { type: { kind: 'native', sql: 'varchar(9)' } }), {
    type: { kind: 'string', length: 9 },
    variants: { big: { type: { kind: 'text' }, collation: 'own' } },
  });
});

test('what else changes brings the variants along only where they say it, too', (assert) => {
  const column = t.text().notNull().default('a').on('big', t.native('HUGE').default('b'));
  const value = { kind: 'literal', value: 'a' } as const;
  assert.deepEqual(written(column, { nullable: false }), { nullable: false });
  assert.deepEqual(written(column, { default: value }), {
    type: { kind: 'text' },
    default: value,
    variants: { big: { type: { kind: 'native', sql: 'HUGE' }, default: { kind: 'literal', value: 'b' } } },
  });
});

test('what a variant says for the compared dialect is no change on the others', (assert) => {
  const column = t.text().on('small', t.text().collate('nocase'));
  assert.deepEqual(written(column, { collation: 'nocase' }), {
    type: { kind: 'text' },
    variants: { small: { type: { kind: 'text' }, collation: 'nocase' } },
  });
});

test('settled for the compared dialect, a written change is what was found', (assert) => {
  const cases: readonly (readonly [ColumnBuilder, ColumnChange])[] = [
    [t.text().on('small', t.string(9).collate('x')), { type: { kind: 'string', length: 9 }, collation: 'x' }],
    [t.text().on('big', t.string(9)), { type: { kind: 'text' }, nullable: true }],
    [t.integer().generatedAs(`${quote('b')} + 1`), { generated: { expression: '[b] + 1', stored: false } }],
  ];
  for (const [column, to] of cases) {
    const operation = { kind: 'alterColumn', table: { name: 'users' }, column: 'a', to } as const;
    assert.deepEqual(settledOperation({ ...operation, to: written(column, to) }, small), operation);
  }
});

test('tables, columns, indexes and views are written as the models have them', (assert) => {
  const users = table('users', {
    a: t
      .text()
      .on('big', t.native('HUGE'))
      .check(`${quote('a')} <> ''`),
  });
  const view = { kind: 'view', name: { name: 'v' }, definition: `SELECT ${quote('a')} FROM users` } as const;
  const index = { name: 'ix', columns: [{ column: 'a' }], unique: false, where: `${quote('a')} > 'b'` };
  const models: SchemaModel = { tables: [{ ...users, indexes: [index] }], objects: [view] };
  const normalised = settledModel(models, small);
  const [usersNow] = normalised.tables;
  const [viewNow] = normalised.objects;
  if (usersNow === undefined || viewNow?.kind !== 'view') throw new Error('it is another model now');
  const found: readonly Operation[] = [
    { kind: 'createTable', table: usersNow },
    { kind: 'createIndex', table: users.name, index: { ...index, where: `[a] > 'b'` } },
    { kind: 'createView', view: viewNow },
  ];
  const words = asModelled(found, models, normalised, small.name);
  assert.deepEqual(words, [
    { kind: 'createTable', table: models.tables[0] },
    { kind: 'createIndex', table: users.name, index },
    { kind: 'createView', view },
  ] as readonly Operation[]);
  assert.deepEqual(
    words.map((operation) => settledOperation(operation, small)),
    found,
  );
  assert.deepEqual(forDialect(users, 'small').columns, usersNow.columns);
});

test('a check without a name is written in the words of the model, under the name that the database would give', (assert) => {
  const users = table(
    'users',
    { a: t.integer(), b: t.integer() },
    {
      constraints: [
        check(`${quote('a')} > ${quote('b')}`, { name: false }),
        check('a > 1', { name: 'named' }),
        check(`${quote('b')} > 2`, { name: false }),
      ],
    },
  );
  const models: SchemaModel = { tables: [users], objects: [] };
  const normal = (name: string, expression: string) => ({ kind: 'check', name, expression }) as const;
  const constraints = [normal('c1', '[a]>[b]'), normal('named', 'a>1'), normal('c2', '[b]>2')];
  const normalised: SchemaModel = { tables: [{ ...users, constraints }], objects: [] };
  const found = constraints.map((constraint): Operation => ({
    kind: 'createCheckConstraint',
    table: users.name,
    constraint,
  }));
  assert.deepEqual(
    asModelled(found, models, normalised, small.name).flatMap((operation) =>
      operation.kind === 'createCheckConstraint' ? [operation.constraint] : [],
    ),
    [normal('c1', `${quote('a')} > ${quote('b')}`), normal('named', 'a > 1'), normal('c2', `${quote('b')} > 2`)],
  );
});

test('what is not created with its table is not written with it, whether or not it has a name', (assert) => {
  const index = { name: 'ix', columns: [{ expression: 'f(a)' }], unique: false };
  const own = {
    ...table('users', { a: t.text() }, { constraints: [check('a > 0'), check('f(a)')] }),
    indexes: [index],
  };
  const models = { tables: [own], objects: [] };
  const normalised = settledModel(models, small);
  const [compared = own] = normalised.tables;
  const [kept] = compared.constraints;
  const made = { ...compared, constraints: kept === undefined ? [] : [kept], indexes: [] };
  const [operation] = asModelled([{ kind: 'createTable', table: made }], models, normalised, small.name);
  assert.like(operation, { kind: 'createTable', table: { ...own, constraints: [own.constraints[0]], indexes: [] } });
});
