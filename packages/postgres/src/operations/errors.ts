import { AludelError } from '@aludel/core/dialect';

/** The model knows that a type, sequence, policy … is not there. */
export class UnknownObjectError extends AludelError {
  constructor(what: string, name: string) {
    super('UNKNOWN_OBJECT', `There is no ${inWords(what)} ${name}.`, {
      hint: 'Pass { ifExists: true } where that is expected; or look at the spelling, and at the schema that it is in.',
    });
  }
}

export class ObjectExistsError extends AludelError {
  constructor(what: string, name: string) {
    super('OBJECT_EXISTS', `The ${inWords(what)} ${name} is there already.`, {
      hint: 'Pass { ifNotExists: true } where that is expected, or choose another name.',
    });
  }
}

/** `MaterializedView` → `materialized view` */
export function inWords(word: string): string {
  return word.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, ' ').toLowerCase();
}
