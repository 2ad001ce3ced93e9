import { fileURLToPath } from 'node:url';
import type { ErrorLocation } from '../errors.js';

/** The folder of this package and of the dialect packages beside it: frames in it are not the user's. */
const ownFolder = fileURLToPath(new URL('../../..', import.meta.url));

/** A frame of V8, with a function's name or without; the place is a path or an address of a file, which may hold brackets. */
const frame = /^\s*at (?:async )?(?:.*? \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):\d+\)?$/u;

/** The user's file and line in an error's stack: the first frame that is neither ours, nor Node's, nor a dependency's. */
export function userFrame(error: unknown): ErrorLocation {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return {};
  for (const line of error.stack.split('\n')) {
    const [, place, number] = frame.exec(line) ?? [];
    if (place === undefined || place.includes('<anonymous>')) continue;
    const file = pathOf(place);
    if (/[\\/]node_modules[\\/]/u.test(file) || file.startsWith(ownFolder)) continue;
    return { file, line: Number(number) };
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
