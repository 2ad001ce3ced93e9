import {
  argument,
  argumentCheck,
  changesOf,
  flag,
  isRecord,
  optional,
  recordOf,
  referenceArgument,
  settingsOf,
  tableArgument as table,
  text,
  wholeNumber,
  type ArgumentKind,
  type ArgumentOf,
  type Signature,
} from '@aludel/core/connection';
import type * as builders from './operations/builders.js';

const ifExists = settingsOf<builders.IfExists>({ ifExists: flag }, '{ ifExists: true }');
const stored = {
  definer: { ...text, example: "'app@localhost'" },
  sqlMode: { ...text, example: "'STRICT_TRANS_TABLES'" },
};
const storedSettings = settingsOf<builders.StoredSettings>(stored, "{ sqlMode: 'STRICT_TRANS_TABLES' }");

function statement(example: string): ArgumentKind {
  return { ...text, expected: 'its whole statement as text', example };
}

const trigger = referenceArgument('a trigger', "'stamp'");
const order = argument(
  'another trigger as { follows } or { precedes }',
  (value) =>
    isRecord(value) &&
    Object.entries(value).every(
      ([key, other]) => other === undefined || (['follows', 'precedes'].includes(key) && typeof other === 'string'),
    ),
  { example: "{ follows: 'audit' }" },
);
const storedFunction = referenceArgument('a function', "'total'");
const procedure = referenceArgument('a procedure', "'tidy'");
const event = referenceArgument('an event', "'nightly'");
const sequence = referenceArgument('a sequence', "'order_numbers'");
const charset = { ...text, expected: 'the name of a charset', example: "'utf8mb4'" };
const collation = { ...text, expected: 'the name of a collation', example: "'utf8mb4_general_ci'" };

const period = argument(
  'two columns, or null,',
  (value) =>
    value === null ||
    (Array.isArray(value) && value.length === 2 && value.every((column) => typeof column === 'string')),
);
const tableOptions = changesOf<ArgumentOf<typeof builders.alterTableOptions, 1>>(
  {
    engine: { ...text, example: "'InnoDB'" },
    charset,
    collation,
    rowFormat: { ...text, example: "'DYNAMIC'" },
    autoIncrement: wholeNumber('1000'),
    keyBlockSize: wholeNumber('8'),
    statsPersistent: flag,
    partitioning: { ...text, example: "'PARTITION BY HASH (id) PARTITIONS 4'" },
    systemVersioning: flag,
    periods: recordOf(
      period,
      'an object of periods, each the names of its first and its last column,',
      "{ valid: ['from_day', 'to_day'] }",
    ),
    others: recordOf(text, 'an object of texts, each under the name of an option,', "{ PACK_KEYS: '1' }"),
  },
  "{ rowFormat: 'DYNAMIC' }",
);

/** What the builders of operations take; each `create…` is also what the builder of a model takes. Total over them. */
export const signatures = {
  createTrigger: {
    name: trigger,
    table,
    definition: statement("'CREATE TRIGGER …'"),
    settings: settingsOf<builders.TriggerSettings>({ ...stored, order }, "{ order: { follows: 'audit' } }"),
  },
  dropTrigger: { name: trigger, settings: ifExists },
  createFunction: { name: storedFunction, definition: statement("'CREATE FUNCTION …'"), settings: storedSettings },
  dropFunction: { name: storedFunction, settings: ifExists },
  createProcedure: { name: procedure, definition: statement("'CREATE PROCEDURE …'"), settings: storedSettings },
  dropProcedure: { name: procedure, settings: ifExists },
  createEvent: {
    name: event,
    definition: statement("'CREATE EVENT …'"),
    settings: settingsOf<builders.EventSettings>(
      { ...stored, timeZone: { ...text, example: "'+00:00'" } },
      "{ timeZone: '+00:00' }",
    ),
  },
  dropEvent: { name: event, settings: ifExists },
  createSequence: { name: sequence, definition: optional(statement("'CREATE SEQUENCE …'")) },
  dropSequence: { name: sequence, settings: ifExists },
  alterTableOptions: { table, to: tableOptions, from: optional(tableOptions) },
  convertCharset: { table, charset, collation: optional(collation) },
} satisfies Readonly<Record<keyof typeof builders, Signature>>;

/** @throws InvalidDefinitionError, UnknownOptionError where a builder was given what it cannot take */
export const assertGiven = argumentCheck(signatures);
