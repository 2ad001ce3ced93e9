import {
  argument,
  changesOf,
  flag,
  isRecord,
  listOf,
  nameArgument,
  oneOf,
  orNull,
  referenceArgument,
  settingsOf,
  text,
  tableArgument as table,
  type ArgumentOf,
  type Signature,
} from '@aludel/core/connection';
import type * as builders from './table-builders.js';
import { isText, comment, isType, storage, tablespace, accessMethod, clusterOn } from './argument-kinds.js';

const elements = listOf(
  argument(
    'an element',
    (value) => isRecord(value) && (isText(value['column']) || isText(value['expression'])) && isText(value['operator']),
  ),
  'a list of elements, each with its operator,',
  "[{ column: 'room', operator: '=' }]",
);
const exclusionParts = {
  method: { ...text, example: "'gist'" },
  where: { ...text, expected: 'a condition as text', example: "'NOT cancelled'" },
  deferrable: oneOf('initially immediate', 'initially deferred'),
  options: argument('an object of options', isRecord, { example: "{ postgres: { comment: '…' } }" }),
};

const constraintName = nameArgument('a constraint', "'no_overlap'");
const partitionName = referenceArgument('a partition', "'orders_2026'");
const parent = referenceArgument('the partitioned table', "'orders'");
const bound = { ...text, expected: 'its bound as SQL text', example: "'FOR VALUES FROM (1) TO (9)'" };
const partition = argument(
  'a partition and its bound',
  (value) => Array.isArray(value) && partitionName.fault(value[0]) === undefined && isText(value[1]),
  { example: "['orders_2026', 'DEFAULT']" },
);
const tableParts = {
  unlogged: flag,
  storage,
  tablespace,
  accessMethod,
  clusterOn,
  replicaIdentity: argument(
    "'full', 'nothing' or { index }",
    (value) => value === 'full' || value === 'nothing' || (isRecord(value) && isText(value['index'])),
    { example: "'full'" },
  ),
};

const newComment = { ...orNull(text), example: "'Who may sign in'" };

/** What the functions of `table-builders.ts` take. */
export const tableSignatures = {
  enableRowLevelSecurity: {
    table,
    settings: settingsOf<ArgumentOf<typeof builders.enableRowLevelSecurity, 1>>({ forced: flag }, '{ forced: true }'),
  },
  disableRowLevelSecurity: { table },
  exclude: {
    elements,
    settings: settingsOf<ArgumentOf<typeof builders.exclude, 1>>(
      { name: constraintName, ...exclusionParts },
      "{ where: 'NOT cancelled' }",
    ),
  },
  createExclusion: {
    name: constraintName,
    table: { ...table, example: "'bookings'" },
    elements,
    settings: settingsOf<ArgumentOf<typeof builders.createExclusion, 3>>(exclusionParts, "{ where: 'NOT cancelled' }"),
  },
  validateConstraint: { table, name: constraintName },
  createPartition: {
    name: partitionName,
    parent,
    bound,
    settings: settingsOf<ArgumentOf<typeof builders.createPartition, 3>>(
      {
        ...tableParts,
        partitionBy: argument(
          '{ strategy, elements }',
          (value) => isRecord(value) && Array.isArray(value['elements']),
          {
            example: "{ strategy: 'list', elements: [{ column: 'country' }] }",
          },
        ),
        rowLevelSecurity: oneOf('enabled', 'forced'),
        columns: listOf(
          argument('a column as data', (value) => isRecord(value) && isText(value['name']) && isType(value['type'])),
          'a list of columns as data',
          "[{ name: 'id', type: { kind: 'integer' }, nullable: false }]",
          0,
        ),
        comment,
      },
      "{ tablespace: 'fast' }",
    ),
  },
  attachPartition: { table: partitionName, parent, bound },
  detachPartition: {
    table: partitionName,
    parent,
    settings: settingsOf<ArgumentOf<typeof builders.detachPartition, 2>>(
      { concurrently: flag },
      '{ concurrently: true }',
    ),
  },
  alterPartitions: (given) =>
    Object.fromEntries(
      Array.from({ length: Math.max(1, given.length) }, (_, at) => [`partition ${at + 1}`, partition]),
    ),
  alterTableOptions: {
    table,
    to: changesOf<ArgumentOf<typeof builders.alterTableOptions, 1>>(tableParts, '{ storage: { fillfactor: 70 } }'),
  },
  commentOnConstraint: { name: constraintName, table, comment: newComment },
  commentOnIndex: { name: nameArgument('an index', "'ix_users_email'"), table, comment: newComment },
  commentOnView: { view: referenceArgument('a view', "'grown_ups'"), comment: newComment },
} satisfies Readonly<Record<keyof typeof builders, Signature>>;
