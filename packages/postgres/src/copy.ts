import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import type { PGlite } from '@electric-sql/pglite';
import type { Literal } from '@aludel/core';
import type pg from 'pg';
import type copyStreams from 'pg-copy-streams';
import { toBindings } from './values.js';

const require = createRequire(import.meta.url);

/** How much text goes in one piece: of a socket, and of PGlite, which takes all of it into memory. */
const pieceOfSocket = 64 * 1024;
const pieceOfPglite = 4 * 1024 * 1024;

/** Not global: `test` would begin where it last ended. */
const special = /[\\\n\r\t]/u;
const allSpecial = /[\\\n\r\t]/gu;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A row in COPY's text format: https://www.postgresql.org/docs/current/sql-copy.html */
export function copyLine(row: readonly Literal[]): string {
  return `${toBindings(row).map(copyValue).join('\t')}\n`;
}

function copyValue(value: string | Uint8Array | null): string {
  if (value === null) return '\\N';
  if (typeof value === 'string')
    return special.test(value) ? value.replace(allSpecial, (found) => escapes[found] ?? found) : value;
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}

interface Counter {
  rows: number;
}

/** Lines put together to pieces of about this size. */
function* pieces(rows: Iterable<readonly Literal[]>, size: number, counter: Counter): Generator<string> {
  let piece = '';
  for (const row of rows) {
    piece += copyLine(row);
    counter.rows += 1;
    if (piece.length < size) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

/** Sends rows through `COPY … FROM STDIN`. Returns how many. */
export async function copyToServer(
  client: pg.Client,
  target: string,
  rows: Iterable<readonly Literal[]>,
): Promise<number> {
  const { from } = require('pg-copy-streams') as typeof copyStreams;
  const counter = { rows: 0 };
  const stream: Writable = client.query(from(`COPY ${target} FROM STDIN`));
  const done = new Promise<void>((resolve, reject) => {
    stream.on('finish', resolve);
    stream.on('error', reject);
  });
  // Whoever waits for room is told of an error, too.
  done.catch(() => undefined);
  try {
    for (const piece of pieces(rows, pieceOfSocket, counter)) {
      if (!stream.write(piece)) await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), done]);
    }
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    await done.catch(() => undefined);
    throw error;
  }
  stream.end();
  await done;
  return counter.rows;
}

/** PGlite reads no stream, but a file that it is handed with the statement. */
export async function copyToPglite(
  pglite: PGlite,
  target: string,
  rows: Iterable<readonly Literal[]>,
): Promise<number> {
  const counter = { rows: 0 };
  for (const piece of pieces(rows, pieceOfPglite, counter)) {
    await pglite.query(`COPY ${target} FROM '/dev/blob'`, [], { blob: new Blob([piece]) });
  }
  return counter.rows;
}
