import { migration, t } from '@aludel/core';

/** The words of a column, which become the rows of a table of the same name. */
const columns = ['MediaType', 'Genre'] as const;

export default migration({
  revision: '05_genres_and_media_types',
  downRevision: '04_albums',
  message: 'Genres and media types get tables of their own',

  // Reads and writes: what the tables hold is known only when it runs.
  async upgrade(op) {
    for (const column of columns) {
      const key = `${column}Id`;
      const words = await op.query<{ word: string }>(
        `SELECT DISTINCT "${column}" AS word FROM "Track" WHERE "${column}" IS NOT NULL ORDER BY word`,
      );
      op.createTable(column, {
        [key]: t.integer().identity().primaryKey(),
        Name: t.native('NVARCHAR(120)'),
      });
      op.bulkInsert(
        column,
        words.map(({ word }, index) => ({ [key]: index + 1, Name: word })),
      );
      op.execute(
        `UPDATE "Track" SET "${column}" = (SELECT "${key}" FROM "${column}" WHERE "Name" = "Track"."${column}")`,
      );
      // SQLite cannot change a column's type: the table is built anew, with its rows and all that hangs on it.
      op.alterColumn('Track', column, { name: key, type: t.integer() });
    }
    op.createForeignKey(null, 'Track', 'Genre', ['GenreId'], ['GenreId']);
    op.createForeignKey(null, 'Track', 'MediaType', ['MediaTypeId'], ['MediaTypeId']);
  },

  // Written out, since nobody but its author knows how to bring the words back.
  downgrade(op) {
    for (const column of columns.toReversed()) {
      const key = `${column}Id`;
      op.dropConstraint(null, 'Track', { type: 'foreignKey', columns: [key] });
      op.alterColumn('Track', key, { name: column, type: t.native('NVARCHAR(120)') });
      op.execute(
        `UPDATE "Track" SET "${column}" = (SELECT "Name" FROM "${column}" WHERE "${key}" = "Track"."${column}")`,
      );
      op.dropTable(column);
    }
  },
});
