import { AludelError } from '../errors.js';

export class ConfigNotFoundError extends AludelError {
  /** @param named whether the file itself was named, and not a folder to look from */
  constructor(
    readonly searched: string,
    named: boolean,
  ) {
    super(
      'CONFIG_NOT_FOUND',
      named
        ? `There is no config file ${searched}.`
        : `There is no aludel.config.ts (or .mts, .js, .mjs, .cts, .cjs) in ${searched} or above it.`,
      { hint: 'Run `aludel init` to make one, or name it with --config FILE.' },
    );
  }
}

/** The config file is there, and does not say what it must. */
export class ConfigInvalidError extends AludelError {
  constructor(message: string, hint: string, file?: string) {
    super('CONFIG_INVALID', message, { hint, ...(file === undefined ? {} : { location: { file } }) });
  }
}

export class UnknownDatabaseError extends AludelError {
  constructor(
    readonly database: string,
    known: readonly string[],
  ) {
    super('UNKNOWN_DATABASE', `The config has no database named ${database}.`, {
      hint: `It has: ${known.join(', ')}.`,
    });
  }
}

/** Several databases, and none is named. */
export class DatabaseNotChosenError extends AludelError {
  constructor(readonly databases: readonly string[]) {
    super('DATABASE_NOT_CHOSEN', `The config has several databases (${databases.join(', ')}), and none is named.`, {
      hint: 'Name one with --database NAME, or set defaultDatabase in the config.',
    });
  }
}
