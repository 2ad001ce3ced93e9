import { migration } from '@aludel/core';

export default migration({
  revision: '48_search',
  downRevision: '47_events',
  message: 'Each database searches in its own way',

  upgrade(op) {
    // Only open tickets, where an index can be of some rows; built without blocking writes, where that can be had.
    op.on(['postgres', 'sqlite'], (only) => {
      only.createIndex('ix_tickets_open', 'tickets', ['opened_at'], {
        where: `status = 'open'`,
        postgres: { concurrently: true },
      });
    });
    op.on('mysql', (only) => {
      only.createIndex('ft_articles', 'articles', ['title', 'body'], { mysql: { type: 'fulltext' } });
    });
  },
});
