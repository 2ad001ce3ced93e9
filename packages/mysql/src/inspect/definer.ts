import type { ServerFacts } from './facts.js';

/** `'user'@'host'`, where it is not the user of the session. */
export function definerOf(definer: string, { user }: ServerFacts): string | undefined {
  if (definer === '' || definer === user) return undefined;
  const at = definer.lastIndexOf('@');
  const quote = (part: string): string => `'${part.replaceAll("'", "''")}'`;
  // A role has no host.
  return at === -1 ? quote(definer) : `${quote(definer.slice(0, at))}@${quote(definer.slice(at + 1))}`;
}

/** The modes under which a text is read, where they are not those of the session. */
export function sqlModeOf(mode: string, { sqlMode }: ServerFacts): string | undefined {
  return sqlMode === undefined || sorted(mode) === sorted(sqlMode) ? undefined : mode;
}

function sorted(mode: string): string {
  // Set by how the client reads, not by what a text means.
  return mode
    .split(',')
    .filter((one) => one !== 'IGNORE_SPACE')
    .toSorted()
    .join(',');
}
