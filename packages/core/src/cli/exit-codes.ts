import { isAludelError } from './is-aludel-error.js';

/** What the command's exit code says. Documented in docs/commands.md. */
export const ExitCode = {
  /** Done. */
  ok: 0,
  /** A migration failed, the database refused, or a check found something. */
  failed: 1,
  /** The command line, the config, or what they name is wrong; nothing was begun. */
  usage: 2,
  /** Somebody has to decide: a rename, or a loss of data, and nobody could be asked. */
  undecided: 3,
  /** Another run held the lock for too long. */
  locked: 5,
  /** Ended by SIGINT (Ctrl-C). */
  interrupted: 130,
  /** Ended by SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What is said of what was typed, or of the config; everything else went wrong while something was done. */
const usageCodes = new Set([
  'USAGE',
  'NO_EDITOR',
  'FILE_EXISTS',
  'ALREADY_INITIALISED',
  'NO_DIALECT_PACKAGE',
  'DIALECT_NOT_CHOSEN',
  'CONFIG_NOT_FOUND',
  'CONFIG_INVALID',
  'MIGRATIONS_FOLDER_MISSING',
  'UNKNOWN_DATABASE',
  'DATABASE_NOT_CHOSEN',
  'MALFORMED_IDENTIFIER',
  'REVISION_NOT_FOUND',
  'AMBIGUOUS_IDENTIFIER',
  'BRANCH_NOT_FOUND',
  'NOT_IN_BRANCH',
  'MULTIPLE_HEADS',
  'RELATIVE_TOO_FAR',
  'WALKED_TOO_FAR',
  'AMBIGUOUS_WALK',
  'AMBIGUOUS_UPGRADE',
  'AMBIGUOUS_DOWNGRADE',
  'RANGE_NOT_ANCESTOR',
  'INVALID_DOWNGRADE_TARGET',
  'OVERLAPPING_REVISIONS',
  'NOT_A_HEAD',
  'DUPLICATE_PARENT',
  'NOTHING_TO_MERGE',
  'MALFORMED_RANGE',
  'BAD_HISTORY_RANGE',
  'RANGE_NOT_ALLOWED',
  'RANGE_REQUIRED',
  'ILLEGAL_REVISION_ID',
  'REVISION_ID_TOO_LONG',
  'NO_MODELS_CONFIGURED',
  'MODELS_NOT_FOUND',
  'MODELS_NOT_LOADED',
  'MODEL_NOT_SUPPORTED',
  'HOOK_FAILED',
  'NO_MODELS',
  'DUPLICATE_MODEL',
  'INVALID_MODEL',
  'INVALID_RENAME',
  'INVALID_DROP',
  'INVALID_DECISIONS',
  'TEMPLATE_INVALID',
]);

const undecidedCodes = new Set(['OPEN_QUESTIONS', 'DATA_LOSS', 'NOT_ANSWERED']);

/** The exit code that an error ends the command with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!isAludelError(error)) return ExitCode.failed;
  if (error.code === 'LOCK_TIMEOUT') return ExitCode.locked;
  if (undecidedCodes.has(error.code)) return ExitCode.undecided;
  // Options of dialects are part of the config, or of --url.
  return usageCodes.has(error.code) || /^INVALID_\w+_OPTIONS$/u.test(error.code) ? ExitCode.usage : ExitCode.failed;
}
