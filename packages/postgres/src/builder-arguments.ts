import { argumentCheck, type Signature } from '@aludel/core/connection';
import { objectSignatures } from './operations/object-arguments.js';
import type * as objects from './operations/object-builders.js';
import { routineSignatures } from './operations/routine-arguments.js';
import { tableSignatures } from './operations/table-arguments.js';
import type * as tables from './operations/table-builders.js';

type Builders = typeof objects & typeof tables;

/** What the builders of operations take; each `create…` is also what the builder of a model takes. Total over them. */
export const signatures = {
  ...objectSignatures,
  ...routineSignatures,
  ...tableSignatures,
} satisfies Readonly<Record<keyof Builders, Signature>>;

/** @throws InvalidDefinitionError, UnknownOptionError where a builder was given what it cannot take */
export const assertGiven = argumentCheck(signatures);
