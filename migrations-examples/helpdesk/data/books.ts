import type { Literal } from '@aludel/core';
import { at, Dice } from './numbers.js';

type Row = Readonly<Record<string, Literal>>;

/** Money as text, so that no digit is lost on its way into a decimal. */
export function money(cents: number): string {
  return `${Math.trunc(cents / 100)}.${String(Math.abs(cents % 100)).padStart(2, '0')}`;
}

export function invoiceRows(): readonly Row[] {
  return Array.from({ length: 72 }, (_, index) => ({
    id: index + 1,
    account_id: (index % 6) + 1,
    number: `2024-${String(index + 1).padStart(4, '0')}`,
    issued_on: at(Math.floor(index / 6) * 43_200).slice(0, 10),
    currency: index % 6 < 4 ? 'EUR' : 'USD',
  }));
}

export function invoiceItemRows(): readonly Row[] {
  const dice = new Dice(17);
  return invoiceRows().flatMap(({ id }) =>
    Array.from({ length: 1 + dice.below(4) }, (_, place) => ({
      invoice_id: id ?? null,
      position: place + 1,
      label: dice.of(['Seats', 'Extra storage', 'Phone line', 'Training (½ day)']),
      quantity: 1 + dice.below(25),
      unit_price: money(99 + dice.below(20_000)),
    })),
  );
}

export function articleRows(): readonly Row[] {
  const dice = new Dice(19);
  return Array.from({ length: 120 }, (_, index) => ({
    id: index + 1,
    author_id: 1 + dice.below(120),
    title: `${dice.of(['How to', 'Why you should', 'When not to'])} ${dice.of(['export', 'invite', 'archive', 'search'])} #${index + 1}`,
    body: 'A paragraph. '.repeat(1 + dice.below(40)),
    rating: money(100 + dice.below(401)),
    score: dice.below(64) / 8,
    is_public: dice.below(3) > 0,
  }));
}
