import { migration, t, unique } from '@aludel/core';
import { personRows } from '../data/desk.js';

export default migration({
  revision: '02_people',
  downRevision: '01_accounts',
  message: 'People, some of whom answer tickets',

  upgrade(op) {
    op.createTable(
      'people',
      {
        id: t.integer().identity().primaryKey(),
        account_id: t.integer().notNull().references('accounts', 'id', { onDelete: 'cascade' }),
        email: t.string(190).notNull(),
        display_name: t.string(120).notNull(),
        locale: t.char(5).notNull().default('en-GB'),
        is_agent: t.boolean().notNull().default(false),
        joined_on: t.date(),
        avatar: t.binary(),
      },
      { constraints: [unique(['account_id', 'email'])] },
    );
    op.bulkInsert('people', personRows());
  },
});
