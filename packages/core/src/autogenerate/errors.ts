import type { RenameQuestion } from '../diff/renames.js';
import { AludelError } from '../errors.js';
import type { DataLoss } from './data-loss.js';
import { renameText } from '../diff/rename-text.js';

/** A rename that is not written as one, fits nothing that goes and comes, or contradicts another. */
export class InvalidDecisionError extends AludelError {
  constructor(
    readonly text: string,
    reason = 'is not a rename',
    hint = 'Write OLD:NEW, as in people:users or users.email:users.email_address.',
  ) {
    super('INVALID_RENAME', `"${text}" ${reason}.`, { hint });
  }
}

/** Something may have been renamed, or dropped and created anew, and nobody is there to say which. */
export class OpenQuestionsError extends AludelError {
  constructor(readonly questions: readonly RenameQuestion[]) {
    const texts = questions.map(renameText);
    super('OPEN_QUESTIONS', `Nobody has said whether this was renamed: ${texts.join(', ')}.`, {
      hint: `Where it was: ${texts.map((text) => `--rename ${text}`).join(' ')}. Where it was not, and data is to be dropped: --no-renames.`,
    });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { questions: this.questions.map((question) => ({ ...question, answer: renameText(question) })) };
  }
}

/** A migration would lose data, and nobody is there to be asked. */
export class DataLossError extends AludelError {
  constructor(readonly losses: readonly DataLoss[]) {
    super('DATA_LOSS', `The migration would lose data: ${losses.map(({ what }) => what).join(', ')}.`, {
      hint: 'Add --allow-drop if that is meant. If it was renamed, say so with --rename OLD:NEW.',
    });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { losses: this.losses.map(({ what }) => what) };
  }
}

/** A database that is not where the revisions end cannot be compared with models. */
export class DatabaseNotAtHeadError extends AludelError {
  constructor(
    readonly missing: readonly string[],
    database: string,
    hint = 'Run aludel upgrade heads first.',
  ) {
    const shown = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ` and ${missing.length - 5} more` : '');
    super(
      'DATABASE_NOT_AT_HEAD',
      `${database} lacks ${missing.length === 1 ? 'the revision' : 'revisions'} ${shown}: what a migration is written from must be up to date.`,
      { hint },
    );
  }
}

/** A model holds something that the database has not: a type of another one, say. */
export class ModelNotSupportedError extends AludelError {
  constructor(
    /** The table, or the column: `users.spot`. */
    readonly model: string,
    cause: AludelError,
  ) {
    super('MODEL_NOT_SUPPORTED', `The model of ${model}: ${cause.message}`, {
      cause,
      ...(cause.hint === undefined ? {} : { hint: cause.hint }),
    });
  }
}

/** The config says nothing of models. */
export class NoModelsConfiguredError extends AludelError {
  constructor() {
    super('NO_MODELS_CONFIGURED', 'The config has no models to compare the database with.', {
      hint: "Add models: './src/schema.ts' to it: a module that exports tables, as table('users', { … }) gives them.",
    });
  }
}

/** A function that the config gives as a hook threw, or gave something that is of no use. */
export class HookFailedError extends AludelError {
  constructor(
    /** As the config has it: `autogenerate.filter`. */
    readonly hook: string,
    cause: unknown,
  ) {
    super('HOOK_FAILED', `The config's ${hook} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
      hint: 'It is a function of yours. Nothing was written; --debug prints where it failed.',
    });
  }
}

/** A template of migration files that leaves out what a migration needs. */
export class TemplateInvalidError extends AludelError {
  constructor(problem: string, cause?: unknown) {
    super('TEMPLATE_INVALID', `The template of migrations (autogenerate.template) ${problem}`, {
      ...(cause === undefined ? {} : { cause }),
      hint: 'A migration file holds {{imports}}, and {{header}} and {{methods}} within export default migration({ … }). Nothing was written.',
    });
  }
}

/** A migration file was written, and a hook that should have been run on it failed. */
export class PostWriteFailedError extends AludelError {
  constructor(
    /** The file, which stays. */
    readonly file: string,
    /** The hook, as it would be typed. */
    readonly hook: string,
    problem: string,
    /** What it printed. */
    readonly output: string,
    cause?: unknown,
  ) {
    const printed = output.trim() === '' ? '' : `\n${output.trimEnd()}`;
    super('POST_WRITE_FAILED', `${file} is written, but ${hook} ${problem}${printed}`, {
      ...(cause === undefined ? {} : { cause }),
      hint: 'The file stays. Run the hook by hand, or delete the file and try again.',
      location: { file },
    });
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { file: this.file, hook: this.hook, output: this.output };
  }
}

/** Schemas that take part in a comparison, and whose content this user may not see. */
export class SchemaNotReadableError extends AludelError {
  constructor(
    readonly schemas: readonly string[],
    database: string,
  ) {
    const what = schemas.map((schema) => (schema === '' ? 'its default schema' : `the schema ${schema}`)).join(', ');
    super('SCHEMA_NOT_READABLE', `${database}: this user has no right to read ${what}.`, {
      hint: 'What cannot be seen looks as if it were missing. Grant the right, connect as its owner, or leave it out with autogenerate.schemas.',
    });
  }
}

/** A file of decisions that cannot be read, or holds something else. */
export class DecisionsFileError extends AludelError {
  constructor(
    readonly file: string,
    problem: string,
    cause?: unknown,
  ) {
    super('INVALID_DECISIONS', `The decisions in ${file} ${problem}`, {
      ...(cause === undefined ? {} : { cause }),
      hint: 'Write { "renames": ["users.email:users.mail"], "notRenames": ["a:b"], "drops": ["users.age"] }; each part may be left out.',
      location: { file },
    });
  }
}

/** A drop that was allowed by name, and that nothing drops. */
export class IdleDropError extends AludelError {
  constructor(
    readonly names: readonly string[],
    dropped: readonly string[],
  ) {
    super('INVALID_DROP', `Nothing drops ${names.join(', ')}.`, {
      hint:
        dropped.length === 0
          ? 'Nothing is dropped that holds data: take it out of the decisions.'
          : `What is dropped: ${dropped.join(', ')}.`,
    });
  }
}

/** Somebody was asked, and ended the conversation instead of answering. */
export class NotAnsweredError extends AludelError {
  constructor() {
    super('NOT_ANSWERED', 'Ended without an answer: nothing was written.', {
      hint: 'Answer y or n; or say it beforehand with --rename, --no-renames, --allow-drop or --decisions FILE.',
    });
  }
}
