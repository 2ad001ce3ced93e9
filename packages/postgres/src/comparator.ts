import type {
  Column,
  ColumnType,
  Constraint,
  DefaultValue,
  Generated,
  Identity,
  Index,
  IndexElement,
  SchemaObject,
  Table,
  TableName,
} from '@aludel/core';
import type { ColumnChange, Comparator, Operation } from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';
import type { PostgresDomain, PostgresExtension, PostgresExclusion } from './augment.js';
import { PostgresDialect } from './dialect.js';
import { assertSameDescent } from './descent.js';
import { sameBound } from './parse/same-bound.js';
import { sameExpression, sameTokens } from './parse/same-expression.js';
import { sameQuery } from './parse/same-query.js';

const dialect = new PostgresDialect();

const changeable = ['unlogged', 'storage', 'tablespace', 'accessMethod', 'clusterOn', 'replicaIdentity'] as const;

/**
 * What is the same for PostgreSQL though it is written otherwise: expressions and queries that the server has rewritten.
 * How it rewrites one exactly, the server alone can tell, given both; this here is what can be told without.
 */
export class PostgresComparator implements Comparator {
  columnChange(from: Column, to: Column): ColumnChange | undefined {
    const change: ColumnChange = {
      ...(sameType(from.type, to.type) ? {} : { type: to.type }),
      ...(from.nullable === to.nullable ? {} : { nullable: to.nullable }),
      ...(sameDefault(from.default, to.default, to.type) ? {} : { default: to.default ?? null }),
      ...(sameIdentity(from.identity, to.identity) ? {} : { identity: to.identity ?? null }),
      ...(from.collation === to.collation ? {} : { collation: to.collation ?? null }),
      ...(sameGenerated(from.generated, to.generated) ? {} : { generated: to.generated ?? null }),
      ...(from.comment === to.comment ? {} : { comment: to.comment ?? null }),
      ...(isDeepStrictEqual(columnOptions(from), columnOptions(to))
        ? {}
        : { options: { postgres: to.options?.postgres ?? null } }),
    };
    return Object.keys(change).length === 0 ? undefined : change;
  }

  tableOptionsChange(from: Table, to: Table): readonly Operation[] {
    assertSameDescent(from, to);
    const [before, after] = [from.options?.postgres ?? {}, to.options?.postgres ?? {}];
    const lost = this.#lostMarks(from, to);
    const changed = changeable.filter((key) => lost.has(key) || !isDeepStrictEqual(before[key], after[key]));
    const security = after.rowLevelSecurity ?? 'disabled';
    const [bound, wanted] = [before.partitionOf?.bound, after.partitionOf?.bound];
    return [
      ...(bound === undefined || wanted === undefined || sameBound(bound, wanted)
        ? []
        : [{ kind: 'postgres.alterPartitions', partitions: [{ table: to.name, bound: wanted }] } as const]),
      ...(changed.length === 0
        ? []
        : [
            {
              kind: 'postgres.alterTableOptions',
              table: to.name,
              to: Object.fromEntries(changed.map((key) => [key, after[key] ?? null])),
            } as const,
          ]),
      ...(security === (before.rowLevelSecurity ?? 'disabled')
        ? []
        : [{ kind: 'postgres.setRowLevelSecurity', table: to.name, to: security } as const]),
    ];
  }

  /** What is said of an index that is dropped and made anew has to be said again. */
  #lostMarks(from: Table, to: Table): ReadonlySet<string> {
    const isAnew = (name: string | undefined): boolean => {
      const [index, other] = [from, to].map(({ indexes }) => indexes.find((one) => one.name === name));
      const [part, otherPart] = [from, to].map(({ constraints }) => constraints.find((one) => one.name === name));
      return (
        (index !== undefined && other !== undefined && !this.sameIndex(index, other)) ||
        (part !== undefined && otherPart !== undefined && !this.sameConstraint(part, otherPart))
      );
    };
    const { clusterOn, replicaIdentity } = to.options?.postgres ?? {};
    const logged = typeof replicaIdentity === 'object' ? replicaIdentity.index : undefined;
    return new Set([
      ...(clusterOn !== undefined && isAnew(clusterOn) ? ['clusterOn'] : []),
      ...(logged !== undefined && isAnew(logged) ? ['replicaIdentity'] : []),
    ]);
  }

  sameIndex(from: Index, to: Index): boolean {
    return (
      from.unique === to.unique &&
      sameText(from.where, to.where) &&
      sameElements(from.columns, to.columns) &&
      isDeepStrictEqual(from.options?.postgres ?? {}, to.options?.postgres ?? {})
    );
  }

  sameConstraint(from: Constraint, to: Constraint): boolean {
    if (from.name !== undefined && to.name !== undefined && from.name !== to.name) return false;
    if (!isDeepStrictEqual(from.options?.postgres ?? {}, to.options?.postgres ?? {})) return false;
    if (from.kind === 'check') return to.kind === 'check' && sameExpression(from.expression, to.expression);
    if (from.kind === 'postgres.exclude') return to.kind === 'postgres.exclude' && sameExclusion(from, to);
    const [{ name: _, options: __, ...before }, { name: ___, options: ____, ...after }] = [from, to];
    return isDeepStrictEqual(before, after);
  }

  sameObject(from: SchemaObject, to: SchemaObject): boolean {
    switch (from.kind) {
      case 'view':
        return to.kind === 'view' && sameBut(from, to, ['definition', 'columns']) && sameQuery(from, to);
      case 'postgres.materializedView':
        return (
          to.kind === from.kind &&
          sameBut(from, to, ['definition', 'columns', 'indexes']) &&
          sameQuery(from, to) &&
          sameIndexes(from.indexes, to.indexes, this)
        );
      case 'postgres.extension':
        return to.kind === from.kind && sameExtension(from, to);
      case 'postgres.enum':
        return to.kind === from.kind && sameBut(from, to, ['usedBy']);
      case 'postgres.domain':
        return to.kind === from.kind && sameDomain(from, to);
      case 'postgres.policy':
        return (
          to.kind === from.kind &&
          sameBut(from, to, ['using', 'withCheck']) &&
          sameText(from.using, to.using) &&
          sameText(from.withCheck, to.withCheck)
        );
      case 'postgres.trigger':
        return (
          to.kind === from.kind && sameBut(from, to, ['definition']) && sameTrigger(from.definition, to.definition)
        );
      case 'postgres.function':
        return to.kind === from.kind && sameBut(from, to, ['definition']) && sameTokens(from.definition, to.definition);
      default:
        return isDeepStrictEqual(from, to);
    }
  }
}

/** Without how the column came to be, and what not every server knows. */
function columnOptions({ options }: Column): object {
  const { inherited: _, notNullName: __, ...rest } = options?.postgres ?? {};
  return rest;
}

/** Where nobody has named the sequence, it keeps the name that it got when the table or the column was called otherwise. */
function sameIdentity(from: Identity | undefined, to: Identity | undefined): boolean {
  if (from === undefined || to === undefined || to.options?.postgres?.sequence !== undefined) {
    return isDeepStrictEqual(from, to);
  }
  return isDeepStrictEqual(withoutSequence(from), withoutSequence(to));
}

function withoutSequence({ options, ...identity }: Identity): unknown {
  const { sequence: _, ...rest } = options?.postgres ?? {};
  return [identity, rest];
}

function isCalled({ name, schema }: TableName, other: string | undefined): boolean {
  return schema === undefined && name === other;
}

/** The values of an enum are its type's; without one, it is called by its name. */
function sameType(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === 'enum' && to.kind === 'postgres.named') return isCalled(to.name, from.name);
  if (from.kind === 'postgres.named' && to.kind === 'enum') return isCalled(from.name, to.name);
  if (from.kind === 'enum' && to.kind === 'enum') return from.name === to.name;
  if (from.kind === 'postgres.array' && to.kind === 'postgres.array') return sameType(from.element, to.element);
  return isDeepStrictEqual(from, to);
}

function sameDefault(before: DefaultValue | undefined, after: DefaultValue | undefined, type: ColumnType): boolean {
  const [from, to] = [unlessNull(before), unlessNull(after)];
  if (from === undefined || to === undefined) return from === to;
  if (isNumber(type) && from.kind === 'literal' && to.kind === 'literal')
    return String(from.value) === String(to.value);
  if (constantOf(from) !== undefined && constantOf(from) === constantOf(to)) return true;
  if (isDeepStrictEqual(from, to)) return true;
  if (type.kind === 'json' && from.kind === 'literal' && to.kind === 'literal') return sameJson(from.value, to.value);
  return sameExpression(textOf(from), textOf(to));
}

function unlessNull(value: DefaultValue | undefined): DefaultValue | undefined {
  return value?.kind === 'sql' && /^null(?:::|$)/iu.test(value.sql) ? undefined : value;
}

/** A text, whatever type it was given as. */
function constantOf(value: DefaultValue): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? dialect.literal(value.value) : undefined;
  return /^('(?:[^']|'')*')::[\w ]+$/u.exec(value.sql)?.[1];
}

function isNumber({ kind }: ColumnType): boolean {
  return ['smallint', 'integer', 'bigint', 'decimal', 'real', 'double'].includes(kind);
}

function textOf(value: DefaultValue): string {
  return value.kind === 'sql' ? value.sql : dialect.literal(value.value);
}

function sameJson(from: unknown, to: unknown): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return from === to;
  try {
    return isDeepStrictEqual(JSON.parse(from), JSON.parse(to));
  } catch {
    return false;
  }
}

function sameGenerated(from: Generated | undefined, to: Generated | undefined): boolean {
  if (from === undefined || to === undefined) return from === to;
  return from.stored === to.stored && sameExpression(from.expression, to.expression);
}

function sameElements(from: readonly IndexElement[], to: readonly IndexElement[]): boolean {
  return from.length === to.length && from.every((element, at) => sameElement(element, to[at]));
}

function sameElement(from: IndexElement, to: IndexElement | undefined): boolean {
  if (to === undefined || !sameBut(from, to, ['expression'])) return false;
  return 'expression' in from ? 'expression' in to && sameExpression(from.expression, to.expression) : true;
}

function sameExclusion(from: PostgresExclusion, to: PostgresExclusion): boolean {
  return (
    from.method === to.method &&
    from.deferrable === to.deferrable &&
    sameText(from.where, to.where) &&
    sameElements(from.elements, to.elements)
  );
}

function sameText(from: string | undefined, to: string | undefined): boolean {
  return from === undefined || to === undefined ? from === to : sameExpression(from, to);
}

function sameIndexes(from: readonly Index[], to: readonly Index[], comparator: PostgresComparator): boolean {
  const others = new Map(to.map((index) => [index.name, index]));
  return (
    from.length === to.length &&
    from.every((index) => {
      const other = others.get(index.name);
      return other !== undefined && comparator.sameIndex(index, other);
    })
  );
}

/** A version or schema that only one of them says is what the server has chosen. */
function sameExtension(from: PostgresExtension, to: PostgresExtension): boolean {
  const agree = (a: string | undefined, b: string | undefined): boolean =>
    a === undefined || b === undefined || a === b;
  return agree(from.version, to.version) && agree(from.schema, to.schema) && agree(from.comment, to.comment);
}

function sameDomain(from: PostgresDomain, to: PostgresDomain): boolean {
  const checks = [...to.checks];
  return (
    sameBut(from, to, ['type', 'default', 'checks']) &&
    sameType(from.type, to.type) &&
    sameDefault(from.default, to.default, to.type) &&
    from.checks.length === to.checks.length &&
    from.checks.every((check) => {
      const at = checks.findIndex(
        (other) =>
          (check.name === undefined || other.name === undefined || check.name === other.name) &&
          (check.notValid ?? false) === (other.notValid ?? false) &&
          sameExpression(check.expression, other.expression),
      );
      if (at !== -1) checks.splice(at, 1);
      return at !== -1;
    })
  );
}

/** The server writes FUNCTION for PROCEDURE, each event in its own order, and no parentheses that need not be. */
function sameTrigger(from: string, to: string): boolean {
  const usual = (text: string): string =>
    text
      .replace(/\bexecute\s+procedure\b/iu, 'EXECUTE FUNCTION')
      .replace(/^\s*create\s+or\s+replace\b/iu, 'CREATE')
      .replaceAll(/[();]/gu, ' ');
  return sameTokens(usual(from), usual(to));
}

/** Whether two records are the same but for some keys. */
function sameBut<T extends object>(from: T, to: T, keys: readonly string[]): boolean {
  const rest = (record: T): unknown =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
  return isDeepStrictEqual(rest(from), rest(to));
}
