import { check, migration, t } from '@aludel/core';

export default migration({
  revision: '32_opening_hours',
  downRevision: '31_payments',
  message: 'When somebody answers the phone',

  upgrade(op) {
    op.createTable(
      'opening_hours',
      {
        account_id: t.integer().notNull().references('accounts', 'id', { onDelete: 'cascade' }),
        weekday: t.smallint().notNull(),
        opens: t.time().notNull(),
        closes: t.time().notNull(),
      },
      {
        constraints: [
          { kind: 'primaryKey', columns: ['account_id', 'weekday'] },
          check('weekday BETWEEN 1 AND 7', { name: 'ck_opening_hours_weekday' }),
          check('opens < closes', { name: 'ck_opening_hours_opens_before_closes' }),
        ],
      },
    );
    op.bulkInsert(
      'opening_hours',
      Array.from({ length: 30 }, (_, index) => ({
        account_id: 1 + (index % 6),
        weekday: 1 + Math.floor(index / 6),
        opens: index % 2 === 0 ? '08:30:00' : '09:00:00',
        closes: '17:15:00',
      })),
    );
  },
});
