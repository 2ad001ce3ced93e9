import type { Operation, Table } from '@aludel/core';
import { UnsupportedOperationError, type OptionsAroundColumns } from '@aludel/core/dialect';

type Periods = Readonly<Record<string, readonly [start: string, end: string]>>;

/**
 * Periods that go before their columns may be NULL again, and such as come before the keys in which they do not overlap.
 * https://mariadb.com/docs/server/reference/sql-structure/temporal-tables/application-time-periods
 */
export function periodChanges(from: Table, to: Table): OptionsAroundColumns {
  const [before, after] = [periodsOf(from), periodsOf(to)];
  assertHistoryStays(to, before, after);
  const differ = (name: string, one: Periods, other: Periods): boolean =>
    one[name]?.join('\0') !== other[name]?.join('\0');
  const gone = Object.keys(before).filter((name) => differ(name, before, after));
  const come = Object.entries(after).filter(([name]) => differ(name, before, after));
  const change = (entries: readonly (readonly [string, Periods[string] | null])[]): readonly Operation[] =>
    entries.length === 0
      ? []
      : [{ kind: 'mysql.alterTableOptions', table: to.name, to: { periods: Object.fromEntries(entries) } }];
  return { before: change(gone.map((name) => [name, null] as const)), after: change(come) };
}

function periodsOf({ options }: Table): Periods {
  return options?.mysql?.periods ?? {};
}

/** The columns of the history's period come and go with it, in the one statement that begins or ends the history. */
function assertHistoryStays(table: Table, { SYSTEM_TIME: before }: Periods, { SYSTEM_TIME: after }: Periods): void {
  if (before?.join('\0') === after?.join('\0')) return;
  const [verb, clauses] =
    after === undefined
      ? ['go', `DROP COLUMN ${before?.join(', DROP COLUMN ')}, DROP SYSTEM VERSIONING`]
      : [
          'come',
          `ADD COLUMN ${after[0]} TIMESTAMP(6) GENERATED ALWAYS AS ROW START, ADD COLUMN ${after[1]} TIMESTAMP(6) GENERATED ALWAYS AS ROW END, ADD PERIOD FOR SYSTEM_TIME (${after.join(', ')}), ADD SYSTEM VERSIONING`,
        ];
  throw new UnsupportedOperationError(
    'mysql',
    `PERIOD FOR SYSTEM_TIME on the table ${table.name.name}, which is there,`,
    `it can only ${verb} together with its columns and the history of all rows, which nobody should do without looking.`,
    `Write a migration by hand: op.execute('ALTER TABLE ${table.name.name} ${clauses}'), under SET system_versioning_alter_history = KEEP where there is a history.`,
  );
}
