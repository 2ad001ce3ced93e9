import { createRequire } from 'node:module';
import type Picocolors from 'picocolors';

type Paint = (text: string) => string;

/** What text can look like on one stream. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

const plain: Paint = (text) => text;
const none: Colours = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

/** Colours for a stream: where it is a terminal, unless `--no-color`, `NO_COLOR` or `FORCE_COLOR` say otherwise. */
export function coloursFor(stream: { readonly isTTY?: boolean }, wanted: boolean): Colours {
  if (!wanted || !isColoured(stream)) return none;
  // Late: without a terminal it is not needed.
  const { createColors } = createRequire(import.meta.url)('picocolors') as typeof Picocolors;
  return createColors(true);
}

function isColoured(stream: { readonly isTTY?: boolean }): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = process.env;
  if (forced !== undefined && forced !== '') return forced !== '0' && forced !== 'false';
  if (refused !== undefined && refused !== '') return false;
  return stream.isTTY === true && terminal !== 'dumb';
}

/** Whether what reads our output knows more than ASCII. */
export function isUnicode(): boolean {
  const { LC_ALL, LC_CTYPE, LANG, TERM, WT_SESSION, TERM_PROGRAM } = process.env;
  const locale = [LC_ALL, LC_CTYPE, LANG].find((value) => value !== undefined && value !== '');
  if (process.platform === 'win32') return WT_SESSION !== undefined || TERM_PROGRAM !== undefined;
  if (TERM === 'linux') return false;
  return locale === undefined || /utf-?8/iu.test(locale);
}
