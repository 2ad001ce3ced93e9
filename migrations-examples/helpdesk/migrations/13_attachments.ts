import { migration, t } from '@aludel/core';

export default migration({
  revision: '13_attachments',
  downRevision: '12_tags',
  message: 'Files that came with a message',

  upgrade(op) {
    op.createTable('attachments', {
      id: t.bigint().identity().primaryKey(),
      message_id: t.bigint().notNull().references('messages', 'id', { onDelete: 'cascade' }),
      file_name: t.string(255).notNull(),
      media_type: t.string(100).notNull().default('application/octet-stream'),
      size: t.bigint().notNull(),
      checksum: t.binary(32),
    });
    op.bulkInsert(
      'attachments',
      Array.from({ length: 64 }, (_, index) => ({
        id: index + 1,
        message_id: 1 + index * 17,
        file_name: index % 7 === 0 ? `Übersicht ${index}.pdf` : `log-${index}.txt`,
        size: 9_007_199_254_740_991n + BigInt(index),
        checksum: Uint8Array.from({ length: 32 }, (_unused, place) => (place * 7 + index) % 256),
      })),
    );
  },
});
