import { migration, t } from '@aludel/core';
import { nvarchar } from '../types.js';

export default migration({
  revision: '02_records',
  downRevision: '01_artists',
  message: 'Records of the artists',

  upgrade(op) {
    op.createTable('Record', {
      RecordId: t.integer().identity().primaryKey(),
      Title: nvarchar(160).notNull(),
      ArtistId: t.integer().notNull().references('Artist', 'ArtistId'),
    });
    op.bulkInsert(
      'Record',
      records.map(([Title, ArtistId], index) => ({ RecordId: index + 1, Title, ArtistId })),
    );
  },
});

const records: readonly (readonly [title: string, artist: number])[] = [
  ['Lit From Inside', 1],
  ['Folding Season', 1],
  ['Three at the Table', 2],
  ['Harbour Minutes', 3],
  ['Salt Calendar', 3],
  ['Registered Mail', 4],
  ['Umbrella Etudes', 5],
  ['Medianoche', 6],
  ['Debit / Credit', 7],
  ['Field Notes', 8],
  ['Hollow Oak', 8],
  ['Eight Horns', 9],
  ['Chamber Music for Lifts', 10],
  ['Boiling Point', 11],
  ['Études imaginaires', 12],
  ['The Last Reel', 12],
];
