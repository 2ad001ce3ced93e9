import { AludelError } from '../errors.js';

/** How many characters a revision identifier may have: the version table's column holds no more. */
export const MAX_REVISION_ID_LENGTH = 255;

/** Characters that the identifier grammar uses itself. */
export const ILLEGAL_REVISION_ID_CHARACTERS: readonly string[] = ['@', '-', '+', ':'];

/** A revision identifier is empty, or holds a character that the identifier grammar needs. */
export class IllegalRevisionIdError extends AludelError {
  readonly revisionId: string;
  readonly characters: readonly string[];

  constructor(revisionId: string, characters: readonly string[]) {
    super(
      'ILLEGAL_REVISION_ID',
      characters.length === 0
        ? 'A revision identifier must not be empty.'
        : `The revision identifier '${revisionId}' holds ${characters.map((character) => `'${character}'`).join(', ')}, which ${characters.length === 1 ? 'is' : 'are'} not allowed.`,
      {
        hint: 'Use letters, digits and underscores: @ - + : are part of the language of identifiers.',
        ...(revisionId === '' ? {} : { location: { revision: revisionId } }),
      },
    );
    this.revisionId = revisionId;
    this.characters = characters;
  }
}

/** A revision identifier does not fit into the version table. */
export class RevisionIdTooLongError extends AludelError {
  readonly revisionId: string;
  readonly length: number;

  constructor(revisionId: string, length: number) {
    super(
      'REVISION_ID_TOO_LONG',
      `The revision identifier '${revisionId}' has ${length} characters; the version table holds ${MAX_REVISION_ID_LENGTH}.`,
      {
        hint: 'Shorten the identifier in the file and wherever other files name it.',
        location: { revision: revisionId },
      },
    );
    this.revisionId = revisionId;
    this.length = length;
  }
}

/** Two files declare the same revision. */
export class DuplicateRevisionError extends AludelError {
  readonly revisionId: string;

  constructor(revisionId: string) {
    super('DUPLICATE_REVISION', `The revision '${revisionId}' is declared more than once.`, {
      hint: 'Give one of them another identifier, or delete the copy.',
      location: { revision: revisionId },
    });
    this.revisionId = revisionId;
  }
}

/** A revision follows one that no file declares. */
export class MissingParentError extends AludelError {
  readonly child: string;
  readonly parent: string;

  constructor(child: string, parent: string) {
    super('MISSING_PARENT', `The revision '${child}' follows '${parent}', which no file declares.`, {
      hint: `Restore the file of '${parent}', or correct downRevision of '${child}'; it takes full identifiers only.`,
      location: { revision: child },
    });
    this.child = child;
    this.parent = parent;
  }
}

/** A revision depends on something that is neither a full identifier nor a branch label. */
export class MissingDependencyError extends AludelError {
  readonly revisionId: string;
  readonly dependency: string;

  constructor(revisionId: string, dependency: string) {
    super(
      'MISSING_DEPENDENCY',
      `The revision '${revisionId}' depends on '${dependency}', which is neither a revision nor a branch label.`,
      {
        hint: `Restore the file of '${dependency}', or correct dependsOn of '${revisionId}'; it takes full identifiers and labels.`,
        location: { revision: revisionId },
      },
    );
    this.revisionId = revisionId;
    this.dependency = dependency;
  }
}

/** A branch label is declared twice, or is the identifier of a revision. */
export class LabelTakenError extends AludelError {
  readonly label: string;
  readonly revisionId: string;
  readonly takenBy: string;

  constructor(label: string, revisionId: string, takenBy: string) {
    super(
      'LABEL_TAKEN',
      label === takenBy
        ? `The branch label '${label}' of revision '${revisionId}' is the identifier of a revision.`
        : `The branch label '${label}' of revision '${revisionId}' is already used by revision '${takenBy}'.`,
      {
        hint: 'Choose another label: labels and identifiers share one space of names.',
        location: { revision: revisionId },
      },
    );
    this.label = label;
    this.revisionId = revisionId;
    this.takenBy = takenBy;
  }
}

/** A revision names itself as its parent. */
export class RevisionLoopError extends AludelError {
  readonly revisionId: string;

  constructor(revisionId: string) {
    super('REVISION_LOOP', `The revision '${revisionId}' follows itself.`, {
      hint: `Correct downRevision of '${revisionId}': null for a base, else the revision before it.`,
      location: { revision: revisionId },
    });
    this.revisionId = revisionId;
  }
}

/** Parents lead round in a circle. */
export class RevisionCycleError extends AludelError {
  /** The circle, each followed by its parent; the last is the first again. */
  readonly path: readonly string[];

  constructor(path: readonly string[]) {
    super('REVISION_CYCLE', `The revisions follow each other in a circle: ${path.join(' -> ')}.`, {
      hint: 'Correct downRevision of one of them; "a -> b" reads "a follows b".',
      ...(path[0] === undefined ? {} : { location: { revision: path[0] } }),
    });
    this.path = path;
  }
}

/** A revision names itself as its dependency. */
export class DependencyLoopError extends AludelError {
  readonly revisionId: string;

  constructor(revisionId: string) {
    super('DEPENDENCY_LOOP', `The revision '${revisionId}' depends on itself.`, {
      hint: `Remove '${revisionId}' from its own dependsOn.`,
      location: { revision: revisionId },
    });
    this.revisionId = revisionId;
  }
}

/** Parents and dependencies together lead round in a circle. */
export class DependencyCycleError extends AludelError {
  /** The circle, each followed by its parent or dependency; the last is the first again. */
  readonly path: readonly string[];

  constructor(path: readonly string[]) {
    super('DEPENDENCY_CYCLE', `The revisions depend on each other in a circle: ${path.join(' -> ')}.`, {
      hint: 'Correct dependsOn of one of them; "a -> b" reads "a needs b".',
      ...(path[0] === undefined ? {} : { location: { revision: path[0] } }),
    });
    this.path = path;
  }
}
