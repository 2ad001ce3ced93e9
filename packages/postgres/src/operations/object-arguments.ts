import {
  argument,
  changesOf,
  definitionOf,
  flag,
  isRecord,
  isSqlText,
  listOf,
  nameArgument,
  oneOf,
  optional,
  recordOf,
  referenceArgument,
  settingsOf,
  sqlArgument,
  text,
  textList,
  wholeNumber,
  type ArgumentKind,
  type ArgumentOf,
  type Signature,
} from '@aludel/core/connection';
import type * as builders from './object-builders.js';
import type { IfNotExists } from './object-records.js';
import type * as routines from './routine-builders.js';
import {
  isText,
  typeArgument,
  comment,
  names,
  ifExists,
  isType,
  storage,
  tablespace,
  accessMethod,
  clusterOn,
  commentChange,
} from './argument-kinds.js';

const isTextIfAny = (value: unknown): boolean => value === undefined || isText(value);

const ifNotExists = settingsOf<IfNotExists>({ ifNotExists: flag }, '{ ifNotExists: true }');
const enumName = referenceArgument('an enum type', "'mood'");
const enumValue = { ...text, expected: 'a value of the enum, as text,', example: "'ok'" };
const values = textList('texts', "['ok', 'sad']");

const domainName = referenceArgument('a domain', "'email'");
const check = argument(
  'a check',
  (value) => isRecord(value) && isText(value['expression']) && isTextIfAny(value['name']),
);
const domainParts = {
  nullable: optional(flag),
  default: optional(
    argument(
      "a default as { kind: 'literal', value } or sql`…`",
      (value) => isSqlText(value) || (isRecord(value) && value['kind'] === 'literal' && 'value' in value),
      { example: "{ kind: 'literal', value: 0 }" },
    ),
  ),
  collation: optional({ ...text, example: "'C'" }),
  checks: optional(listOf(check, 'a list of checks', "[{ expression: 'VALUE > 0' }]", 0)),
  comment,
};

const compositeName = referenceArgument('a composite type', "'point3'");
const attributeList = listOf(
  argument('an attribute', (value) => isRecord(value) && isText(value['name']) && isType(value['type'])),
  'a list of attributes',
  "[{ name: 'x', type: { kind: 'double' } }]",
  0,
);

const attributeRecord = recordOf(
  typeArgument,
  'an object of types, each under the name of its attribute,',
  '{ x: t.double(), y: t.double() }',
);
const attributes: ArgumentKind = {
  ...attributeRecord,
  fault: (value) => (Array.isArray(value) ? attributeList : attributeRecord).fault(value),
};

const sequenceName = referenceArgument('a sequence', "'order_numbers'");
const sequenceParts = {
  type: optional(oneOf('smallint', 'integer')),
  start: optional(wholeNumber('1000')),
  increment: optional(wholeNumber('10')),
  minValue: optional(wholeNumber('1')),
  maxValue: optional(wholeNumber('9999')),
  cache: optional(wholeNumber('20')),
  cycle: optional(flag),
  ownedBy: optional(
    argument(
      'its owner as { table: { name }, column }',
      (value) =>
        isRecord(value) && isRecord(value['table']) && isText(value['table']['name']) && isText(value['column']),
      { example: "{ table: { name: 'orders' }, column: 'number' }" },
    ),
  ),
  comment,
};

const viewName = referenceArgument('a materialized view', "'sales'");
const query = sqlArgument('a query', "'SELECT count(*) AS n FROM orders'");
const indexes = optional(
  listOf(
    argument('an index', (value) => isRecord(value) && Array.isArray(value['columns'])),
    'a list of indexes',
    "[index(['n'])]",
    0,
  ),
);
const columnComments = optional(recordOf(text, 'an object of texts, each under the name of a column,', "{ n: '…' }"));

const schemaName = nameArgument('a schema', "'shop'");
const extensionName = nameArgument('an extension', "'pgcrypto'");
const version = optional({ ...text, example: "'1.3'" });

/** What the functions of `object-builders.ts` take. */
export const objectSignatures = {
  createEnum: {
    definition: definitionOf<ArgumentOf<typeof builders.createEnum, 0>>(
      { name: enumName, values, comment },
      "{ name: 'mood', values: ['ok', 'sad'] }",
    ),
    settings: ifNotExists,
  },
  dropEnum: { name: enumName, settings: ifExists },
  renameEnum: { name: enumName, to: nameArgument('an enum type', "'feeling'") },
  alterEnum: {
    name: enumName,
    to: changesOf<ArgumentOf<typeof builders.alterEnum, 1>>({ values, comment }, "{ values: ['ok', 'sad'] }"),
  },
  addEnumValue: {
    name: enumName,
    value: enumValue,
    settings: settingsOf<ArgumentOf<typeof builders.addEnumValue, 2>>(
      { before: enumValue, after: enumValue, ifNotExists: flag },
      "{ after: 'ok' }",
    ),
  },
  renameEnumValue: { name: enumName, from: enumValue, to: { ...enumValue, example: "'fine'" } },
  createDomain: {
    definition: definitionOf<ArgumentOf<typeof builders.createDomain, 0>>(
      { name: domainName, type: typeArgument, ...domainParts },
      "{ name: 'email', type: t.text() }",
    ),
  },
  alterDomain: {
    name: domainName,
    to: changesOf<ArgumentOf<typeof builders.alterDomain, 1>>(domainParts, '{ nullable: false }'),
  },
  dropDomain: { name: domainName, settings: ifExists },
  renameDomain: { name: domainName, to: nameArgument('a domain', "'address'") },
  createComposite: {
    definition: definitionOf<ArgumentOf<typeof builders.createComposite, 0>>(
      { name: compositeName, attributes, comment },
      "{ name: 'point3', attributes: { x: t.double(), y: t.double() } }",
    ),
  },
  alterComposite: {
    name: compositeName,
    to: changesOf<ArgumentOf<typeof builders.alterComposite, 1>>(
      { attributes: attributeList, comment },
      "{ attributes: [{ name: 'x', type: { kind: 'double' } }] }",
    ),
  },
  dropComposite: { name: compositeName, settings: ifExists },
  renameComposite: { name: compositeName, to: nameArgument('a composite type', "'point4'") },
  createSequence: {
    definition: definitionOf<ArgumentOf<typeof builders.createSequence, 0>>(
      { name: sequenceName, ...sequenceParts },
      "{ name: 'order_numbers', start: 1000 }",
    ),
    settings: ifNotExists,
  },
  alterSequence: {
    name: sequenceName,
    to: changesOf<ArgumentOf<typeof builders.alterSequence, 1>>(sequenceParts, '{ increment: 10 }'),
  },
  dropSequence: { name: sequenceName, settings: ifExists },
  renameSequence: { name: sequenceName, to: nameArgument('a sequence', "'numbers'") },
  createSchema: {
    name: schemaName,
    settings: settingsOf<ArgumentOf<typeof builders.createSchema, 1>>(
      { ifNotExists: flag, comment },
      '{ ifNotExists: true }',
    ),
  },
  alterSchema: { name: schemaName, to: commentChange },
  dropSchema: { name: schemaName, settings: ifExists },
  createExtension: {
    name: extensionName,
    settings: settingsOf<ArgumentOf<typeof builders.createExtension, 1>>(
      { schema: schemaName, version, comment, ifNotExists: flag },
      "{ schema: 'shop' }",
    ),
  },
  updateExtension: { name: extensionName, version },
  dropExtension: { name: extensionName, settings: ifExists },
  createMaterializedView: {
    definition: definitionOf<ArgumentOf<typeof builders.createMaterializedView, 0>>(
      {
        name: viewName,
        definition: query,
        columns: names('columns', "['n']"),
        indexes,
        storage,
        accessMethod,
        tablespace,
        withoutData: optional(flag),
        clusterOn,
        columnComments,
        comment,
      },
      "{ name: 'sales', definition: 'SELECT count(*) AS n FROM orders' }",
    ),
    settings: ifNotExists,
  },
  alterMaterializedView: {
    name: viewName,
    to: changesOf<ArgumentOf<typeof builders.alterMaterializedView, 1>>(
      { indexes, storage, tablespace, clusterOn, columnComments, comment },
      '{ storage: { fillfactor: 70 } }',
    ),
  },
  dropMaterializedView: { name: viewName, settings: ifExists },
  renameMaterializedView: { name: viewName, to: nameArgument('a materialized view', "'turnover'") },
  refreshMaterializedView: {
    name: viewName,
    settings: settingsOf<ArgumentOf<typeof builders.refreshMaterializedView, 1>>(
      { concurrently: flag, withoutData: flag },
      '{ concurrently: true }',
    ),
  },
} satisfies Readonly<Record<Exclude<keyof typeof builders, keyof typeof routines>, Signature>>;
