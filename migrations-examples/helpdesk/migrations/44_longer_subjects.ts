import { migration, t } from '@aludel/core';

export default migration({
  revision: '44_longer_subjects',
  downRevision: '43_two_names',
  message: 'Longer subjects, larger priorities, and a default that changes',

  upgrade(op) {
    op.alterTable('tickets', (tickets) => {
      tickets.alterColumn('subject', { type: t.string(500) });
      tickets.alterColumn('priority', { type: t.integer(), default: 2 });
      tickets.alterColumn('body', { comment: 'As it came in; Markdown' });
    });
  },
});
