import type { Literal } from '@aludel/core';

type Track = readonly [name: string, composer: string | null, seconds: number];

interface Release {
  readonly mediaType: string;
  readonly genre: string | null;
  readonly price: number;
  readonly tracks: readonly Track[];
}

function release(mediaType: string, genre: string | null, price: number, ...tracks: readonly Track[]): Release {
  return { mediaType, genre, price, tracks };
}

const aac = 'AAC audio file';
const flac = 'FLAC audio file';
const mpeg = 'MPEG audio file';
const video = 'MPEG-4 video file';

/** The tracks of each record, in the order of the records. */
const releases: readonly Release[] = [
  release(
    mpeg,
    'Indie',
    0.99,
    ['Wick', 'P. Lantern', 201],
    ['Thin Walls', 'P. Lantern', 188],
    ['Glow, Then Go', null, 242],
  ),
  release(
    mpeg,
    'Indie',
    0.99,
    ['Crane Fold', 'P. Lantern', 175],
    ['Paper Cut', null, 163],
    ['Crease', 'P. Lantern', 209],
  ),
  release(
    flac,
    'Jazz',
    1.29,
    ['Salt, Please', 'I. Quist', 312],
    ['Second Helping', 'I. Quist', 287],
    ['Crumbs', null, 401],
  ),
  release(
    mpeg,
    'Rock',
    0.99,
    ['Mooring', null, 222],
    ['Foghorn Etiquette', 'L. Tide', 256],
    ['Slack Water', 'L. Tide', 301],
  ),
  release(
    mpeg,
    'Rock',
    0.99,
    ['January Brine', 'L. Tide', 198],
    ['Equinox', 'L. Tide', 234],
    ['Low and Lower', null, 277],
  ),
  release(
    aac,
    'World',
    0.99,
    ['Stamps', 'M. Post', 266],
    ['Return to Sender', null, 194],
    ['Parcel Waltz', 'M. Post', 225],
  ),
  release(aac, 'Ambient', 0.89, ['Drizzle', null, 540], ['Gutters', null, 612], ['Petrichor', 'A. Rain', 733]),
  release(
    mpeg,
    'Latin',
    0.99,
    ['Farolito', 'S. Nocturno', 214],
    ['La una y media', 'S. Nocturno', 239],
    ['Desvelo', null, 208],
  ),
  release(
    mpeg,
    'Electronic',
    0.99,
    ['Carried Forward', null, 329],
    ['Balance', 'V. Ledger', 318],
    ['Write-off', null, 344],
  ),
  release(mpeg, 'Folk', 0.99, ['Hedgerow', 'K. Crow', 187], ['Stile', 'K. Crow', 172], ['Larks, 5 a.m.', null, 95]),
  release(mpeg, 'Folk', 0.99, ['Rings', 'K. Crow', 203], ['Acorn', null, 181], ['Wind-thrown', 'K. Crow', 248]),
  release(flac, 'Jazz', 1.29, ['First Horn', 'Ō. Brass', 276], ['Valves', 'Ō. Brass', 291], ['Mute', null, 333]),
  release(flac, 'Classical', 1.29, ['Ground Floor', null, 367], ['Mezzanine', null, 372], ['Roof Access', null, 419]),
  release(aac, 'Blues', 0.89, ['Kettle Song', 'C. Boys', 230], ['Steam', null, 217], ['Scald', 'C. Boys', 251]),
  release(
    flac,
    'Classical',
    1.29,
    ['Étude sans fin', 'J. Ravel', 480],
    ['Miroir', 'J. Ravel', 355],
    ['Nocturne (rêvé)', 'J. Ravel', 398],
  ),
  release(
    video,
    null,
    1.99,
    ['Leader', null, 61],
    ["Projectionist's Waltz", 'J. Ravel', 284],
    ['End Title', 'J. Ravel', 196],
  ),
];

/** The rows of `Track`, as they are before it has albums and genres. */
export function trackRows(): readonly Readonly<Record<string, Literal>>[] {
  const rows = releases.flatMap(({ mediaType, genre, price, tracks }, index) =>
    tracks.map(([Name, Composer, seconds]) => ({
      Name,
      RecordId: index + 1,
      MediaType: mediaType,
      Genre: genre,
      Composer,
      Milliseconds: seconds * 1000 + 417,
      Bytes: mediaType === flac ? seconds * 96_000 : seconds * 16_000,
      UnitPrice: price,
    })),
  );
  return rows.map((row, index) => ({ TrackId: index + 1, ...row }));
}
