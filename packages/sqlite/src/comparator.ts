import type {
  Column,
  Constraint,
  DefaultValue,
  Index,
  IndexElement,
  Operation,
  SchemaObject,
  Table,
  TableName,
} from '@aludel/core';
import type { ColumnChange, Comparator } from '@aludel/core/dialect';
import type { SqliteColumnOptions, SqliteConstraintOptions } from './augment.js';
import { sameType } from './column-types.js';
import { SqliteDialect } from './dialect.js';
import { canonicalExpression, sameExpression } from './parse/expression.js';
import { folded } from './parse/tokens.js';

/**
 * What is the same for SQLite though it is spelled otherwise: names without regard to case, SQL text without regard to
 * case, space, comments, quotes and outer parentheses. Stored definitions are never compared.
 */
export class SqliteComparator implements Comparator {
  readonly #dialect = new SqliteDialect();

  columnChange(from: Column, to: Column): ColumnChange | undefined {
    const change: ColumnChange = {
      ...(sameType(from.type, to.type) ? {} : { type: to.type }),
      ...(from.nullable === to.nullable ? {} : { nullable: to.nullable }),
      ...(this.#defaultText(from.default) === this.#defaultText(to.default) ? {} : { default: to.default ?? null }),
      ...((from.identity === undefined) === (to.identity === undefined) ? {} : { identity: to.identity ?? null }),
      ...(sameName(from.collation, to.collation) ? {} : { collation: to.collation ?? null }),
      ...(sameGenerated(from, to) ? {} : { generated: to.generated ?? null }),
      ...(sameColumnOptions(from.options?.sqlite, to.options?.sqlite)
        ? {}
        : { options: { sqlite: to.options?.sqlite ?? {} } }),
    };
    return Object.keys(change).length === 0 ? undefined : change;
  }

  sameIndex(from: Index, to: Index): boolean {
    return (
      from.unique === to.unique &&
      sameText(from.where, to.where) &&
      from.columns.length === to.columns.length &&
      from.columns.every((element, index) => sameElement(element, to.columns[index]))
    );
  }

  sameConstraint(from: Constraint, to: Constraint): boolean {
    if (from.name !== undefined && to.name !== undefined && from.name !== to.name) return false;
    if (!sameOptions(from.options?.sqlite, to.options?.sqlite)) return false;
    if (from.kind === 'check') return to.kind === 'check' && sameExpression(from.expression, to.expression);
    if (to.kind !== from.kind || !sameNames(from.columns, to.columns)) return false;
    if (from.kind !== 'foreignKey' || to.kind !== 'foreignKey') return true;
    return (
      sameTableName(from.references.table, to.references.table) &&
      sameNames(from.references.columns, to.references.columns) &&
      from.onDelete === to.onDelete &&
      from.onUpdate === to.onUpdate &&
      from.deferrable === to.deferrable
    );
  }

  sameObject(from: SchemaObject, to: SchemaObject): boolean {
    if (from.kind === 'view' && to.kind === 'view') {
      return sameExpression(from.definition, to.definition) && sameNames(from.columns ?? [], to.columns ?? []);
    }
    if (from.kind === 'sqlite.trigger' && to.kind === 'sqlite.trigger') {
      return sameTableName(from.table, to.table) && sameExpression(from.definition, to.definition);
    }
    if (from.kind === 'sqlite.virtualTable' && to.kind === 'sqlite.virtualTable') {
      return sameExpression(from.definition, to.definition);
    }
    return false;
  }

  tableOptionsChange(from: Table, to: Table): readonly Operation[] {
    const [former, wanted] = [from.options?.sqlite ?? {}, to.options?.sqlite ?? {}];
    const [strict, withoutRowid] = [wanted.strict === true, wanted.withoutRowid === true];
    const changes = {
      ...((former.strict === true) === strict ? {} : { strict }),
      ...((former.withoutRowid === true) === withoutRowid ? {} : { withoutRowid }),
    };
    return Object.keys(changes).length === 0 ? [] : [{ kind: 'sqlite.alterTableOptions', table: to.name, to: changes }];
  }

  #defaultText(value: DefaultValue | undefined): string {
    if (value === undefined) return 'NULL';
    return value.kind === 'literal' ? this.#dialect.literal(value.value) : `sql ${canonicalExpression(value.sql)}`;
  }
}

function sameElement(from: IndexElement, to: IndexElement | undefined): boolean {
  if (to === undefined || from.order !== to.order || from.nulls !== to.nulls) return false;
  if (!sameName(from.collation, to.collation)) return false;
  if ('column' in from) return 'column' in to && sameName(from.column, to.column);
  return 'expression' in to && sameExpression(from.expression, to.expression);
}

function sameGenerated({ generated: from }: Column, { generated: to }: Column): boolean {
  if (from === undefined || to === undefined) return from === to;
  return from.stored === to.stored && sameExpression(from.expression, to.expression);
}

function sameColumnOptions(from: SqliteColumnOptions = {}, to: SqliteColumnOptions = {}): boolean {
  return from.onConflict === to.onConflict && from.notNullName === to.notNullName;
}

/** MATCH is ignored by SQLite, and so it is here. */
function sameOptions(from: SqliteConstraintOptions = {}, to: SqliteConstraintOptions = {}): boolean {
  const count = Math.max(from.elements?.length ?? 0, to.elements?.length ?? 0);
  return (
    from.onConflict === to.onConflict &&
    Array.from({ length: count }, (_, index) => index).every((index) => {
      const [a, b] = [from.elements?.[index], to.elements?.[index]];
      return a?.order === b?.order && sameName(a?.collation, b?.collation);
    })
  );
}

function sameText(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined ? from === to : sameExpression(from, to);
}

function sameName(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined ? from === to : folded(from) === folded(to);
}

function sameNames(from: readonly string[], to: readonly string[]): boolean {
  return from.length === to.length && from.every((name, index) => sameName(name, to[index]));
}

function sameTableName(from: TableName, to: TableName): boolean {
  return sameName(from.name, to.name) && sameName(from.schema, to.schema);
}
