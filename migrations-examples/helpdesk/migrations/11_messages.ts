import { migration, t } from '@aludel/core';
import { messageRows } from '../data/desk.js';

export default migration({
  revision: '11_messages',
  downRevision: '10_tickets',
  message: 'What was written about a ticket; rows come from a generator',

  upgrade(op) {
    op.createTable('messages', {
      id: t.bigint().identity().primaryKey(),
      ticket_id: t.bigint().notNull().references('tickets', 'id', { onDelete: 'cascade' }).index(),
      author_id: t.integer().notNull().references('people', 'id'),
      body: t.text().notNull(),
      is_internal: t.boolean().notNull().default(false),
      sent_at: t.timestamp({ precision: 3 }).notNull(),
    });
    op.bulkInsert('messages', messageRows());
  },
});
