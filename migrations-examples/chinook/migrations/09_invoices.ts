import { migration, t } from '@aludel/core';
import { invoiceLineRows, invoiceRows } from '../data/invoices.js';

export default migration({
  revision: '09_invoices',
  downRevision: '08_customers',
  dependsOn: ['03_tracks'],
  message: 'Invoices; their lines sell tracks of the other branch',

  upgrade(op) {
    op.createTable('Invoice', {
      InvoiceId: t.integer().identity().primaryKey(),
      CustomerId: t.integer().notNull().references('Customer', 'CustomerId'),
      InvoiceDate: t.native('DATETIME').notNull(),
      BillingAddress: t.native('NVARCHAR(70)'),
      BillingCity: t.native('NVARCHAR(40)'),
      BillingState: t.native('NVARCHAR(40)'),
      BillingCountry: t.native('NVARCHAR(40)'),
      BillingPostalCode: t.native('NVARCHAR(10)'),
    });
    op.createTable('InvoiceLine', {
      InvoiceLineId: t.integer().identity().primaryKey(),
      InvoiceId: t.integer().notNull().references('Invoice', 'InvoiceId'),
      TrackId: t.integer().notNull().references('Track', 'TrackId'),
      UnitPrice: t.native('NUMERIC(10,2)').notNull(),
      Quantity: t.integer().notNull(),
    });
    op.bulkInsert('Invoice', invoiceRows());
    op.bulkInsert('InvoiceLine', invoiceLineRows());
    // What to do to undo a statement can be said with it: nothing here, the tables go anyway.
    const reverse = '';
    op.execute(
      `UPDATE "InvoiceLine" SET "UnitPrice" =
         (SELECT "UnitPrice" FROM "Track" WHERE "Track"."TrackId" = "InvoiceLine"."TrackId")`,
      [],
      { reverse },
    );
    op.execute(
      `UPDATE "Invoice" SET ("BillingCity", "BillingCountry") =
         (SELECT "City", "Country" FROM "Customer" WHERE "Customer"."CustomerId" = "Invoice"."CustomerId")`,
      [],
      { reverse },
    );
  },
});
