import {
  argument,
  columnNames,
  described,
  isRecord,
  nameArgument,
  optional,
  text,
  type ArgumentKind,
  type ParameterKinds,
} from '../schema/argument.js';
import type { ConstraintKind } from '../schema/model.js';
import type { CoreOperationKind } from './operation.js';

/** What a portable operation is made of, for callers who hand it over as data that no compiler has checked. */
export function partsOf(operation: unknown): ParameterKinds {
  const kind = isRecord(operation) ? operation['kind'] : undefined;
  return typeof kind === 'string' && Object.hasOwn(parts, kind) ? parts[kind as CoreOperationKind] : {};
}

export function isKind(value: unknown): boolean {
  return isRecord(value) && isText(value['kind']);
}

export const rows: ArgumentKind = {
  expected: 'a list of rows, or anything else that gives rows one after another,',
  example: "[{ id: 1, email: 'a@example.org' }]",
  fault(value) {
    if (Array.isArray(value)) {
      const place = (value as readonly unknown[]).findIndex((row) => !isRecord(row));
      return place === -1 ? undefined : `a list with ${described(value[place])} in it`;
    }
    return isRecord(value) && (Symbol.iterator in value || Symbol.asyncIterator in value)
      ? undefined
      : described(value);
  },
};

const table = argument('the name of a table as { schema, name }', isName, { example: "{ name: 'users' }" });
const view = argument('the name of a view as { schema, name }', isName, { example: "{ name: 'grown_ups' }" });
const column = nameArgument('a column', "'age'");
const name = { ...text, example: "'ix_users_email'" };
const to = { ...text, example: "'people'" };

/** Total over the portable operations. */
const parts: { readonly [K in CoreOperationKind]: ParameterKinds } = {
  createTable: {
    table: argument('a table as data, as table(…) makes it,', isTable, {
      example: "{ name: { name: 'users' }, columns: [{ … }], constraints: [], indexes: [] }",
    }),
  },
  dropTable: { table },
  renameTable: { table, to },
  addColumn: {
    table,
    column: argument('a column as data', isColumn, {
      example: "{ name: 'age', type: { kind: 'integer' }, nullable: true }",
    }),
  },
  dropColumn: { table, column },
  alterColumn: {
    table,
    column,
    to: argument('what changes, as data,', isChange, { example: "{ type: { kind: 'integer' }, nullable: false }" }),
  },
  createIndex: {
    table,
    index: argument('an index as data', isIndex, {
      example: "{ name: 'ix_users_email', columns: [{ column: 'email' }], unique: false }",
    }),
  },
  dropIndex: { table, name },
  renameIndex: { table, name, to },
  createPrimaryKey: { table, constraint: constraintOf('primaryKey', "columns: ['id']") },
  createUniqueConstraint: { table, constraint: constraintOf('unique', "columns: ['email']") },
  createForeignKey: {
    table,
    constraint: constraintOf(
      'foreignKey',
      "columns: ['user_id'], references: { table: { name: 'users' }, columns: ['id'] }",
    ),
  },
  createCheckConstraint: { table, constraint: constraintOf('check', "expression: 'age > 0'") },
  dropConstraint: {
    table,
    constraint: argument('which constraint, as data,', isRecord, { example: "{ name: 'uq_users_email' }" }),
  },
  renameConstraint: { table, name, to },
  createTableComment: { table, comment: { ...text, example: "'Who may sign in'" } },
  dropTableComment: { table },
  createView: {
    view: argument('a view as data', isView, {
      example: "{ kind: 'view', name: { name: 'grown_ups' }, definition: 'SELECT * FROM users WHERE age >= 18' }",
    }),
  },
  dropView: { view },
  execute: {
    sql: { ...text, example: "'UPDATE users SET age = 1'" },
    bindings: optional(argument('a list of values', Array.isArray, { example: "['new']" })),
  },
  bulkInsert: { table, rows },
};

function constraintOf(kind: ConstraintKind, example: string): ArgumentKind {
  return argument(`a constraint of the kind ${kind} as data`, (value) => isConstraint(value) && value.kind === kind, {
    example: `{ kind: '${kind}', ${example} }`,
  });
}

function isTable(value: unknown): boolean {
  return (
    isRecord(value) &&
    isName(value['name']) &&
    isListOf(isColumn, value['columns']) &&
    isListOf(isConstraint, value['constraints']) &&
    isListOf(isIndex, value['indexes'])
  );
}

function isColumn(value: unknown): boolean {
  return isRecord(value) && isText(value['name']) && isKind(value['type']) && typeof value['nullable'] === 'boolean';
}

function isChange(value: unknown): boolean {
  return isRecord(value) && (value['type'] === undefined || isKind(value['type']));
}

function isConstraint(value: unknown): value is { readonly kind: string } {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'check':
      return isText(value['expression']);
    case 'foreignKey':
      return columnNames.fault(value['columns']) === undefined && isTarget(value['references']);
    case 'primaryKey':
    case 'unique':
      return columnNames.fault(value['columns']) === undefined;
    default:
      // A dialect's own kind.
      return isText(value['kind']);
  }
}

function isTarget(value: unknown): boolean {
  return isRecord(value) && isName(value['table']) && isListOf(isText, value['columns']);
}

function isIndex(value: unknown): boolean {
  return isRecord(value) && isText(value['name']) && isListOf(isElement, value['columns']);
}

function isElement(value: unknown): boolean {
  return isRecord(value) && (isText(value['column']) || isText(value['expression']));
}

function isView(value: unknown): boolean {
  return isRecord(value) && isName(value['name']) && isText(value['definition']);
}

function isName(value: unknown): boolean {
  return isRecord(value) && isText(value['name']) && (value['schema'] === undefined || isText(value['schema']));
}

function isListOf(isOne: (value: unknown) => boolean, value: unknown): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
