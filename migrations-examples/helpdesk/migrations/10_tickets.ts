import { check, index, migration, t } from '@aludel/core';
import { ticketRows } from '../data/desk.js';

export default migration({
  revision: '10_tickets',
  downRevision: '03_teams',
  branchLabels: ['desk'],
  message: 'Tickets',

  upgrade(op) {
    op.createTable(
      'tickets',
      {
        id: t.bigint().identity().primaryKey(),
        account_id: t.integer().notNull().references('accounts', 'id', { onDelete: 'cascade' }),
        requester_id: t.integer().notNull().references('people', 'id'),
        assignee_id: t.integer().references('people', 'id', { onDelete: 'set null' }),
        subject: t.string(200).notNull(),
        body: t.text(),
        status: t.enum(['open', 'waiting', 'solved', 'closed'], 'ticket_status').notNull().default('open'),
        priority: t.smallint().notNull().default(3),
        public_id: t.uuid().notNull().unique(),
        opened_at: t.timestamp().notNull(),
        closed_at: t.timestamp(),
      },
      {
        constraints: [
          check('priority BETWEEN 1 AND 5', { name: 'ck_tickets_priority' }),
          check('closed_at IS NULL OR closed_at >= opened_at', { name: 'ck_tickets_closed_after_opened' }),
        ],
        indexes: [index(['account_id', 'status']), index([{ column: 'opened_at', order: 'desc' }])],
      },
    );
    op.bulkInsert('tickets', ticketRows());
  },
});
