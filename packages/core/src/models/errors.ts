import { AludelError } from '../errors.js';

/** A file or folder of the config's `models` that is not there. */
export class ModelsNotFoundError extends AludelError {
  constructor(readonly path: string) {
    super('MODELS_NOT_FOUND', `There are no models at ${path}.`, {
      hint: 'The path in the config is taken from the config’s own folder; it names a file, or a folder of files.',
    });
  }
}

/** Modules that export nothing that a schema could be made of. */
export class NoModelsError extends AludelError {
  constructor(readonly source: string) {
    super('NO_MODELS', `No table is exported by ${source}.`, {
      hint: "Export what table('users', { … }) gives: export const users = table(…).",
    });
  }
}

/** Two tables or other objects of one name. */
export class DuplicateModelError extends AludelError {
  constructor(
    readonly kind: string,
    readonly model: string,
    readonly exports: readonly [string, string],
    /** What the first of the two is. */
    first = kind,
  ) {
    const message =
      first === kind
        ? `The ${kind} ${model} is exported twice: as ${exports[0]} and as ${exports[1]}.`
        : `The ${kind} ${model} (${exports[1]}) has the name of the ${first} ${model} (${exports[0]}).`;
    super('DUPLICATE_MODEL', message, { hint: 'Take one of them away, or give it another name or schema.' });
  }
}

/** Models that do not fit together. */
export class InvalidModelError extends AludelError {
  constructor(
    readonly table: string,
    problem: string,
    hint: string,
    cause?: unknown,
  ) {
    super('INVALID_MODEL', `The model of ${table} ${problem}`, { hint, ...(cause === undefined ? {} : { cause }) });
  }
}

/** The modules of models, or a source of the config's own, failed before there was a model. */
export class ModelsNotLoadedError extends AludelError {
  constructor(
    readonly source: string,
    cause: unknown,
  ) {
    const known = cause instanceof AludelError;
    const message = cause instanceof Error ? cause.message : String(cause);
    super('MODELS_NOT_LOADED', known ? message : `The models of ${source} cannot be loaded: ${message}`, {
      cause,
      hint: known ? (cause.hint ?? '') : 'It came out of the code that makes them; --debug prints where it failed.',
      ...(known ? { location: cause.location } : {}),
    });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { cause: this.cause instanceof AludelError ? this.cause.code : null };
  }
}
