import { migration } from '@aludel/core';

export default migration({
  revision: '14_lines_go_with_invoice',
  downRevision: '13_sort_names',
  message: 'Deleting an invoice deletes its lines',

  upgrade(op) {
    // SQLite cannot change a foreign key: the table is built anew, once for both changes.
    op.alterTable('InvoiceLine', (line) => {
      // The foreign key has no name: it is known by its columns.
      line.dropConstraint(null, { type: 'foreignKey', columns: ['InvoiceId'] });
      line.createForeignKey('FK_InvoiceLine_Invoice', 'Invoice', ['InvoiceId'], ['InvoiceId'], {
        onDelete: 'cascade',
      });
    });
  },
});
