import { migration, t } from '@aludel/core';

export default migration({
  revision: '10_invoice_totals',
  downRevision: '09_invoices',
  message: 'An invoice knows its total',

  // The usual three steps to a new column that must not be null: add it, fill it, forbid null.
  async upgrade(op) {
    op.addColumn('Invoice', 'Total', t.native('NUMERIC(10,2)'));
    const totals = await op.query<{ id: number; cents: number }>(
      `SELECT "InvoiceId" AS id, CAST(round(sum("UnitPrice" * "Quantity") * 100) AS INTEGER) AS cents
         FROM "InvoiceLine" GROUP BY "InvoiceId"`,
    );
    for (const { id, cents } of totals) {
      op.execute('UPDATE "Invoice" SET "Total" = ? WHERE "InvoiceId" = ?', [cents / 100, id], { reverse: '' });
    }
    op.execute('UPDATE "Invoice" SET "Total" = 0 WHERE "Total" IS NULL', [], { reverse: '' });
    op.alterColumn('Invoice', 'Total', { nullable: false });
  },
});
