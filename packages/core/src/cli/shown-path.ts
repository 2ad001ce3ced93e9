import { relative } from 'node:path';

/** A path as people would type it: from the working folder where it lies in that. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown === '' || shown.startsWith('..') ? path : shown;
}
