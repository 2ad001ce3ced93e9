import { migration, t } from '@aludel/core';

const names = ['Accounts', 'Signing in', 'Invoices', 'Exports', 'Everything else'];

export default migration({
  revision: '21_categories',
  downRevision: '20_articles',
  message: 'A tree of categories; every article gets one',

  // Add it, fill it, forbid null.
  upgrade(op) {
    op.createTable('categories', {
      id: t.integer().identity().primaryKey(),
      parent_id: t.integer().references('categories', 'id'),
      name: t.string(80).notNull(),
    });
    op.bulkInsert(
      'categories',
      names.map((name, index) => ({ id: index + 1, parent_id: index === 0 ? null : 1, name })),
    );
    op.addColumn('articles', 'category_id', t.integer().references('categories', 'id'));
    op.execute('UPDATE articles SET category_id = 1 + id % 5', [], { reverse: '' });
    op.alterColumn('articles', 'category_id', { nullable: false });
  },
});
