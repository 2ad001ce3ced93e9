import { migration, sql } from '@aludel/core';

export default migration({
  revision: '46_reports',
  downRevision: '45_invoice_numbers_per_account',
  message: 'Two views, one over the other',

  upgrade(op) {
    op.createView(
      'account_revenue',
      sql`SELECT i.account_id, i.currency, COUNT(DISTINCT i.id) AS invoices, SUM(p.amount) AS amount
            FROM invoices i JOIN invoice_items p ON p.invoice_id = i.id
           GROUP BY i.account_id, i.currency`,
    );
    op.createView(
      'account_overview',
      sql`SELECT a.id, a.name, r.invoices, r.amount,
                 (SELECT COUNT(*) FROM tickets t WHERE t.account_id = a.id AND t.status = 'open') AS open_tickets
            FROM accounts a LEFT JOIN account_revenue r ON r.account_id = a.id`,
    );
  },
});
