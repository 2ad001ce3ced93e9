import { optional, referenceArgument, text, wholeNumber, type ParameterKinds } from '@aludel/core/connection';
import { typeArgument } from './operations/argument-kinds.js';

const precision = optional(wholeNumber('3'));
const length = optional(wholeNumber('8'));
const name = referenceArgument('a type', "'mood'");

/** What the builders of column types take. */
export const typeSignatures = {
  timestamptz: { precision },
  numeric: { precision: optional(wholeNumber('10')), scale: optional(wholeNumber('2')) },
  bit: { length },
  varbit: { length },
  interval: { fields: optional({ ...text, example: "'day to second'" }), precision },
  array: { element: typeArgument },
  named: { name },
  enumType: { name },
} satisfies Readonly<Record<string, ParameterKinds>>;
