import { flag, listOf, optional, settingsOf, text, wholeNumber, type ParameterKinds } from '@aludel/core/connection';
import type { IntegerSettings, NumberSettings, SpatialSettings } from './type-builders.js';

const integer = {
  settings: settingsOf<IntegerSettings>(
    { unsigned: flag, zerofill: flag, width: wholeNumber('10') },
    '{ unsigned: true }',
  ),
};
const number = {
  precision: optional(wholeNumber('10')),
  scale: optional(wholeNumber('2')),
  settings: settingsOf<NumberSettings>({ unsigned: flag, zerofill: flag }, '{ unsigned: true }'),
};
const time = { precision: optional(wholeNumber('3')) };
const spatial = { settings: settingsOf<SpatialSettings>({ srid: wholeNumber('4326') }, '{ srid: 4326 }') };
const bytes = { length: { ...wholeNumber('16'), expected: 'a length, as a whole number,' } };
const words = { values: listOf(text, 'a list of words', "['new', 'paid']") };

/** What the builders of column types take. */
export const typeSignatures = {
  tinyint: integer,
  smallint: integer,
  mediumint: integer,
  int: integer,
  bigint: integer,
  decimal: number,
  float: number,
  double: number,
  binary: bytes,
  varbinary: bytes,
  bit: { length: optional(wholeNumber('8')) },
  datetime: time,
  timestamp: time,
  enum: words,
  set: words,
  geometry: spatial,
  point: spatial,
  linestring: spatial,
  polygon: spatial,
  multipoint: spatial,
  multilinestring: spatial,
  multipolygon: spatial,
  geometrycollection: spatial,
  vector: { length: { ...wholeNumber('768'), expected: 'how many numbers it has' } },
} satisfies Readonly<Record<string, ParameterKinds>>;
