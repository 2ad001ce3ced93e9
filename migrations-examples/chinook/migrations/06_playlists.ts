import { migration, primaryKey, t } from '@aludel/core';
import { nvarchar } from '../types.js';

export default migration({
  revision: '06_playlists',
  downRevision: '05_genres_and_media_types',
  message: 'Playlists',

  upgrade(op) {
    op.createTable('Playlist', {
      PlaylistId: t.integer().identity().primaryKey(),
      Name: nvarchar(120),
    });
    op.createTable(
      'PlaylistTrack',
      {
        PlaylistId: t.integer().notNull().references('Playlist', 'PlaylistId'),
        TrackId: t.integer().notNull().references('Track', 'TrackId'),
      },
      { constraints: [primaryKey(['PlaylistId', 'TrackId'], { name: 'PK_PlaylistTrack' })] },
    );
    const lists = Object.entries(playlists);
    op.bulkInsert(
      'Playlist',
      lists.map(([Name], index) => ({ PlaylistId: index + 1, Name })),
    );
    op.bulkInsert(
      'PlaylistTrack',
      lists.flatMap(([, tracks], index) => tracks.map((TrackId) => ({ PlaylistId: index + 1, TrackId }))),
    );
  },
});

const playlists: Readonly<Record<string, readonly number[]>> = {
  'Sunday Morning': [1, 7, 8, 19, 20, 37, 43],
  'Long Drives': [2, 10, 14, 28, 31, 40, 41],
  Brass: [16, 34, 35, 36],
  'Staff Picks': [3, 9, 22, 25, 39, 48],
  Empty: [],
};
