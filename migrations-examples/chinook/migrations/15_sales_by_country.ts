import { migration, sql } from '@aludel/core';

export default migration({
  revision: '15_sales_by_country',
  downRevision: '14_lines_go_with_invoice',
  message: 'A view of what is sold where',

  upgrade(op) {
    op.createView(
      'SalesByCountry',
      sql`
        SELECT i."BillingCountry" AS "Country",
               count(DISTINCT i."InvoiceId") AS "Invoices",
               sum(l."Quantity") AS "Tracks",
               round(sum(l."UnitPrice" * l."Quantity"), 2) AS "Total"
          FROM "Invoice" AS i
          JOIN "InvoiceLine" AS l ON l."InvoiceId" = i."InvoiceId"
         GROUP BY i."BillingCountry"
         ORDER BY "Total" DESC, "Country"`,
    );
  },
});
