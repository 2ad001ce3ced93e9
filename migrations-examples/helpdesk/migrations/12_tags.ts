import { migration, primaryKey, t } from '@aludel/core';

const tags = ['billing', 'bug', 'how-to', 'shipping', 'VIP'];

export default migration({
  revision: '12_tags',
  downRevision: '11_messages',
  message: 'Tags, and the tickets that bear them',

  upgrade(op) {
    op.createTable('tags', { id: t.integer().identity().primaryKey(), name: t.string(40).notNull().unique() });
    op.createTable(
      'ticket_tags',
      {
        ticket_id: t.bigint().notNull().references('tickets', 'id', { onDelete: 'cascade' }),
        tag_id: t.integer().notNull().references('tags', 'id', { onDelete: 'cascade' }),
      },
      { constraints: [primaryKey(['ticket_id', 'tag_id'])] },
    );
    op.bulkInsert(
      'tags',
      tags.map((name, index) => ({ id: index + 1, name })),
    );
    op.execute(
      `INSERT INTO ticket_tags (ticket_id, tag_id)
         SELECT tickets.id, tags.id FROM tickets JOIN tags ON (tickets.id + tags.id) % 4 = 0`,
      [],
      { reverse: '' },
    );
  },
});
