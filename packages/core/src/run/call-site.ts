import { fileURLToPath } from 'node:url';
import type { ErrorLocation } from '../errors.js';

/** This library's own folders: frames in them are not the user's. With source maps, Node names the sources. */
const ownFolders = [new URL('..', import.meta.url), new URL('../../src/', import.meta.url)].map((url) =>
  fileURLToPath(url),
);

/** The user's file and line in an error's stack: the first frame that is neither ours, nor Node's, nor a dependency's. */
export function userFrame(error: unknown): ErrorLocation {
  if (!(error instanceof Error) || error.stack === undefined) return {};
  for (const frame of error.stack.split('\n')) {
    const match = /(?:\(|at )((?:file:\/\/)?\/?[^()]*?):(\d+):\d+\)?$/u.exec(
      frame.trim().replace(/^at (?:async )?/u, 'at '),
    );
    const [, place, line] = match ?? [];
    if (place === undefined || line === undefined) continue;
    const file = pathOf(place.replace(/^.*\s\(?(?=\/|file:|[A-Za-z]:)/u, ''));
    if (file.startsWith('node:') || file.includes('node_modules')) continue;
    if (ownFolders.some((folder) => file.startsWith(folder))) continue;
    return { file, line: Number(line) };
  }
  return {};
}

/** Where in the user's code the present call comes from. */
export function callSite(): ErrorLocation {
  return userFrame(new Error('call site'));
}

function pathOf(place: string): string {
  if (!place.startsWith('file://')) return place;
  try {
    return fileURLToPath(place.replace(/\?.*$/u, ''));
  } catch {
    return place;
  }
}
