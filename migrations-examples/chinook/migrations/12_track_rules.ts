import { migration } from '@aludel/core';

export default migration({
  revision: '12_track_rules',
  downRevision: 'chinook_complete',
  message: 'A track has a duration, and no price below zero',

  // One rebuild for the checks of the table; the foreign keys that point at it, its indexes and its counter stay.
  upgrade(op) {
    op.alterTable('Track', (track) => {
      track.renameColumn('Milliseconds', 'DurationMs');
      track.createCheckConstraint('CK_Track_UnitPrice', '"UnitPrice" >= 0');
      track.createCheckConstraint('CK_Track_DurationMs', '"DurationMs" > 0');
    });
  },
});
