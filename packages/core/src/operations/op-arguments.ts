import {
  argument,
  columnNames,
  isRecord,
  listOf,
  literalArgument,
  described,
  nameArgument,
  nameOrNone,
  nameOrNull,
  optional,
  orNull,
  properties,
  referenceArgument,
  settings,
  sqlArgument,
  tableArgument as table,
  text,
  type ArgumentKind,
  type ParameterKinds,
  type Signature,
} from '../schema/argument.js';
import { columnArgument, isColumnBuilder } from '../schema/column-builder.js';
import { columnsArgument, indexElements, tableSettings } from '../schema/table-arguments.js';
import { isSqlText } from '../schema/values.js';
import type { Op, TableOp } from './op.js';
import { isKind, partsOf, rows } from './operation-parts.js';

const column = nameArgument('a column', "'age'");
const index = nameArgument('an index', "'ix_users_email'");
const constraint = nameArgument('a constraint', "'uq_users_email'");
const ifExists = settings({}, '{ ifExists: true }');
const ifNotExists = settings({}, '{ ifNotExists: true }');
const options = settings();

const change: ArgumentKind = {
  ...argument('what changes, as an object,', (value) => isRecord(value) && !isColumnBuilder(value), {
    example: '{ type: t.string(40), nullable: false }',
  }),
  within: properties({
    type: argument('a type, such as t.string(40),', (value) => isColumnBuilder(value) || isKind(value), {
      example: 't.string(40)',
    }),
    nullable: argument('true or false', (value) => typeof value === 'boolean', { example: 'false' }),
    default: literalArgument,
    comment: orNull({ ...text, example: "'Who may sign in'" }),
    identity: orNull(argument('true or an object', (value) => value === true || isRecord(value), { example: 'true' })),
    collation: orNull(nameArgument('a collation', "'…'")),
    generated: orNull(
      argument('an expression', (value) => isRecord(value) && typeof value['expression'] === 'string', {
        example: "{ expression: 'a + b', stored: true }",
      }),
    ),
    options: orNull(argument('an object', isRecord)),
    using: sqlArgument('an expression', "'age * 2'"),
  }),
};

const statement: ArgumentKind = {
  expected: 'a statement, as SQL text or as a builder of Knex,',
  example: "'UPDATE users SET age = 1'",
  fault: (value) => (typeof value === 'string' || isSqlText(value) || isBuilder(value) ? undefined : described(value)),
};

const bindings = optional({
  expected: 'a list of values, one for each ?,',
  example: "['new']",
  fault: (value) => (Array.isArray(value) ? undefined : described(value)),
});

const functionOf = (example: string): ArgumentKind =>
  argument('a function', (value) => typeof value === 'function', { example });

const definition = argument(
  'a table, as table(…) makes it,',
  (value) =>
    isRecord(value) &&
    isRecord(value['name']) &&
    ['columns', 'constraints', 'indexes'].every((part) => Array.isArray(value[part])),
  { example: 'users' },
);

/** What the methods of `op` take that record. */
export const opSignatures = {
  createTable: ([first]) =>
    isRecord(first) && 'columns' in first
      ? { table: definition, settings: ifNotExists }
      : { table, columns: columnsArgument, settings: tableSettings },
  dropTable: { table, settings: ifExists },
  renameTable: { table, to: nameArgument('a table', "'people'") },
  addColumn: { table, name: column, column: columnArgument, settings: ifNotExists },
  dropColumn: { table, name: column, settings: ifExists },
  alterColumn: { table, name: column, to: change, options },
  renameColumn: { table, name: column, to: nameArgument('a column', "'years'"), options },
  createIndex: {
    name: nameOrNull('an index', "'ix_users_email'"),
    table,
    columns: indexElements,
    settings: settings({ where: sqlArgument('a condition', "'age > 0'") }, '{ unique: true }'),
  },
  dropIndex: { name: index, table, settings: ifExists },
  renameIndex: { name: index, table, to: nameArgument('an index', "'ix_users_mail'"), options },
  createPrimaryKey: { name: nameOrNone('a constraint', "'pk_users'"), table, columns: columnNames, options },
  createUniqueConstraint: {
    name: nameOrNone('a constraint', "'uq_users_email'"),
    table,
    columns: columnNames,
    settings: options,
  },
  createForeignKey: {
    name: nameOrNone('a constraint', "'fk_posts_user_id_users'"),
    table: referenceArgument('a table', "'posts'"),
    referenced: referenceArgument('the table that it points at', "'users'"),
    columns: { ...columnNames, example: "['user_id']" },
    referencedColumns: optional(listOf(text, 'a list of names of columns', "['id']", 0)),
    settings: settings({}, "{ onDelete: 'cascade' }"),
  },
  createCheckConstraint: {
    name: nameOrNone('a constraint', "'ck_users_age'"),
    table,
    condition: sqlArgument('a condition', "'age > 0'"),
    options,
  },
  dropConstraint: {
    name: nameOrNull('a constraint', "'uq_users_email'"),
    table,
    settings: settings({ columns: columnNames, expression: text }, "{ type: 'unique' }"),
  },
  renameConstraint: { name: constraint, table, to: nameArgument('a constraint', "'uq_users_mail'"), options },
  createTableComment: { table, comment: { ...text, example: "'Who may sign in'" } },
  dropTableComment: { table },
  createView: {
    name: referenceArgument('a view', "'grown_ups'"),
    definition: sqlArgument('a query', "'SELECT * FROM users WHERE age >= 18'"),
    settings: settings({ columns: columnNames }, '{ orReplace: true }'),
  },
  dropView: { name: referenceArgument('a view', "'grown_ups'"), settings: ifExists },
  execute: {
    sql: statement,
    bindings,
    settings: settings(
      { touches: listOf(table, 'a list of tables', "['users']", 0), reverse: text },
      "{ reverse: '' }",
    ),
  },
  bulkInsert: { table, rows },
  alterTable: { table, change: functionOf("(table) => table.dropColumn('age')") },
  apply: ([operation]) => ({
    operation: {
      ...argument('an operation, as a function of a dialect package makes it,', isKind, {
        example: "{ kind: 'dropTable', table: { name: 'users' } }",
      }),
      within: partsOf(operation),
    },
  }),
} satisfies Partial<Record<keyof Op, Signature>>;

/** What those take that need a run. */
export const runSignatures = {
  on: {
    dialect: argument(
      'the name of a dialect, or a list of them,',
      (value) => [value].flat().every((name) => typeof name === 'string'),
      { example: 'op.dialect.name', isName: true },
    ),
    change: functionOf("(op) => op.dropTable('users')"),
  },
  quote: { name: nameArgument('anything in the database', "'users'") },
  query: { sql: { ...statement, example: "'SELECT id FROM users'" }, bindings },
} satisfies Partial<Record<keyof Op, Signature>>;

/** The same methods on a table that is named already. */
export const tableSignatures: Readonly<Record<keyof TableOp, Signature>> = {
  addColumn: ofTable(opSignatures.addColumn),
  dropColumn: ofTable(opSignatures.dropColumn),
  alterColumn: ofTable(opSignatures.alterColumn),
  renameColumn: ofTable(opSignatures.renameColumn),
  createIndex: ofTable(opSignatures.createIndex),
  dropIndex: ofTable(opSignatures.dropIndex),
  createPrimaryKey: ofTable(opSignatures.createPrimaryKey),
  createUniqueConstraint: ofTable(opSignatures.createUniqueConstraint),
  createForeignKey: ofTable(opSignatures.createForeignKey),
  createCheckConstraint: ofTable(opSignatures.createCheckConstraint),
  dropConstraint: ofTable(opSignatures.dropConstraint),
  renameConstraint: ofTable(opSignatures.renameConstraint),
};

function ofTable(kinds: ParameterKinds): ParameterKinds {
  return Object.fromEntries(Object.entries(kinds).filter(([name]) => name !== 'table'));
}

/** A builder of Knex, which knows its own SQL. */
function isBuilder(value: unknown): boolean {
  const isObject = typeof value === 'object' || typeof value === 'function';
  return isObject && value !== null && typeof Reflect.get(value, 'toSQL') === 'function';
}
