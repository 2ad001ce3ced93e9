import { migration, t } from '@aludel/core';
import { nvarchar } from '../types.js';

export default migration({
  revision: '01_artists',
  downRevision: null,
  message: 'Artists',

  upgrade(op) {
    op.createTable('Artist', {
      ArtistId: t.integer().identity().primaryKey(),
      Name: nvarchar(120),
    });
    op.bulkInsert(
      'Artist',
      names.map((Name, index) => ({ ArtistId: index + 1, Name })),
    );
  },
  // No downgrade: what was created is dropped, and its rows go with it.
});

const names = [
  'The Paper Lanterns',
  'Ida Quist Trio',
  'Low Tide Society',
  'Marimba Post Office',
  'An Hour of Rain',
  'Señor Nocturno',
  'The Velvet Ledger',
  'Kestrel & Crow',
  'Ōkina Brass',
  'A Small Orchestra',
  'Copper Kettle Boys',
  'Jùn Ravel',
];
