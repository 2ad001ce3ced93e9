import { check, migration, primaryKey, t } from '@aludel/core';

export default migration({
  revision: '14_linked_tickets',
  downRevision: '13_attachments',
  message: 'Tickets that are about the same, and a ticket that another one was merged into',

  upgrade(op) {
    op.createTable(
      'ticket_links',
      {
        from_id: t.bigint().notNull().references('tickets', 'id', { onDelete: 'cascade' }),
        to_id: t.bigint().notNull().references('tickets', 'id', { onDelete: 'cascade' }),
      },
      { constraints: [primaryKey(['from_id', 'to_id']), check('from_id <> to_id', { name: 'ck_ticket_links_two' })] },
    );
    // A table that refers to itself.
    op.addColumn(
      'tickets',
      'merged_into_id',
      t.bigint().references('tickets', 'id', { name: 'fk_tickets_merged_into' }),
    );
    op.execute(
      `INSERT INTO ticket_links (from_id, to_id) SELECT id, id + 1 FROM tickets WHERE id % 50 = 0 AND id < 1500`,
      [],
      {
        reverse: '',
      },
    );
  },
});
