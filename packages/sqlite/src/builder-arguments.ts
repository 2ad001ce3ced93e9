import {
  assertBuilderArguments,
  flag,
  referenceArgument,
  settingsOf,
  sqlArgument,
  tableArgument as table,
  type Signature,
} from '@aludel/core/connection';
import type * as builders from './object-builders.js';

/** What a builder takes at a place: the names of its settings are checked against it. */
type Taken<Name extends keyof typeof builders, Place extends number> = NonNullable<
  Parameters<(typeof builders)[Name]>[Place]
>;

/** @throws InvalidDefinitionError, UnknownOptionError where a builder was given what it cannot take */
export function assertGiven(builder: keyof typeof builders, ...given: readonly unknown[]): void {
  assertBuilderArguments(builder, signatures[builder], given);
}

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
    settings: settingsOf<Taken<'dropTrigger', 1>>({ ifExists: flag, table }, '{ ifExists: true }'),
  },
  virtualTable,
  createVirtualTable: virtualTable,
  dropVirtualTable: {
    name: virtualName,
    settings: settingsOf<Taken<'dropVirtualTable', 1>>({ ifExists: flag }, '{ ifExists: true }'),
  },
} satisfies Readonly<Record<keyof typeof builders, Signature>>;
