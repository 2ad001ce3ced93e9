import type { Literal, TableName } from '@aludel/core';
import { MysqlDialect } from './dialect.js';
import type { FlavourKind } from './flavour.js';
import { momentText } from './moment.js';
import { valueText } from './sql-text.js';

const dialect = new MysqlDialect();

/** Measured: smaller statements cost round trips, and for larger ones servers take longer again. */
const bestSize = 128 * 1024;

/** INSERT statements for many rows, each as long as is fast, and shorter than the server takes. */
export function* insertTexts(
  table: TableName,
  columns: readonly string[],
  rows: Iterable<readonly Literal[]>,
  maxPacket: number,
  /** Which columns hold moments, whose offset is said in the server's own way. */
  moments: ReadonlySet<string> = new Set(),
  flavour: FlavourKind = 'mysql',
): Generator<string> {
  const start = `INSERT INTO ${dialect.tableName(table)} (${columns.map((column) => dialect.identifier(column)).join(', ')}) VALUES `;
  // A letter has up to three bytes for each of its units.
  const most = Math.min(bestSize, Math.floor((maxPacket - 1024) / 3));
  let text = '';
  for (const row of rows) {
    let values = '(';
    for (let place = 0; place < row.length; place++) {
      const moment =
        moments.size > 0 && moments.has(columns[place] ?? '') ? momentText(row[place], flavour) : undefined;
      const value = moment ?? valueText(row[place], place);
      values += place === 0 ? value : `,${value}`;
    }
    values += ')';
    if (text !== '' && text.length + values.length + start.length > most) {
      yield start + text;
      text = '';
    }
    text += text === '' ? values : `,${values}`;
  }
  if (text !== '') yield start + text;
}
