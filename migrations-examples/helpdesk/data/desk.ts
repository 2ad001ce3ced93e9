import type { Literal } from '@aludel/core';
import { at, Dice, uuidOf } from './numbers.js';

type Row = Readonly<Record<string, Literal>>;

const accounts = ['Nordlicht Bikes', 'Casa Verde', 'Papillon & Fils', 'Blue Heron Labs', 'Kōbō Tea', "O'Malley Tools"];
const firstNames = [
  'Ada',
  'Björn',
  'Chiara',
  'Dmitri',
  'Esi',
  'Fátima',
  'Goran',
  'Hana',
  'Íris',
  'João',
  'Keiko',
  'Liam',
];
const lastNames = ['Abara', 'Berg', 'Conti', 'Dvořák', 'Eriksen', 'Faye', 'García', 'Huber', 'Ito', 'Janssen'];
const subjects = [
  'Cannot sign in',
  'Invoice is wrong',
  'Export stops half way',
  'How do I invite people?',
  'Wheel arrived bent',
  '100% CPU since Monday',
];

export function accountRows(): readonly Row[] {
  return accounts.map((name, index) => ({
    id: index + 1,
    name,
    slug: name.toLowerCase().replaceAll(/[^a-z]+/gu, '-'),
    tier: index % 3 === 0 ? 'company' : 'team',
    settings: JSON.stringify({ locale: index % 2 === 0 ? 'en' : 'de', beta: index === 3 }),
    created_at: at(index * 1440),
  }));
}

/** Twenty people of each account; the first four of them answer tickets. */
export function personRows(): readonly Row[] {
  const dice = new Dice(7);
  return accounts.flatMap((_, account) =>
    Array.from({ length: 20 }, (_unused, place) => {
      const id = account * 20 + place + 1;
      const name = `${dice.of(firstNames)} ${dice.of(lastNames)}`;
      return {
        id,
        account_id: account + 1,
        email: `person${id}@account${account + 1}.example`,
        display_name: name,
        is_agent: place < 4,
        joined_on: at(dice.below(500_000)).slice(0, 10),
        avatar: place % 5 === 0 ? Uint8Array.from([137, 80, 78, 71, id, 0, 255]) : null,
      };
    }),
  );
}

export const ticketCount = 1500;

export function ticketRows(): readonly Row[] {
  const dice = new Dice(11);
  return Array.from({ length: ticketCount }, (_, index) => {
    const account = dice.below(accounts.length);
    const opened = dice.below(400_000);
    const status = dice.of(['open', 'waiting', 'solved', 'closed']);
    const isDone = status === 'solved' || status === 'closed';
    return {
      id: index + 1,
      account_id: account + 1,
      requester_id: account * 20 + 5 + dice.below(16),
      assignee_id: dice.below(5) === 0 ? null : account * 20 + 1 + dice.below(4),
      subject: dice.of(subjects),
      body: `It began at ${at(opened - 90)}.\nWhat I see: "${dice.of(subjects)}" — ${'and so on '.repeat(dice.below(6))}`,
      status,
      priority: 1 + dice.below(5),
      public_id: uuidOf(index + 1),
      opened_at: at(opened),
      closed_at: isDone ? at(opened + 30 + dice.below(20_000)) : null,
    };
  });
}

/** One to four messages a ticket, one after another: they are never all in memory. */
export function* messageRows(): Generator<Row> {
  const dice = new Dice(13);
  let id = 0;
  for (let ticket = 1; ticket <= ticketCount; ticket++) {
    const opened = dice.below(400_000);
    for (let count = dice.below(4); count >= 0; count--) {
      id += 1;
      yield {
        id,
        ticket_id: ticket,
        author_id: 1 + dice.below(accounts.length * 20),
        body: `${dice.of(['Thanks', 'Hello', "Don't worry", 'Done\\finished'])}, ${dice.of(firstNames)}: ${dice.of(subjects)}`,
        is_internal: dice.below(6) === 0,
        sent_at: at(opened + (4 - count) * 47),
      };
    }
  }
}
