import { migration, sql, t } from '@aludel/core';
import { accountRows } from '../data/desk.js';

export default migration({
  revision: '01_accounts',
  downRevision: null,
  message: 'Accounts: the customers of the help desk',

  upgrade(op) {
    op.createTable('accounts', {
      id: t.integer().identity().primaryKey(),
      name: t.string(120).notNull(),
      slug: t.string(60).notNull().unique(),
      tier: t.enum(['free', 'team', 'company'], 'account_tier').notNull().default('free'),
      settings: t.json(),
      created_at: t
        .timestamp()
        .notNull()
        .default(sql`CURRENT_TIMESTAMP`),
    });
    op.bulkInsert('accounts', accountRows());
  },
});
