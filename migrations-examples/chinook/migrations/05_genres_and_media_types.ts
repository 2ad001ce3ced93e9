import { migration, t } from '@aludel/core';
import { nvarchar } from '../types.js';

/** The words of a column, which become the rows of a table of the same name. */
const columns = ['MediaType', 'Genre'] as const;

export default migration({
  revision: '05_genres_and_media_types',
  downRevision: '04_albums',
  message: 'Genres and media types get tables of their own',

  // Reads and writes: what the tables hold is known only when it runs.
  async upgrade(op) {
    const q = op.quote; // Databases quote names differently; everything else in these statements is the same SQL.
    for (const column of columns) {
      const key = `${column}Id`;
      const rows = await op.query<{ word: string }>(
        `SELECT DISTINCT ${q(column)} AS word FROM ${q('Track')} WHERE ${q(column)} IS NOT NULL`,
      );
      // Sorted here: databases do not agree on the order of words, and the numbers shall be the same everywhere.
      const words = rows.map(({ word }) => word).toSorted();
      op.createTable(column, {
        [key]: t.integer().identity().primaryKey(),
        Name: nvarchar(120),
      });
      op.bulkInsert(
        column,
        words.map((word, index) => ({ [key]: index + 1, Name: word })),
      );
      op.execute(
        `UPDATE ${q('Track')} SET ${q(column)} =
           (SELECT CAST(${q(key)} AS CHAR(20)) FROM ${q(column)} WHERE ${q('Name')} = ${q('Track')}.${q(column)})`,
      );
      // SQLite cannot change a column's type: there the table is built anew, with its rows and all that hangs on it.
      op.alterColumn('Track', column, { name: key, type: t.integer() });
    }
    op.createForeignKey(null, 'Track', 'Genre', ['GenreId'], ['GenreId']);
    op.createForeignKey(null, 'Track', 'MediaType', ['MediaTypeId'], ['MediaTypeId']);
  },

  // Written out, since nobody but its author knows how to bring the words back.
  downgrade(op) {
    const q = op.quote;
    for (const column of columns.toReversed()) {
      const key = `${column}Id`;
      op.dropConstraint(null, 'Track', { type: 'foreignKey', columns: [key] });
      op.alterColumn('Track', key, { name: column, type: nvarchar(120) });
      op.execute(
        `UPDATE ${q('Track')} SET ${q(column)} =
           (SELECT ${q('Name')} FROM ${q(column)} WHERE CAST(${q(key)} AS CHAR(20)) = ${q('Track')}.${q(column)})`,
      );
      op.dropTable(column);
    }
  },
});
