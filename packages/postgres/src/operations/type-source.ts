import type { ColumnType } from '@aludel/core';
import { Expression, tableSource, typeSource as portableSource, type Argument } from '@aludel/core/dialect';

/** A column type of PostgreSQL alone as its builder makes it: `postgres.array(t.integer())`. */
export function typeSource(type: ColumnType): Expression | undefined {
  switch (type.kind) {
    case 'postgres.builtin':
      return builder(type.name === 'pg_lsn' ? 'pgLsn' : type.name);
    case 'postgres.bit':
      if (type.varying) return type.length === undefined ? builder('varbit') : builder('varbit', type.length);
      return type.length === undefined ? undefined : builder('bit', type.length);
    case 'postgres.interval':
      if (type.fields === undefined) return undefined;
      return type.precision === undefined
        ? builder('interval', type.fields)
        : builder('interval', type.fields, type.precision);
    case 'postgres.array':
      return builder('array', portableSource(type.element));
    case 'postgres.named':
      return builder('named', tableSource(type.name));
    default:
      return undefined;
  }
}

function builder(name: string, ...args: readonly Argument[]): Expression {
  return new Expression('postgres', '@aludel/postgres', [{ name, args }]);
}
