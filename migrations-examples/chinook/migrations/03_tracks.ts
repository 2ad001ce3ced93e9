import { migration, t } from '@aludel/core';
import { trackRows } from '../data/tracks.js';

export default migration({
  revision: '03_tracks',
  downRevision: '02_records',
  branchLabels: ['catalogue'],
  message: 'Tracks, with genre and media type as plain words',

  upgrade(op) {
    op.createTable('Track', {
      TrackId: t.integer().identity().primaryKey(),
      Name: t.native('NVARCHAR(200)').notNull(),
      RecordId: t.integer().references('Record', 'RecordId'),
      MediaType: t.native('NVARCHAR(120)').notNull(),
      Genre: t.native('NVARCHAR(120)'),
      Composer: t.native('NVARCHAR(220)'),
      Milliseconds: t.integer().notNull(),
      Bytes: t.integer(),
      UnitPrice: t.native('NUMERIC(10,2)').notNull(),
    });
    op.bulkInsert('Track', trackRows());
  },
});
