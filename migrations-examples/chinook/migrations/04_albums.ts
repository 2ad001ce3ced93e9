import { migration } from '@aludel/core';

export default migration({
  revision: '04_albums',
  downRevision: '03_tracks',
  message: 'Records are called albums',

  // Foreign keys follow, and so does the counter of AUTOINCREMENT. Undone by the same renames, back to front.
  upgrade(op) {
    op.renameTable('Record', 'Album');
    op.renameColumn('Album', 'RecordId', 'AlbumId');
    op.renameColumn('Track', 'RecordId', 'AlbumId');
  },
});
