import { migration } from '@aludel/core';

export default migration({
  revision: '40_all_together',
  downRevision: ['14_linked_tickets', '22_article_versions', '32_opening_hours'],
  message: 'Desk, knowledge and billing come together',

  upgrade(op) {
    op.createIndex(null, 'articles', ['author_id']);
    op.createIndex(null, 'payments', ['invoice_id', 'paid_at']);
  },
});
