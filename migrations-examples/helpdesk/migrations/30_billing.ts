import { check, migration, primaryKey, t, unique } from '@aludel/core';
import { invoiceItemRows, invoiceRows } from '../data/books.js';

export default migration({
  revision: '30_billing',
  downRevision: '03_teams',
  branchLabels: ['billing'],
  message: 'Invoices and what is on them; the database multiplies',

  upgrade(op) {
    op.createTable(
      'invoices',
      {
        id: t.integer().identity().primaryKey(),
        account_id: t.integer().notNull().references('accounts', 'id', { onDelete: 'restrict' }),
        number: t.string(20).notNull(),
        issued_on: t.date().notNull(),
        currency: t.char(3).notNull(),
      },
      { constraints: [unique(['number'], { name: 'uq_invoices_number' })] },
    );
    op.createTable(
      'invoice_items',
      {
        invoice_id: t.integer().notNull().references('invoices', 'id', { onDelete: 'cascade' }),
        position: t.integer().notNull(),
        label: t.string(120).notNull(),
        quantity: t.integer().notNull(),
        unit_price: t.decimal(12, 2).notNull(),
        // Rounded, because SQLite reckons with floating point numbers.
        amount: t.decimal(14, 2).generatedAs('round(quantity * unit_price, 2)', { stored: true }),
      },
      {
        constraints: [
          primaryKey(['invoice_id', 'position']),
          check('quantity > 0', { name: 'ck_invoice_items_quantity' }),
        ],
      },
    );
    op.bulkInsert('invoices', invoiceRows());
    op.bulkInsert('invoice_items', invoiceItemRows());
  },
});
