import type { Constraint, Table } from '@aludel/core';

/**
 * Where the times of a history are columns of the table, the server puts the end into every unique key that has neither: of
 * a row there are many over time. https://mariadb.com/docs/server/reference/sql-structure/temporal-tables/system-versioned-tables
 */
export function withRowEnds(constraints: readonly Constraint[], { options }: Table): readonly Constraint[] {
  const { systemVersioning, periods } = options?.mysql ?? {};
  const times = systemVersioning === true ? periods?.['SYSTEM_TIME'] : undefined;
  if (times === undefined) return constraints;
  const isTime = (name: string): boolean => times.some((time) => time.toLowerCase() === name.toLowerCase());
  return constraints.map((constraint) => {
    if (constraint.kind !== 'primaryKey' && constraint.kind !== 'unique') return constraint;
    if (constraint.columns.some(isTime)) return constraint;
    const { elements } = constraint.options?.mysql ?? {};
    return {
      ...constraint,
      columns: [...constraint.columns, times[1]],
      ...(elements === undefined
        ? {}
        : { options: { ...constraint.options, mysql: { ...constraint.options?.mysql, elements: [...elements, {}] } } }),
    };
  });
}
