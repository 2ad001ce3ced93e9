import type { ColumnType } from '@aludel/core';
import { Expression, type Argument, type DialectSource } from '@aludel/core/dialect';

/** A column type of MySQL or MariaDB alone as its builder makes it: `mysql.int({ unsigned: true })`. */
function columnType(type: ColumnType): Expression | undefined {
  switch (type.kind) {
    case 'mysql.integer': {
      const { kind: _, size, ...settings } = type;
      return builder(size, settings);
    }
    case 'mysql.number': {
      const { kind: _, name, precision, scale, ...settings } = type;
      if (precision === undefined && Object.keys(settings).length > 0) return undefined;
      if (scale === undefined && Object.keys(settings).length > 0) return undefined;
      return builder(name, precision, scale, settings);
    }
    case 'mysql.text':
      return builder(type.size);
    case 'mysql.binary':
      return type.length === undefined ? builder(type.name) : builder(type.name, type.length);
    case 'mysql.bit':
      return type.length === 1 ? builder('bit') : builder('bit', type.length);
    case 'mysql.year':
      return builder('year');
    case 'mysql.datetime':
      return builder(type.name, type.precision);
    case 'mysql.set':
      return builder('set', type.values);
    case 'mysql.spatial': {
      const { kind: _, name, ...settings } = type;
      return builder(name, settings);
    }
    default:
      return undefined;
  }
}

function builder(name: string, ...args: readonly (Argument | undefined)[]): Expression {
  const given = args.filter((argument) => argument !== undefined && !isEmptyRecord(argument));
  return new Expression('mysql', '@aludel/mysql', [{ name, args: given.map((argument) => argument ?? null) }]);
}

function isEmptyRecord(argument: Argument): boolean {
  return typeof argument === 'object' && argument !== null && Object.keys(argument).length === 0;
}

/** How column types of these servers alone are written. */
export const mysqlSource: DialectSource = { columnType };
