import { migration, t } from '@aludel/core';

export default migration({
  revision: '42_phone_numbers',
  downRevision: '41_users',
  message: 'Users may be called',

  upgrade(op) {
    op.alterTable('users', (users) => {
      users.addColumn('phone', t.string(30).comment('With the country code: +351 …'));
      users.addColumn('may_be_called', t.boolean().notNull().default(false));
      users.createIndex('ix_users_phone', ['phone']);
    });
  },
});
