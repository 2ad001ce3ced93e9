import { migration, t } from '@aludel/core';
import { trackRows } from '../data/tracks.js';
import { money, nvarchar } from '../types.js';

export default migration({
  revision: '03_tracks',
  downRevision: '02_records',
  branchLabels: ['catalogue'],
  message: 'Tracks, with genre and media type as plain words',

  upgrade(op) {
    op.createTable('Track', {
      TrackId: t.integer().identity().primaryKey(),
      Name: nvarchar(200).notNull(),
      RecordId: t.integer().references('Record', 'RecordId'),
      MediaType: nvarchar(120).notNull(),
      Genre: nvarchar(120),
      Composer: nvarchar(220),
      Milliseconds: t.integer().notNull(),
      Bytes: t.integer(),
      UnitPrice: money().notNull(),
    });
    op.bulkInsert('Track', trackRows());
  },
});
