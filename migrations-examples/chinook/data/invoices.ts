import type { Literal } from '@aludel/core';

type Row = Readonly<Record<string, Literal>>;

/** Each invoice: who buys, when, and which tracks. */
const invoices: readonly (readonly [customer: number, date: string, tracks: readonly number[]])[] = [
  [1, '2024-01-03', [1, 2]],
  [2, '2024-01-19', [7]],
  [3, '2024-02-07', [22, 23, 24]],
  [4, '2024-02-28', [37, 38, 39]],
  [5, '2024-03-15', [10, 14]],
  [6, '2024-03-30', [25]],
  [1, '2024-04-11', [3, 34]],
  [7, '2024-05-02', [43, 44, 45, 46]],
  [8, '2024-05-20', [16]],
  [9, '2024-06-08', [22, 40]],
  [10, '2024-07-04', [28, 31]],
  [11, '2024-08-16', [19, 20, 21]],
  [12, '2024-09-09', [48]],
  [2, '2024-10-31', [8, 9]],
  [7, '2024-11-11', [1, 47]],
  [3, '2024-12-24', [26, 27]],
];

/** Without billing addresses: those are the customers' own. */
export function invoiceRows(): readonly Row[] {
  return invoices.map(([CustomerId, date], index) => ({
    InvoiceId: index + 1,
    CustomerId,
    InvoiceDate: `${date} 00:00:00`,
  }));
}

/** Without prices: those are the tracks' own. */
export function invoiceLineRows(): readonly Row[] {
  return invoices
    .flatMap(([, , tracks], index) => tracks.map((TrackId) => ({ InvoiceId: index + 1, TrackId })))
    .map((line, index) => ({ InvoiceLineId: index + 1, ...line, UnitPrice: 0, Quantity: index % 9 === 8 ? 2 : 1 }));
}
