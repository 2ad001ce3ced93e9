import { migration, sql, t } from '@aludel/core';

export default migration({
  revision: '49_tidy',
  downRevision: '48_search',
  message: 'Comments, a type of a column for one database alone, and an audit trail',

  upgrade(op) {
    op.createTableComment('events', 'Written by triggers of the application; never changed');
    op.createTable('audit_trail', {
      id: t.bigint().identity().primaryKey(),
      table_name: t.string(64).notNull(),
      change: t.text().notNull(),
      changed_at: t
        .timestamp()
        .notNull()
        .default(sql`CURRENT_TIMESTAMP`),
    });
    op.createTable('audit_trail', { id: t.bigint().identity().primaryKey() }, { ifNotExists: true });
    op.dropTable('legacy_tickets', { ifExists: true });
    op.dropColumn('articles', 'score');
  },
});
