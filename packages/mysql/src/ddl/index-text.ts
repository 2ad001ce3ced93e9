import type { Index, IndexElement, Table } from '@aludel/core';
import { isLob } from '../column-types.js';
import type { MysqlTarget } from './target.js';
import { expressionText, literal, quoted, unsupported } from './writing.js';

/** An index as it stands in CREATE TABLE, and after ADD in ALTER TABLE. */
export function indexText(index: Index, table: Table, target: MysqlTarget): string {
  if (index.where !== undefined) {
    throw unsupported(
      `the partial index ${index.name}`,
      'its indexes are over all rows.',
      'Leave out `where`, or limit the index to other databases with op.on(…). A unique one can be had over an expression that is NULL for the other rows.',
    );
  }
  const { type, using, parser, keyBlockSize, others, comment, invisible } = index.options?.mysql ?? {};
  const kind = type === undefined ? (index.unique ? 'UNIQUE KEY' : 'KEY') : `${type.toUpperCase()} KEY`;
  const elements = index.columns.map((element) => elementText(element, index, table, target));
  const options = optionTexts({
    ...(using === undefined ? {} : { using }),
    ...(keyBlockSize === undefined ? {} : { keyBlockSize }),
    ...(parser === undefined ? {} : { parser }),
    ...(others === undefined ? {} : { others }),
    ...(comment === undefined ? {} : { comment }),
  });
  return `${kind} ${quoted(index.name)} (${elements.join(', ')})${options}${hiddenText(invisible, target)}`;
}

interface IndexTexts {
  readonly using?: string;
  readonly keyBlockSize?: number;
  readonly parser?: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly comment?: string;
}

export function optionTexts({ using, keyBlockSize, parser, others, comment }: IndexTexts): string {
  return [
    ...(using === undefined ? [] : [` USING ${using.toUpperCase()}`]),
    ...(keyBlockSize === undefined ? [] : [` KEY_BLOCK_SIZE = ${keyBlockSize}`]),
    ...(parser === undefined ? [] : [` WITH PARSER ${quoted(parser)}`]),
    ...Object.entries(others ?? {}).map(([name, value]) => ` ${quoted(name)} = ${value}`),
    ...(comment === undefined ? [] : [` COMMENT ${literal(comment)}`]),
  ].join('');
}

/** What keeps the optimizer from using an index. */
export function hiddenText(invisible: boolean | undefined, { flavour }: MysqlTarget): string {
  return invisible === true ? ` ${flavour.has.invisibleIndex}` : '';
}

function elementText(element: IndexElement, index: Index, table: Table, target: MysqlTarget): string {
  const { order, nulls, collation } = element;
  const where = `in the index ${index.name}`;
  const usual = order === 'desc' ? 'last' : 'first';
  if (nulls !== undefined && nulls !== usual) {
    throw unsupported(
      `NULLS ${nulls.toUpperCase()} ${where}`,
      `its indexes have nulls ${usual} in that order.`,
      'Leave `nulls` out, or limit the index to other databases with op.on(…).',
    );
  }
  const own = 'column' in element ? table.columns.find(({ name }) => name === element.column)?.collation : undefined;
  if (collation !== undefined && collation !== own) {
    throw unsupported(`a collation ${where}`, 'an index compares by the collation of its column.');
  }
  const desc = order === undefined ? '' : ' DESC';
  if ('expression' in element) {
    if (target.flavour.has.expressionIndexes) return `${expressionText(element.expression, table)}${desc}`;
    throw unsupported(
      `an expression ${where}`,
      `${target.flavour.name} has indexes over columns only.`,
      'Add a generated column with that expression, and an index over it.',
    );
  }
  const length = element.options?.mysql?.length;
  const { type } = index.options?.mysql ?? {};
  if (type === undefined) {
    assertKeyable({ table, column: element.column, length, isUnique: index.unique, name: index.name }, target);
  }
  return `${quoted(element.column)}${length === undefined ? '' : `(${length})`}${desc}`;
}

interface KeyColumn {
  readonly table: Table;
  readonly column: string;
  readonly length: number | undefined;
  readonly isUnique: boolean;
  readonly name: string;
}

/** A text or blob cannot be indexed as a whole: told here, before anything runs, and with what to do. */
export function assertKeyable(
  { table, column: name, length, isUnique, name: key }: KeyColumn,
  target: MysqlTarget,
): void {
  const column = table.columns.find((one) => one.name === name);
  if (length !== undefined || column === undefined || !isLob(column.type)) return;
  // Points and the like have their own rules. MariaDB keeps a hash of the whole for a unique key.
  if (column.type.kind === 'mysql.spatial' || column.type.kind === 'native') return;
  if (isUnique && key !== 'PRIMARY' && target.flavour.kind === 'mariadb') return;
  throw unsupported(
    `the key ${key} over the column ${name}`,
    'a text or blob can be indexed by its beginning only.',
    `Make it t.string(n); or say how much: { column: '${name}', options: { mysql: { length: 100 } } }.`,
  );
}
