import {
  argumentCheck,
  definitionOf,
  flag,
  optional,
  referenceArgument,
  settingsOf,
  sqlArgument,
  tableArgument as table,
  type ArgumentOf,
  type Signature,
} from '@aludel/core/connection';
import type * as objects from './object-builders.js';
import type { TableOptionChanges } from './operations/table-options.js';
import type * as tables from './table-builders.js';

const triggerName = referenceArgument('a trigger', "'stamp'");
const trigger = { name: triggerName, table, definition: sqlArgument('its whole statement', "'CREATE TRIGGER …'") };
const virtualName = referenceArgument('a virtual table', "'notes'");
const virtualTable = {
  name: virtualName,
  definition: sqlArgument('its whole statement', "'CREATE VIRTUAL TABLE …'"),
};

/** What the builders of models and operations take. Total over them. */
const signatures = {
  trigger,
  createTrigger: trigger,
  dropTrigger: {
    name: triggerName,
    settings: settingsOf<ArgumentOf<typeof objects.dropTrigger, 1>>({ ifExists: flag, table }, '{ ifExists: true }'),
  },
  virtualTable,
  createVirtualTable: virtualTable,
  dropVirtualTable: {
    name: virtualName,
    settings: settingsOf<ArgumentOf<typeof objects.dropVirtualTable, 1>>({ ifExists: flag }, '{ ifExists: true }'),
  },
  alterTableOptions: {
    table,
    to: definitionOf<TableOptionChanges>({ strict: optional(flag), withoutRowid: optional(flag) }, '{ strict: true }'),
  },
} satisfies Readonly<Record<keyof (typeof objects & typeof tables), Signature>>;

/** @throws InvalidDefinitionError, UnknownOptionError where a builder was given what it cannot take */
export const assertGiven = argumentCheck(signatures);
