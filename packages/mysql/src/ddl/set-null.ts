import type { Table } from '@aludel/core';
import { unsupported } from './writing.js';

/**
 * What ON DELETE or ON UPDATE would set to NULL must be able to be. MySQL says so when the statement runs, MariaDB that the
 * key is "incorrectly formed"; engines other than InnoDB pass foreign keys over.
 * https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html#foreign-key-restrictions
 */
export function assertNullable({ name: table, columns, constraints, options }: Table): void {
  if (!/^innodb$/iu.test(options?.mysql?.engine ?? 'InnoDB')) return;
  const notNull = new Set([
    ...columns.flatMap(({ name, nullable, identity }) => (nullable && identity === undefined ? [] : [folded(name)])),
    ...constraints.flatMap((one) => (one.kind === 'primaryKey' ? one.columns.map(folded) : [])),
  ]);
  for (const key of constraints) {
    if (key.kind !== 'foreignKey') continue;
    const events = [
      ...(key.onDelete === 'set null' ? ['ON DELETE'] : []),
      ...(key.onUpdate === 'set null' ? ['ON UPDATE'] : []),
    ];
    const column = key.columns.find((one) => notNull.has(folded(one)));
    if (events.length === 0 || column === undefined) continue;
    throw unsupported(
      `${events.join(' and ')} SET NULL of ${key.name === undefined ? 'a foreign key' : `the foreign key ${key.name}`} on ${table.name}`,
      `its column ${column} is NOT NULL.`,
      'Leave out notNull() (columns of a primary key are never NULL), or use CASCADE, or no action.',
    );
  }
}

function folded(name: string): string {
  return name.toLowerCase();
}
