import { migration, t } from '@aludel/core';
import { invoiceLineRows, invoiceRows } from '../data/invoices.js';
import { datetime, money, nvarchar } from '../types.js';

export default migration({
  revision: '09_invoices',
  downRevision: '08_customers',
  dependsOn: ['03_tracks'],
  message: 'Invoices; their lines sell tracks of the other branch',

  upgrade(op) {
    const q = op.quote;
    op.createTable('Invoice', {
      InvoiceId: t.integer().identity().primaryKey(),
      CustomerId: t.integer().notNull().references('Customer', 'CustomerId'),
      InvoiceDate: datetime().notNull(),
      BillingAddress: nvarchar(70),
      BillingCity: nvarchar(40),
      BillingState: nvarchar(40),
      BillingCountry: nvarchar(40),
      BillingPostalCode: nvarchar(10),
    });
    op.createTable('InvoiceLine', {
      InvoiceLineId: t.integer().identity().primaryKey(),
      InvoiceId: t.integer().notNull().references('Invoice', 'InvoiceId'),
      TrackId: t.integer().notNull().references('Track', 'TrackId'),
      UnitPrice: money().notNull(),
      Quantity: t.integer().notNull(),
    });
    op.bulkInsert('Invoice', invoiceRows());
    op.bulkInsert('InvoiceLine', invoiceLineRows());
    // What to do to undo a statement can be said with it: nothing here, the tables go anyway.
    const reverse = '';
    op.execute(
      `UPDATE ${q('InvoiceLine')} SET ${q('UnitPrice')} =
         (SELECT t.${q('UnitPrice')} FROM ${q('Track')} t WHERE t.${q('TrackId')} = ${q('InvoiceLine')}.${q('TrackId')})`,
      [],
      { reverse },
    );
    for (const part of ['City', 'Country']) {
      op.execute(
        `UPDATE ${q('Invoice')} SET ${q(`Billing${part}`)} =
           (SELECT c.${q(part)} FROM ${q('Customer')} c WHERE c.${q('CustomerId')} = ${q('Invoice')}.${q('CustomerId')})`,
        [],
        { reverse },
      );
    }
  },
});
