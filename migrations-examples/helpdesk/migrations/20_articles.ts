import { migration, t } from '@aludel/core';
import { articleRows } from '../data/books.js';

export default migration({
  revision: '20_articles',
  downRevision: '03_teams',
  branchLabels: ['knowledge'],
  message: 'Articles that answer a question before it is asked',

  upgrade(op) {
    op.createTable('articles', {
      id: t.integer().identity().primaryKey(),
      author_id: t.integer().notNull().references('people', 'id'),
      title: t.string(200).notNull(),
      body: t.text().notNull(),
      rating: t.decimal(3, 2).notNull().default(0),
      score: t.double(),
      is_public: t.boolean().notNull().default(true),
    });
    op.bulkInsert('articles', articleRows());
  },
});
