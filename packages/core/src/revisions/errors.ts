import { basename } from 'node:path';

import { AludelError } from '../errors.js';

/** A file in the migrations folder in which no `export default migration({ … })` was found. */
export class HeaderNotFoundError extends AludelError {
  constructor(readonly file: string) {
    super(
      'HEADER_NOT_FOUND',
      `${basename(file)} has no migration header: no "export default migration({ … })" in it.`,
      {
        hint: 'A migration file ends in "export default migration({ revision: \'…\', downRevision: … })". If it is not a migration, move it out of the migrations folder.',
        location: { file, line: 1 },
      },
    );
  }
}

/** A header field that must be run to be known: headers are read without executing the file. */
export class HeaderNotLiteralError extends AludelError {
  constructor(
    readonly file: string,
    readonly line: number,
    /** Name of the property, or `...` for a spread and `the argument` for the whole object. */
    readonly property: string,
    /** Its source text, on one line and shortened. */
    readonly text: string,
  ) {
    super('HEADER_NOT_LITERAL', `${basename(file)}:${line}: ${property} in the header is not a literal: ${text}`, {
      hint: 'Headers are read without running the file: write revision, downRevision, branchLabels, dependsOn and message out as plain strings, null, or arrays of strings.',
      location: { file, line },
    });
  }
}

/** A header without `revision` or without `downRevision`. */
export class HeaderFieldMissingError extends AludelError {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly property: 'revision' | 'downRevision',
  ) {
    super('HEADER_FIELD_MISSING', `${basename(file)}:${line}: the header has no ${property}.`, {
      hint:
        property === 'revision'
          ? "Give the migration an identifier of its own: revision: '7c1f0a9be2d4'."
          : "Say which revision it follows: downRevision: '<id>', an array of ids for a merge, or null for a first one.",
      location: { file, line },
    });
  }
}

/** A literal of the wrong type: `revision: 12`. */
export class HeaderFieldTypeError extends AludelError {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly property: string,
    /** What the field takes, in words. */
    readonly expected: string,
    /** Source text that stands there instead. */
    readonly text: string,
  ) {
    super('HEADER_FIELD_TYPE', `${basename(file)}:${line}: ${property} in the header is ${text}, not ${expected}.`, {
      hint: `Write ${property} as ${expected}.`,
      location: { file, line },
    });
  }
}

/** A string, comment or bracket that never ends. */
export class HeaderUnterminatedError extends AludelError {
  constructor(
    readonly file: string,
    readonly line: number,
    /** What is open, in words. */
    readonly what: string,
  ) {
    super('HEADER_UNTERMINATED', `${basename(file)}:${line}: ${what} is never closed.`, {
      hint: 'Close it; the file is not valid TypeScript as it stands.',
      location: { file, line },
    });
  }
}

/** The evaluated file says other things of itself than its source text did. */
export class HeaderMismatchError extends AludelError {
  constructor(
    readonly file: string,
    readonly property: string,
    readonly read: string,
    readonly evaluated: string,
  ) {
    super(
      'HEADER_MISMATCH',
      `${basename(file)}: ${property} reads ${read}, but is ${evaluated} when the file is run. Nothing of it was applied.`,
      {
        hint: 'Write each header field once, as a literal; if the file was edited during the run, run the command again.',
        location: { file },
      },
    );
  }
}

/** Two files that claim one identifier. */
export class DuplicateRevisionFileError extends AludelError {
  constructor(
    readonly revision: string,
    readonly files: readonly [string, string],
  ) {
    super(
      'DUPLICATE_REVISION_FILE',
      `Revision ${revision} is declared by two files: ${basename(files[0])} and ${basename(files[1])}.`,
      {
        hint: 'Give one of them another revision id, or remove the copy (a compiled .js beside its .ts is such a copy).',
        location: { file: files[1], revision },
      },
    );
  }
}

/** The folder of migrations does not exist. */
export class MigrationsFolderMissingError extends AludelError {
  constructor(readonly folder: string) {
    super('MIGRATIONS_FOLDER_MISSING', `The migrations folder ${folder} does not exist.`, {
      hint: `Make it (mkdir ${folder}), or correct "migrations" in the config file.`,
      location: { file: folder },
    });
  }
}

/** The folder of migrations, or a file in it, can't be read. */
export class MigrationsUnreadableError extends AludelError {
  constructor(
    readonly path: string,
    override readonly cause: unknown,
  ) {
    super('MIGRATIONS_UNREADABLE', `${path} can't be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'The migrations folder must be a folder, and it and its files readable by the user who runs the command.',
      cause,
      location: { file: path },
    });
  }
}

/** No file of the folder declares the revision. */
export class RevisionFileNotFoundError extends AludelError {
  constructor(
    readonly revision: string,
    readonly folder: string,
  ) {
    super('REVISION_FILE_NOT_FOUND', `No file in ${folder} declares revision ${revision}.`, {
      hint: 'Restore the file from version control, or run "aludel history" to see which revisions there are.',
      location: { revision },
    });
  }
}

/** A loaded file whose default export can't be run as a migration. */
export class NotAMigrationError extends AludelError {
  constructor(
    readonly file: string,
    /** What is wrong with it, as a sentence's end: `has no upgrade function`. */
    readonly problem: string,
    hint = 'It must be migration({ revision, downRevision, upgrade(op) { … } }).',
  ) {
    super('NOT_A_MIGRATION', `The default export of ${basename(file)} ${problem}.`, {
      hint,
      location: { file },
    });
  }
}

/** A new file would overwrite another. */
export class FileExistsError extends AludelError {
  constructor(readonly file: string) {
    super('FILE_EXISTS', `${file} exists already; it was not overwritten.`, {
      hint: 'Choose another message or revision id, or remove the file first.',
      location: { file },
    });
  }
}

/** A new file can't be written. */
export class FileNotWrittenError extends AludelError {
  constructor(
    readonly file: string,
    override readonly cause: unknown,
  ) {
    super('FILE_NOT_WRITTEN', `${file} can't be written: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'Check that the folder exists, that you may write to it, and that the disk is not full.',
      cause,
      location: { file },
    });
  }
}

/** Which way a module was loaded. */
export type LoaderName = 'import' | 'aludel' | 'jiti';

/** A user's module (migration, config, models) that can't be parsed or resolved, or that threw while it was evaluated. */
export class ModuleLoadError extends AludelError {
  constructor(
    readonly file: string,
    override readonly cause: unknown,
    /** The ways that were tried, in order. */
    readonly tried: readonly LoaderName[],
    options: {
      readonly problem: string;
      readonly line?: number | undefined;
      readonly at?: string;
      readonly hint: string;
    },
  ) {
    const where = options.at ?? file;
    const line = options.line === undefined ? '' : `:${options.line}`;
    super('MODULE_LOAD_FAILED', `${basename(where)}${line} can't be loaded: ${options.problem}`, {
      hint: options.hint,
      cause,
      location: options.line === undefined ? { file: where } : { file: where, line: options.line },
    });
  }
}
