/** What the statements are written for. */
export interface SqliteTarget {
  /** Version of SQLite that will run them. */
  readonly version: string;
  /** The session enforces foreign keys, and has to stop doing so while a table is rebuilt. */
  readonly foreignKeys: boolean;
  /** They go into a script, where nobody looks at what a SELECT returns. */
  readonly script: boolean;
  /** Rebuilds a table even where an ALTER would do: for tests. */
  readonly forceRebuild?: boolean;
}

/** Whether the target has what came with a version: `3.53`. */
export function isAtLeast({ version }: Pick<SqliteTarget, 'version'>, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
