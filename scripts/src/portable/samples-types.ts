import { sql, t, type ColumnBuilder, type CoreColumnTypeKind } from '@aludel/core';

export interface ColumnSample {
  /** As it is written in a migration. */
  readonly source: string;
  readonly column: ColumnBuilder;
}

function sample(source: string, column: ColumnBuilder): ColumnSample {
  return { source, column };
}

/** At least one of every portable type: a new one that is forgotten here does not compile. */
export const typeSamples: { readonly [K in CoreColumnTypeKind]: readonly ColumnSample[] } = {
  smallint: [sample('t.smallint()', t.smallint())],
  integer: [sample('t.integer()', t.integer())],
  bigint: [sample('t.bigint()', t.bigint())],
  decimal: [sample('t.decimal()', t.decimal()), sample('t.decimal(10, 2)', t.decimal(10, 2))],
  real: [sample('t.real()', t.real())],
  double: [sample('t.double()', t.double())],
  string: [sample('t.string()', t.string()), sample('t.string(100)', t.string(100))],
  char: [sample('t.char(10)', t.char(10))],
  text: [sample('t.text()', t.text())],
  boolean: [sample('t.boolean()', t.boolean())],
  date: [sample('t.date()', t.date())],
  time: [
    sample('t.time()', t.time()),
    sample('t.time({ precision: 3 })', t.time({ precision: 3 })),
    sample('t.time({ withTimeZone: true })', t.time({ withTimeZone: true })),
  ],
  timestamp: [
    sample('t.timestamp()', t.timestamp()),
    sample('t.timestamp({ precision: 3 })', t.timestamp({ precision: 3 })),
    sample('t.timestamp({ withTimeZone: true })', t.timestamp({ withTimeZone: true })),
  ],
  interval: [sample('t.interval()', t.interval())],
  json: [sample('t.json()', t.json())],
  uuid: [sample('t.uuid()', t.uuid())],
  binary: [sample('t.binary()', t.binary()), sample('t.binary(16)', t.binary(16))],
  enum: [sample(`t.enum(['new', 'done'], 'state')`, t.enum(['new', 'done'], 'state'))],
  native: [sample(`t.native('WORDS')`, t.native('WORDS'))],
};

/** What a column can say beside its type. */
export const columnSamples: readonly ColumnSample[] = [
  sample('.notNull()', t.integer().notNull().default(0)),
  sample(`.default('a')`, t.string(20).default('a')),
  sample('.default(1.5)', t.decimal(4, 1).default(1.5)),
  sample('.default(true)', t.boolean().default(true)),
  sample('.default(sql`CURRENT_TIMESTAMP`)', t.timestamp().default(sql`CURRENT_TIMESTAMP`)),
  sample('.default(sql`1 + 1`)', t.integer().default(sql`1 + 1`)),
  sample(`t.text().default('a')`, t.text().default('a')),
  sample(`t.json().default('{}')`, t.json().default('{}')),
  sample('.identity()', t.integer().identity().primaryKey()),
  sample(`.identity({ generation: 'always' })`, t.integer().identity({ generation: 'always' }).primaryKey()),
  sample('.identity({ start: 1000 })', t.integer().identity({ start: 1000 }).primaryKey()),
  sample(`.generatedAs('other * 2')`, t.integer().generatedAs('other * 2')),
  sample(`.generatedAs('other * 2', { stored: true })`, t.integer().generatedAs('other * 2', { stored: true })),
  sample(`.comment('Why')`, t.integer().comment('Why')),
];
