import type { Column, ColumnType, Identity, TableName } from '@aludel/core';
import { typeText } from '../column-types.js';
import { sequenceOf } from '../operations/sequence-names.js';
import type { TableChange } from './alter-table.js';
import { identityText, isSerial, ownedSequence } from './column-text.js';
import { alteredSequence, countingChanges, countingOf, mayBeBehind } from './sequence-text.js';
import { alterTableText, literal, quoted, quotedTable } from './writing.js';

type Numbered = Column & { readonly identity: Identity };

/** What makes the numbering of a column's rows into another, or into none. */
export function identityChange(from: Column, to: Column, table: TableName): TableChange {
  if (isNumbered(from) && isNumbered(to) && isSerial(from.identity) === isSerial(to.identity)) {
    return sequenceChange(from, to, table);
  }
  const dropped = isNumbered(from) ? identityDropped(from, table) : nothing;
  if (!isNumbered(to)) return dropped;
  const added = identityAdded(to, table, from.default !== undefined);
  return {
    // The former sequence may have the name that the new one gets.
    before: [
      ...dropped.actions.map((action) => alterTableText(table, [`ALTER COLUMN ${quoted(from.name)} ${action}`])),
      ...dropped.after,
      ...added.before,
    ],
    actions: added.actions,
    after: added.after,
  };
}

const nothing: TableChange = { before: [], actions: [], after: [] };

function isNumbered(column: Column): column is Numbered {
  return column.identity !== undefined;
}

/** Of a column that goes on to be numbered as it is: its sequence counts in another way. */
function sequenceChange(from: Numbered, to: Numbered, table: TableName): TableChange {
  const [old, next] = [countingOf(from.identity), countingOf(to.identity)];
  const [former, sequence] = [sequenceOf(table, from), sequenceOf(table, to)];
  const renamed =
    former.name === sequence.name ? [] : [`ALTER SEQUENCE ${quotedTable(former)} RENAME TO ${quoted(sequence.name)}`];
  const changes = countingChanges(old, next);
  const altered = (words: readonly string[]): readonly string[] =>
    words.length === 0 ? [] : [alteredSequence(former, words, old, next)];
  if (isSerial(to.identity)) {
    // PostgreSQL gives the sequence of an identity the column's new type; that of a serial column stays as small as it was.
    const retyped = from.type.kind === to.type.kind ? [] : [`AS ${typeText(to.type)}`];
    return { before: [], actions: [], after: [...altered([...retyped, ...changes]), ...renamed] };
  }
  const isOther = from.identity.generation !== to.identity.generation;
  const generation = isOther ? [`SET GENERATED ${to.identity.generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'}`] : [];
  // A bound that the narrower type cannot hold has to go before it comes.
  if (sizeOf(to.type) < sizeOf(from.type)) return { before: altered(changes), actions: generation, after: renamed };
  if (mayBeBehind(old, next)) return { before: [], actions: generation, after: [...altered(changes), ...renamed] };
  const actions = [...generation, ...changes.map((words) => `SET ${words}`)];
  return { before: [], actions: actions.length === 0 ? [] : [actions.join(' ')], after: renamed };
}

function sizeOf({ kind }: ColumnType): number {
  return kind === 'smallint' ? 2 : kind === 'integer' ? 4 : 8;
}

function identityDropped(from: Numbered, table: TableName): TableChange {
  if (!isSerial(from.identity)) return { before: [], actions: ['DROP IDENTITY'], after: [] };
  return { before: [], actions: ['DROP DEFAULT'], after: [`DROP SEQUENCE ${quotedTable(sequenceOf(table, from))}`] };
}

function identityAdded(to: Numbered, table: TableName, hadDefault: boolean): TableChange {
  const { identity } = to;
  const cleared = hadDefault ? ['DROP DEFAULT'] : [];
  const counted = identity.start === undefined && Number(identity.increment ?? 1) > 0 ? [countOn(to, table)] : [];
  if (!isSerial(identity)) {
    return { before: [], actions: [...cleared, `ADD ${identityText(identity)}`], after: counted };
  }
  const { make, own, next } = ownedSequence(to, table, sequenceOf(table, to));
  return { before: [make], actions: [...cleared, `SET DEFAULT ${next}`], after: [own, ...counted] };
}

/** Rows that are there have numbers already. */
function countOn(column: Column, table: TableName): string {
  const name = quoted(column.name);
  return `SELECT setval(pg_get_serial_sequence(${literal(quotedTable(table))}, ${literal(column.name)})::regclass, most) FROM (SELECT max(${name})::bigint AS most FROM ${quotedTable(table)}) AS rows WHERE most >= 1`;
}
