import {
  changesOf,
  definitionOf,
  flag,
  nameArgument,
  oneOf,
  optional,
  referenceArgument,
  settingsOf,
  sqlArgument,
  text,
  tableArgument as table,
  type ArgumentOf,
  type Signature,
} from '@aludel/core/connection';
import type { PostgresDefinition } from '../augment.js';
import type * as builders from './routine-builders.js';
import { comment, names, ifExists, condition, commentChange } from './argument-kinds.js';

const policyName = nameArgument('a policy', "'own'");
const roles = names('roles', "['staff']");

const functionName = referenceArgument('a function', "'total'");
const argumentTypes = { ...text, expected: 'the types of its arguments, as text,', example: "'integer, text'" };

const triggerName = nameArgument('a trigger', "'stamp'");
const triggerTable = { ...table, example: "'users'" };
const enabled = optional(oneOf('disabled', 'replica', 'always'));

const definitionName = referenceArgument('what it makes', "'total'");
const identity = { ...text, expected: 'what DROP calls it, as text,', example: "'AGGREGATE total(integer)'" };

const sorts: { readonly [Sort in PostgresDefinition['what']]: true } = {
  aggregate: true,
  cast: true,
  collation: true,
  'event trigger': true,
  'foreign server': true,
  'foreign table': true,
  operator: true,
  'range type': true,
  rule: true,
  'statistics object': true,
  'text search configuration': true,
  'text search dictionary': true,
};

/** What the functions of `routine-builders.ts` take. */
export const routineSignatures = {
  createPolicy: {
    name: policyName,
    table,
    definition: definitionOf<ArgumentOf<typeof builders.createPolicy, 2>>(
      {
        restrictive: optional(flag),
        command: optional(oneOf('select', 'insert', 'update', 'delete')),
        roles,
        using: condition,
        withCheck: condition,
        comment,
      },
      "{ using: 'owner = current_user' }",
    ),
  },
  alterPolicy: {
    name: policyName,
    table,
    to: changesOf<ArgumentOf<typeof builders.alterPolicy, 2>>(
      { roles, using: condition, withCheck: condition, comment },
      "{ using: 'owner = current_user' }",
    ),
  },
  renamePolicy: { name: policyName, table, to: nameArgument('a policy', "'mine'") },
  dropPolicy: {
    name: policyName,
    table,
    settings: settingsOf<ArgumentOf<typeof builders.dropPolicy, 2>>({ ifExists: flag }, '{ ifExists: true }'),
  },
  createFunction: {
    name: functionName,
    argumentTypes,
    definition: sqlArgument('its whole statement', "'CREATE FUNCTION …'"),
    settings: settingsOf<ArgumentOf<typeof builders.createFunction, 3>>(
      { orReplace: flag, type: oneOf('function', 'procedure'), comment, unchecked: flag },
      '{ orReplace: true }',
    ),
  },
  dropFunction: { name: functionName, argumentTypes, settings: ifExists },
  createTrigger: {
    name: triggerName,
    table: triggerTable,
    definition: sqlArgument('its whole statement', "'CREATE TRIGGER …'"),
    settings: settingsOf<ArgumentOf<typeof builders.createTrigger, 3>>(
      { orReplace: flag, enabled, comment },
      '{ orReplace: true }',
    ),
  },
  alterTrigger: {
    name: triggerName,
    table: triggerTable,
    to: changesOf<ArgumentOf<typeof builders.alterTrigger, 2>>({ enabled, comment }, "{ enabled: 'always' }"),
  },
  renameTrigger: { name: triggerName, table: triggerTable, to: nameArgument('a trigger', "'mark'") },
  dropTrigger: { name: triggerName, table: triggerTable, settings: ifExists },
  createDefinition: {
    definition: definitionOf<ArgumentOf<typeof builders.createDefinition, 0>>(
      {
        name: definitionName,
        what: oneOf(...Object.keys(sorts)),
        identity,
        definition: { ...text, expected: 'its whole statement as text', example: "'CREATE AGGREGATE …'" },
        comment,
      },
      "{ name: 'total', what: 'aggregate', identity: 'AGGREGATE total(integer)', definition: 'CREATE AGGREGATE …' }",
    ),
  },
  dropDefinition: { name: definitionName, identity, settings: ifExists },
  alterDefinition: { name: definitionName, identity, to: commentChange },
} satisfies Readonly<Record<keyof typeof builders, Signature>>;
