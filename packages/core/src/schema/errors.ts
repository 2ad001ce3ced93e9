import { AludelError } from '../errors.js';
import { displayName, type TableName } from './names.js';
import { editDistance } from './near-names.js';

/** The model knows that the table is not there. */
export class UnknownTableError extends AludelError {
  constructor(
    readonly table: TableName,
    known: readonly TableName[] = [],
  ) {
    super('UNKNOWN_TABLE', `There is no table ${displayName(table)}.`, {
      hint: didYouMean(displayName(table), known.map(displayName)),
    });
  }
}

export class DuplicateTableError extends AludelError {
  constructor(readonly table: TableName) {
    super('DUPLICATE_TABLE', `The table ${displayName(table)} is there already.`, {
      hint: 'Pass { ifNotExists: true } where that is expected.',
    });
  }
}

/** A part of a table (column, index, constraint) that is named is not there. */
export class UnknownTablePartError extends AludelError {
  constructor(
    readonly table: TableName,
    readonly part: 'column' | 'index' | 'constraint',
    readonly partName: string,
    known: readonly string[],
  ) {
    super('UNKNOWN_TABLE_PART', `The table ${displayName(table)} has no ${part} ${partName}.`, {
      hint: didYouMean(partName, known),
    });
  }
}

export class DuplicateTablePartError extends AludelError {
  constructor(
    readonly table: TableName,
    readonly part: 'column' | 'index' | 'constraint',
    readonly partName: string,
  ) {
    super('DUPLICATE_TABLE_PART', `The table ${displayName(table)} has a ${part} ${partName} already.`, {
      hint: 'Choose another name, or drop or rename the one that is there first.',
    });
  }
}

export class UnknownViewError extends AludelError {
  constructor(readonly view: TableName) {
    super('UNKNOWN_VIEW', `There is no view ${displayName(view)}.`, {
      hint: 'Pass { ifExists: true } where that is expected.',
    });
  }
}

/** A definition that makes no sense on any database. */
export class InvalidDefinitionError extends AludelError {
  constructor(message: string, hint: string) {
    super('INVALID_DEFINITION', message, { hint });
  }
}

/** A guess at what was meant by a name that is not there, for a hint. */
export function didYouMean(asked: string, known: readonly string[]): string {
  const near = known.filter(
    (name) => editDistance(name.toLowerCase(), asked.toLowerCase()) <= Math.max(1, Math.floor(asked.length / 4)),
  );
  if (near.length > 0) return `Did you mean ${near.slice(0, 3).join(', ')}?`;
  if (known.length > 0 && known.length <= 12) return `There are: ${known.join(', ')}.`;
  return 'Look at the spelling, and at the migrations that come before this one.';
}
