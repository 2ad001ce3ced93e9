import { didYouMean } from '../schema/errors.js';
import { HeaderMismatchError, NotAMigrationError } from './errors.js';
import type { Migration } from './migration.js';
import type { RevisionFile } from './store.js';

const FIELDS: Readonly<Record<keyof Migration, true>> = {
  revision: true,
  downRevision: true,
  branchLabels: true,
  dependsOn: true,
  message: true,
  transaction: true,
  upgrade: true,
  downgrade: true,
};

/**
 * The migration among a loaded module's exports, checked: that it can be run, and that it is the one its header announced.
 * The graph was built from the headers, so a file that evaluates to another place in it must not run.
 * @throws NotAMigrationError, HeaderMismatchError
 */
export function migrationIn(exports: Readonly<Record<string, unknown>>, declared: RevisionFile): Migration {
  const { file } = declared;
  const value = exports['default'];
  if (typeof value !== 'object' || value === null) throw new NotAMigrationError(file, 'is not an object');
  const { revision, downRevision, upgrade, downgrade, transaction } = value as Partial<
    Record<keyof Migration, unknown>
  >;
  // TypeScript refuses it; from plain JavaScript a `downgrad` would be as if it were not there.
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(FIELDS, name));
  if (unknown !== undefined) {
    throw new NotAMigrationError(
      file,
      `has "${unknown}", which is no part of a migration`,
      didYouMean(unknown, Object.keys(FIELDS)),
    );
  }
  if (typeof upgrade !== 'function') throw new NotAMigrationError(file, 'has no upgrade function');
  if (downgrade !== undefined && typeof downgrade !== 'function') {
    throw new NotAMigrationError(file, 'has a downgrade that is not a function');
  }
  if (transaction !== undefined && typeof transaction !== 'boolean') {
    throw new NotAMigrationError(file, 'has a transaction setting that is neither true nor false');
  }
  if (revision !== declared.id) throw new HeaderMismatchError(file, 'revision', declared.id, shown(revision));
  const parents = downRevision === null ? [] : Array.isArray(downRevision) ? downRevision : [downRevision];
  if (parents.join('\n') !== declared.downRevisions.join('\n')) {
    throw new HeaderMismatchError(file, 'downRevision', shown(declared.downRevisions), shown(downRevision));
  }
  return value as Migration;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
