import { migration, t } from '@aludel/core';

export default migration({
  revision: '31_payments',
  downRevision: '30_billing',
  message: 'What was paid, for an invoice or in advance',

  upgrade(op) {
    op.createTable('payments', {
      id: t.bigint().identity({ start: 1000 }).primaryKey(),
      invoice_id: t.integer().references('invoices', 'id'),
      amount: t.decimal(14, 2).notNull(),
      method: t.enum(['card', 'transfer', 'credit'], 'payment_method').notNull(),
      paid_at: t.timestamp().notNull(),
    });
    op.execute(
      `INSERT INTO payments (id, invoice_id, amount, method, paid_at)
         SELECT 1000 + i.id, i.id, round(SUM(p.amount), 2), 'transfer', '2025-01-01 12:00:00'
           FROM invoices i JOIN invoice_items p ON p.invoice_id = i.id
          WHERE i.id % 3 > 0 GROUP BY i.id`,
      [],
      { reverse: '' },
    );
  },
});
