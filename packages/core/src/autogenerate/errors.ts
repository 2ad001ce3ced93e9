import type { RenameQuestion } from '../diff/renames.js';
import { AludelError } from '../errors.js';
import type { DataLoss } from './data-loss.js';
import { renameText } from './rename-text.js';

/** A rename that is not written as one, or fits nothing that goes and comes. */
export class InvalidDecisionError extends AludelError {
  constructor(
    readonly text: string,
    reason = 'is not a rename',
  ) {
    super('INVALID_RENAME', `"${text}" ${reason}.`, {
      hint: 'Write OLD:NEW, as in people:users or users.email:users.email_address.',
    });
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
  ) {
    const shown = missing.slice(0, 5).join(', ') + (missing.length > 5 ? ` and ${missing.length - 5} more` : '');
    super(
      'DATABASE_NOT_AT_HEAD',
      `${database} lacks ${missing.length === 1 ? 'the revision' : 'revisions'} ${shown}: what is compared with the models must be up to date.`,
      { hint: 'Run aludel upgrade heads first.' },
    );
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
