import { migration, primaryKey, t } from '@aludel/core';

export default migration({
  revision: '22_article_versions',
  downRevision: '21_categories',
  message: 'Every version of an article is kept',

  async upgrade(op) {
    op.createTable(
      'article_versions',
      {
        article_id: t.integer().notNull().references('articles', 'id', { onDelete: 'cascade' }),
        version: t.integer().notNull(),
        title: t.string(200).notNull(),
        body: t.text().notNull(),
        weight: t.real(),
      },
      { constraints: [primaryKey(['article_id', 'version'])] },
    );
    const articles = await op.query<{ id: number; title: string; body: string }>(
      'SELECT id, title, body FROM articles',
    );
    op.bulkInsert(
      'article_versions',
      articles.flatMap(({ id, title, body }) => [
        { article_id: id, version: 1, title: title.toUpperCase(), body: '', weight: 0.5 },
        { article_id: id, version: 2, title, body, weight: null },
      ]),
    );
  },
});
