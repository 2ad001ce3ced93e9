import { migration, t } from '@aludel/core';

/** `Paper Lanterns, The`: how a name stands in an alphabetical list. */
function sortName(name: string): string {
  const [, article, rest] = /^(The|An?) (.+)$/u.exec(name) ?? [];
  return article === undefined || rest === undefined ? name : `${rest}, ${article}`;
}

export default migration({
  revision: '13_sort_names',
  downRevision: '12_track_rules',
  message: 'Artists by the word that they are looked up by',

  async upgrade(op) {
    op.addColumn('Artist', 'SortName', t.string(120));
    // A Knex on the migration's own transaction. Its queries first carry out what was recorded.
    const artists: readonly { readonly ArtistId: number; readonly Name: string }[] = await op
      .knex('Artist')
      .select('ArtistId', 'Name')
      .whereNotNull('Name');
    for (const { ArtistId, Name } of artists) {
      await op
        .knex('Artist')
        .where({ ArtistId })
        .update({ SortName: sortName(Name) });
    }
    op.createIndex('IX_Artist_SortName', 'Artist', ['SortName']);
  },

  // What Knex changed cannot be derived; dropping the column takes its index with it.
  downgrade(op) {
    op.dropColumn('Artist', 'SortName');
  },
});
