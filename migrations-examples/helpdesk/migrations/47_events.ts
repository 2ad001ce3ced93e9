import { migration, t } from '@aludel/core';
import { at, Dice, uuidOf } from '../data/numbers.js';

const count = 6000;

/** As if they were read from a file or another service. */
async function* events() {
  const dice = new Dice(23);
  for (let id = 1; id <= count; id++) {
    if (id % 1000 === 0) await Promise.resolve();
    yield {
      id: uuidOf(id),
      ticket_id: 1 + dice.below(1500),
      kind: dice.of(['opened', 'assigned', 'answered', 'solved']),
      payload: JSON.stringify({ by: dice.below(120) + 1, note: dice.of(['', 'später', '“quoted”', "it's"]) }),
      happened_at: at(dice.below(500_000)),
    };
  }
}

export default migration({
  revision: '47_events',
  downRevision: '46_reports',
  message: 'What happened to tickets; six thousand rows from an asynchronous iterable',

  upgrade(op) {
    op.createTable('events', {
      id: t.uuid().primaryKey(),
      ticket_id: t.bigint().notNull().references('tickets', 'id', { onDelete: 'cascade' }),
      kind: t.string(20).notNull(),
      payload: t.json().notNull(),
      happened_at: t.timestamp().notNull(),
    });
    op.bulkInsert('events', events());
    op.createIndex(null, 'events', ['ticket_id', { column: 'happened_at', order: 'desc' }]);
  },
});
