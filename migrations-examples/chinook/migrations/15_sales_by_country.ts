import { migration } from '@aludel/core';

export default migration({
  revision: '15_sales_by_country',
  downRevision: '14_lines_go_with_invoice',
  message: 'A view of what is sold where',

  upgrade(op) {
    const q = op.quote;
    op.createView(
      'SalesByCountry',
      `SELECT i.${q('BillingCountry')} AS ${q('Country')},
              count(DISTINCT i.${q('InvoiceId')}) AS ${q('Invoices')},
              sum(l.${q('Quantity')}) AS ${q('Tracks')},
              round(sum(l.${q('UnitPrice')} * l.${q('Quantity')}), 2) AS ${q('Total')}
         FROM ${q('Invoice')} AS i
         JOIN ${q('InvoiceLine')} AS l ON l.${q('InvoiceId')} = i.${q('InvoiceId')}
        GROUP BY i.${q('BillingCountry')}`,
    );
  },
});
