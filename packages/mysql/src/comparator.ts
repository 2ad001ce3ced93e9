import type {
  Column,
  ColumnType,
  Constraint,
  DefaultValue,
  Generated,
  Index,
  IndexElement,
  Operation,
  SchemaObject,
  Table,
  View,
} from '@aludel/core';
import type { ColumnChange, Comparator, OptionsAroundColumns, TablesAround } from '@aludel/core/dialect';
import { isDeepStrictEqual } from 'node:util';
import type { MysqlConstraintOptions, MysqlTriggerOrder } from './augment.js';
import { collationChange } from './collation-change.js';
import { tokenize, unquotedName } from './expression/tokens.js';
import { withoutParentheses } from './inspect/default-value.js';
import { displacedIndexes } from './foreign-key-index.js';
import type { ServerFacts } from './inspect/facts.js';
import { sameNames } from './normal-view.js';
import { comparableQuery } from './same-query.js';
import { withoutCharsets } from './same-text.js';
import { isOfStorage, isOtherEngine, storageComesFirst, tableOptionsChange } from './table-options-change.js';
import { periodChanges } from './table-periods.js';

/**
 * What is the same for the server though it is spelled otherwise: widths that numbers are shown with, names without regard
 * to case, texts of views and routines without regard to space, quotes, needless parentheses and the case of words.
 */
export class MysqlComparator implements Comparator {
  constructor(readonly facts?: ServerFacts) {}

  columnChange(from: Column, to: Column, tables?: TablesAround): ColumnChange | undefined {
    const change: ColumnChange = {
      ...(same(withoutWidth(from.type), withoutWidth(to.type)) ? {} : { type: to.type }),
      ...(from.nullable === to.nullable ? {} : { nullable: to.nullable }),
      ...(this.#sameDefault(from, to) ? {} : { default: to.default ?? null }),
      ...((from.identity === undefined) === (to.identity === undefined) ? {} : { identity: to.identity ?? null }),
      ...collationChange(from, to, tables, this.facts),
      ...((from.comment ?? '') === (to.comment ?? '') ? {} : { comment: to.comment ?? null }),
      ...(same(plainGenerated(from), plainGenerated(to)) ? {} : { generated: to.generated ?? null }),
      ...(same(from.options?.mysql ?? {}, to.options?.mysql ?? {})
        ? {}
        : { options: { mysql: to.options?.mysql ?? null } }),
    };
    return Object.keys(change).length === 0 ? undefined : change;
  }

  comesFirst(change: Operation, from: Table, to: Table): boolean {
    return this.facts !== undefined && storageComesFirst(from, to, this.facts) && isOfStorage(change);
  }

  /** An engine that has no foreign keys takes them without a word, and forgets them. */
  keysStayAway(from: Table, to: Table): boolean {
    return this.facts !== undefined && isOtherEngine(from, to, this.facts);
  }

  optionsAroundColumns(from: Table, to: Table): OptionsAroundColumns {
    return periodChanges(from, to);
  }

  tableOptionsChange(from: Table, to: Table): readonly Operation[] {
    // Here is the place behind all that is made of the table, when these have gone.
    const kept = displacedIndexes(from, to).map((index): Operation => ({
      kind: 'createIndex',
      table: to.name,
      index,
      ifNotExists: true,
    }));
    return [...kept, ...(this.facts === undefined ? [] : tableOptionsChange(from, to, this.facts))];
  }

  sameIndex(from: Index, to: Index): boolean {
    return (
      from.unique === to.unique &&
      from.where === to.where &&
      same(withoutUsual(from.options?.mysql), withoutUsual(to.options?.mysql)) &&
      same(from.columns.map(plainElement), to.columns.map(plainElement))
    );
  }

  sameConstraint(from: Constraint, to: Constraint): boolean {
    if (from.name !== undefined && to.name !== undefined && from.name.toLowerCase() !== to.name.toLowerCase())
      return false;
    const { name: _, options: fromOptions, ...before } = from;
    const { name: __, options: toOptions, ...after } = to;
    return (
      same(withoutRestrict(plainCheck(before)), withoutRestrict(plainCheck(after))) &&
      same(withoutPlace(fromOptions?.mysql), withoutPlace(toOptions?.mysql))
    );
  }

  /** `(now())` and `now()` differ in the server's words alone. */
  #sameDefault(from: Column, to: Column): boolean {
    const plain = ({ default: value, type }: Column): DefaultValue | undefined => {
      const bare = this.facts === undefined ? value : withoutParentheses(value, type, this.facts);
      return bare?.kind === 'sql' ? { ...bare, sql: withoutCharsets(bare.sql) } : bare;
    };
    return same(plain(from), plain(to));
  }

  #sameQuery(from: string, to: string): boolean {
    if (canonicalText(from) === canonicalText(to)) return true;
    const { flavour } = this.facts ?? {};
    return flavour !== undefined && comparableQuery(from, flavour) === comparableQuery(to, flavour);
  }

  #sameSelection(from: View, to: View): boolean {
    if (same(from.columns ?? [], to.columns ?? [])) return this.#sameQuery(from.definition, to.definition);
    return this.facts !== undefined && sameNames(from, to, this.facts);
  }

  sameObject(from: SchemaObject, to: SchemaObject): boolean {
    if (from.kind === 'view' && to.kind === 'view') {
      return this.#sameSelection(from, to) && same(from.options?.mysql ?? {}, to.options?.mysql ?? {});
    }
    if (from.kind !== to.kind || !('definition' in from) || !('definition' in to)) return false;
    const { definition: before, ...rest } = from;
    const { definition: after, ...others } = to;
    if (canonicalText(before) !== canonicalText(after)) return false;
    if (rest.kind !== 'mysql.trigger' || others.kind !== 'mysql.trigger') return same(rest, others);
    const [{ order, ...own }, { order: wanted, ...other }] = [rest, others];
    return sameOrder(order, wanted) && same(own, other);
  }
}

/** The same but for keys that have no value. */
function same(from: unknown, to: unknown): boolean {
  return isDeepStrictEqual(from, to);
}

function plainGenerated({ generated }: Column): Generated | undefined {
  return generated === undefined ? undefined : { ...generated, expression: withoutCharsets(generated.expression) };
}

function plainElement(element: IndexElement): IndexElement {
  return 'expression' in element ? { ...element, expression: withoutCharsets(element.expression) } : element;
}

function plainCheck(constraint: object): object {
  return 'expression' in constraint && typeof constraint.expression === 'string'
    ? { ...constraint, expression: withoutCharsets(constraint.expression) }
    : constraint;
}

/** MySQL has given up widths, and they never changed what is kept. */
function withoutWidth(type: ColumnType): ColumnType {
  if (type.kind !== 'mysql.integer' || type.zerofill === true) return type;
  const { width: _, ...rest } = type;
  if (rest.unsigned === true) return rest;
  if (rest.size === 'int') return { kind: 'integer' };
  return rest.size === 'smallint' || rest.size === 'bigint' ? { kind: rest.size } : rest;
}

/** To InnoDB it is what is done anyway: https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html */
function withoutRestrict(constraint: object): object {
  return Object.fromEntries(Object.entries(constraint).filter(([, value]) => value !== 'restrict'));
}

/** On its column or after all of them: MariaDB checks it the same. */
function withoutPlace(options: MysqlConstraintOptions = {}): MysqlConstraintOptions {
  const { onColumn: _, ...rest } = options;
  return withoutUsual(rest);
}

/** Where indexes are kept in more than one way, they are hashes unless it is said. */
function withoutUsual<T extends { readonly using?: 'btree' | 'hash' }>(options?: T): Partial<T> {
  if (options === undefined) return {};
  const { using, ...rest } = options;
  return using === 'hash' ? (rest as Partial<T>) : options;
}

/** When a trigger fires among others matters where it is asked for. */
function sameOrder(from: MysqlTriggerOrder = {}, to: MysqlTriggerOrder = {}): boolean {
  return (
    (to.follows === undefined || to.follows === from.follows) &&
    (to.precedes === undefined || to.precedes === from.precedes)
  );
}

/** Words in lower case, names without quotes, no comments, no space. */
function canonicalText(sql: string): string {
  return tokenize(sql)
    .flatMap(({ kind, text }) => {
      if (kind === 'space' || text === ';') return [];
      if (kind === 'name') return [unquotedName(text).toLowerCase()];
      return [kind === 'string' || kind === 'double' ? text : text.toLowerCase()];
    })
    .join(' ');
}
