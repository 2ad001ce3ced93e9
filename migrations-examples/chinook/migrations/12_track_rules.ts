import { migration } from '@aludel/core';

export default migration({
  revision: '12_track_rules',
  downRevision: 'chinook_complete',
  message: 'A track has a duration, and no price below zero',

  // SQLite 3.53 and later can add a check by itself. Before that, both checks together take one rebuild of the table.
  upgrade(op) {
    op.alterTable('Track', (track) => {
      track.renameColumn('Milliseconds', 'DurationMs');
      track.createCheckConstraint('CK_Track_UnitPrice', `${op.quote('UnitPrice')} >= 0`);
      track.createCheckConstraint('CK_Track_DurationMs', `${op.quote('DurationMs')} > 0`);
    });
  },
});
