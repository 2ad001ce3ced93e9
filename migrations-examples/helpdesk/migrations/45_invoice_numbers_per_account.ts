import { migration } from '@aludel/core';

export default migration({
  revision: '45_invoice_numbers_per_account',
  downRevision: '44_longer_subjects',
  message: 'Each account counts its invoices for itself',

  upgrade(op) {
    op.dropConstraint('uq_invoices_number', 'invoices', { type: 'unique' });
    op.createUniqueConstraint('uq_invoices_account_number', 'invoices', ['account_id', 'number']);
    op.renameIndex('ix_users_phone', 'users', 'ix_users_phone_number');
    op.dropConstraint('fk_tickets_merged_into', 'tickets', { type: 'foreignKey' });
    op.createForeignKey('fk_tickets_merged_into', 'tickets', 'tickets', ['merged_into_id'], ['id'], {
      onDelete: 'set null',
    });
  },
});
