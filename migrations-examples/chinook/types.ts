import { t } from '@aludel/core';

/*
 * The words that the real Chinook uses on SQLite, which keeps any word for a type; the portable types elsewhere. A project
 * of your own that begins with Aludel writes `t.string(120)`, and no more.
 */

export const nvarchar = (length: number) => t.string(length).on('sqlite', t.native(`NVARCHAR(${length})`));
export const money = () => t.decimal(10, 2).on('sqlite', t.native('NUMERIC(10,2)'));
export const datetime = () => t.timestamp().on('sqlite', t.native('DATETIME'));
