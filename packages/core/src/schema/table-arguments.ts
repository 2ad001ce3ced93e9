import {
  argument,
  columnNames,
  isRecord,
  listOf,
  optional,
  referenceArgument,
  settings,
  sqlArgument,
  tableArgument,
  text,
  type ArgumentKind,
  type ParameterKinds,
} from './argument.js';
import { columnArgument } from './column-builder.js';

/** Columns by their names: an object of builders. */
export const columnsArgument: ArgumentKind = {
  ...argument('its columns, as an object,', (value) => isRecord(value) && columnArgument.fault(value) !== undefined, {
    example: '{ id: t.integer().primaryKey() }',
  }),
  each: columnArgument,
};

const indexElementArgument = argument(
  'a column or an expression',
  (value) =>
    typeof value === 'string' ||
    (isRecord(value) && ['column', 'expression', 'sql'].some((key) => typeof value[key] === 'string')),
);

export const indexElements = listOf(indexElementArgument, 'a list of columns or expressions', "['email']");

const constraintArgument = argument('a constraint', (value) => isRecord(value) && typeof value['kind'] === 'string');
const indexArgument = argument('an index', (value) => isRecord(value) && Array.isArray(value['columns']));

export const tableSettings = settings(
  {
    constraints: listOf(constraintArgument, 'a list of constraints', "[unique(['email'])]", 0),
    indexes: listOf(indexArgument, 'a list of indexes', "[index(['email'])]", 0),
  },
  "{ comment: 'Who may sign in' }",
);

/** What the builders of tables and of their parts take. */
export const tableSignatures = {
  table: { name: tableArgument, columns: columnsArgument, settings: tableSettings },
  columns: { columns: columnNames, settings: settings() },
  foreignKey: {
    columns: { ...columnNames, example: "['user_id']" },
    referenced: referenceArgument('the table that it points at', "'users'"),
    referencedColumns: optional(listOf(text, 'a list of names of columns', "['id']", 0)),
    settings: settings({}, "{ onDelete: 'cascade' }"),
  },
  view: {
    name: referenceArgument('a view', "'grown_ups'"),
    definition: sqlArgument('a query', "'SELECT * FROM users WHERE age >= 18'"),
    settings: settings({ columns: columnNames }),
  },
  check: { expression: sqlArgument('a condition', "'age > 0'"), settings: settings() },
  index: {
    columns: indexElements,
    settings: settings({ where: sqlArgument('a condition', "'age > 0'") }, '{ unique: true }'),
  },
} satisfies Readonly<Record<string, ParameterKinds>>;
