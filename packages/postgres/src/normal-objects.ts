import type { SchemaObject, TableName } from '@aludel/core';
import type { PostgresSequence } from './augment.js';
import { normalDefault } from './normal-columns.js';
import { normalIndex, normalStorage, presentOf, withoutFalse, type TableContext } from './normal-parts.js';
import { normalType, serverType, type FindEnum } from './normal-types.js';
import { bareQuery } from './parse/bare-query.js';
import { canonicalExpression } from './parse/canonical-expression.js';
import type { TypeOfName } from './parse/simplify.js';

export interface ObjectContext {
  readonly normalName: (name: TableName) => TableName;
  readonly findEnum: FindEnum;
  /** The types of a table's columns. */
  readonly typesOf: (table: TableName) => TypeOfName;
}

/** An object as the inspector would report it; nothing where it is another database's, or always there. */
export function normalObject(object: SchemaObject, context: ObjectContext): SchemaObject | undefined {
  const { normalName } = context;
  const name = normalName(object.name);
  switch (object.kind) {
    case 'view': {
      const { options, ...view } = object;
      const { comment, ...rest } = options?.postgres ?? {};
      const kept = presentOf({ ...withoutFalse(rest), ...commentOf(comment) });
      return {
        ...view,
        name,
        definition: bareQuery(view.definition),
        ...(kept === undefined ? {} : { options: { postgres: kept } }),
      };
    }
    case 'postgres.schema':
      return name.name === 'public' ? undefined : withComment(object);
    case 'postgres.extension': {
      const { schema, ...extension } = object;
      const place = schema === undefined ? undefined : normalName({ schema, name: '' }).schema;
      return withComment({ ...extension, ...(place === undefined ? {} : { schema: place }) });
    }
    case 'postgres.enum': {
      const { usedBy: _, ...type } = object;
      return withComment({ ...type, name });
    }
    case 'postgres.domain': {
      const type = normalType(object.type, { table: name, column: '' }, context.findEnum, normalName);
      const value = normalDefault(object.default, type);
      const typeOf: TypeOfName = (word) => (word === 'value' ? serverType(type) : undefined);
      const { default: _, collation, ...domain } = object;
      return withComment({
        ...domain,
        name,
        type,
        ...(value === undefined ? {} : { default: value }),
        ...(collation === undefined || collation === 'default' ? {} : { collation }),
        checks: object.checks.map(({ notValid, ...check }) => ({
          ...check,
          expression: canonicalExpression(check.expression, typeOf),
          ...(notValid === true ? { notValid } : {}),
        })),
      });
    }
    case 'postgres.composite':
      return withComment({
        ...object,
        name,
        attributes: object.attributes.map(({ type, collation, ...attribute }) => ({
          ...attribute,
          type: normalType(type, { table: name, column: attribute.name }, context.findEnum, normalName),
          ...(collation === undefined || collation === 'default' ? {} : { collation }),
        })),
      });
    case 'postgres.sequence':
      return withComment(normalSequence(object, name, normalName));
    case 'postgres.materializedView': {
      const { withoutData: _, storage, accessMethod, ...view } = object;
      return withComment({
        ...view,
        name,
        definition: bareQuery(view.definition),
        indexes: view.indexes.map((index) => normalIndex(index, contextWithoutColumns(normalName))),
        ...normalStorage(storage),
        ...(accessMethod === undefined || accessMethod === 'heap' ? {} : { accessMethod }),
      });
    }
    case 'postgres.policy': {
      const table = normalName(object.table);
      const typeOf = context.typesOf(table);
      const { restrictive, roles, using, withCheck, ...policy } = object;
      const named = roles?.filter((role) => role.toLowerCase() !== 'public') ?? [];
      return withComment({
        ...policy,
        name: { ...table, name: object.name.name },
        table,
        ...(restrictive === true ? { restrictive } : {}),
        // With PUBLIC among them, the others say nothing.
        ...(named.length === 0 || named.length !== roles?.length ? {} : { roles: named.toSorted() }),
        ...(using === undefined ? {} : { using: canonicalExpression(using, typeOf) }),
        ...(withCheck === undefined ? {} : { withCheck: canonicalExpression(withCheck, typeOf) }),
      });
    }
    case 'postgres.trigger': {
      const table = normalName(object.table);
      return withComment({ ...object, name: { ...table, name: object.name.name }, table });
    }
    case 'postgres.function':
    case 'postgres.definition':
      return withComment({ ...object, name });
    default:
      return undefined;
  }
}

function normalSequence(
  sequence: PostgresSequence,
  name: TableName,
  normalName: (name: TableName) => TableName,
): PostgresSequence {
  const { start, increment, minValue, maxValue, cache, cycle, ownedBy, ...rest } = sequence;
  const step = increment ?? 1n;
  const most = 2n ** (rest.type === 'smallint' ? 15n : rest.type === 'integer' ? 31n : 63n);
  const [least, last] = step > 0n ? [1n, most - 1n] : [-most, -1n];
  const [low, high] = [minValue ?? least, maxValue ?? last];
  return {
    ...rest,
    name,
    ...(start === undefined || start === (step > 0n ? low : high) ? {} : { start }),
    ...(step === 1n ? {} : { increment: step }),
    ...(low === least ? {} : { minValue: low }),
    ...(high === last ? {} : { maxValue: high }),
    ...(cache === undefined || cache === 1n ? {} : { cache }),
    ...(cycle === true ? { cycle } : {}),
    ...(ownedBy === undefined ? {} : { ownedBy: { table: normalName(ownedBy.table), column: ownedBy.column } }),
  };
}

function contextWithoutColumns(normalName: (name: TableName) => TableName): TableContext {
  return { columns: new Map(), typeOf: () => undefined, normalName, primaryKeyOf: () => undefined };
}

function commentOf(comment: string | undefined): { readonly comment?: string } {
  return comment === undefined || comment === '' ? {} : { comment };
}

/** An empty comment is none. */
function withComment<T extends { readonly comment?: string }>(object: T): T {
  if (object.comment !== '') return object;
  const { comment: _, ...rest } = object;
  return rest as T;
}
