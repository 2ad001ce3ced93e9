import { migration } from '@aludel/core';
import { money } from '../types.js';

export default migration({
  revision: '10_invoice_totals',
  downRevision: '09_invoices',
  message: 'An invoice knows its total',

  // The usual three steps to a new column that must not be null: add it, fill it, forbid null.
  async upgrade(op) {
    const q = op.quote;
    op.addColumn('Invoice', 'Total', money());
    // An exact number: a string where the database has such numbers, so that no digit is lost on the way.
    const totals = await op.query<{ id: number; total: number | string }>(
      `SELECT ${q('InvoiceId')} AS id, round(sum(${q('UnitPrice')} * ${q('Quantity')}), 2) AS total
         FROM ${q('InvoiceLine')} GROUP BY ${q('InvoiceId')}`,
    );
    const [invoice, column] = [q('Invoice'), q('Total')];
    for (const { id, total } of totals) {
      op.execute(`UPDATE ${invoice} SET ${column} = ? WHERE ${q('InvoiceId')} = ?`, [total, id], { reverse: '' });
    }
    op.execute(`UPDATE ${invoice} SET ${column} = 0 WHERE ${column} IS NULL`, [], { reverse: '' });
    op.alterColumn('Invoice', 'Total', { nullable: false });
  },
});
