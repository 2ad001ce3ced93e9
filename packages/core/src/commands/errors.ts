import { AludelError } from '../errors.js';

/** A merge of less than two revisions. */
export class NothingToMergeError extends AludelError {
  constructor(
    readonly asked: readonly string[],
    readonly found: readonly string[],
  ) {
    super(
      'NOTHING_TO_MERGE',
      `A merge joins two revisions or more; ${asked.join(' ')} is ${found.length === 0 ? 'none' : `only ${found.join(', ')}`}.`,
      { hint: 'Name the revisions to join; `aludel heads` shows what there is.' },
    );
  }
}

/** Models would be written over files that are there. */
export class ModelFilesExistError extends AludelError {
  constructor(readonly files: readonly string[]) {
    super('FILE_EXISTS', `${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} there already.`, {
      hint: 'Name another place with --out, or write over it with --force.',
    });
  }
}

/** There is nothing to write models or a migration from. */
export class DatabaseEmptyError extends AludelError {
  constructor(readonly database: string) {
    super('DATABASE_EMPTY', `${database} holds no table.`, {
      hint: 'Look at the address and the schema of the config, and at autogenerate.include and exclude.',
    });
  }
}

/** A migration from the database would make nothing: all that it holds was made by revisions. */
export class DatabaseKnownError extends AludelError {
  constructor(readonly database: string) {
    super('DATABASE_KNOWN', `All that ${database} holds was made by the revisions that are applied to it.`, {
      hint: 'Where the models say more, aludel revision --autogenerate writes what is missing; what was changed by hand, aludel check tells from the models.',
    });
  }
}
